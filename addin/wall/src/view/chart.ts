import { shrink } from "../fit";
import type { ChartPanel, Language } from "../types";
import { element, said, type Drawn } from "./element";
import { mark } from "./table";

/** Bars: upright on a wide screen, lying on a tall one. */
export function chart(panel: ChartPanel, language: Language): Drawn {
  // A per cent is of a whole, and the whole is to be seen.
  const whole = panel.unit === "%" ? 100 : null;
  const top = Math.max(whole ?? 0, ...panel.bars.map((bar) => bar.value)) || 1;
  const bars = panel.bars.map((bar) => {
    const fill = element("span", "fill");
    fill.style.setProperty("--share", String(Math.min(1, Math.max(0, bar.value / top))));
    const track = element("span", "track", fill);
    if (whole !== null) {
      const line = element("span", "whole");
      line.style.setProperty("--share", String(whole / top));
      track.append(line);
    }

    return element("li", bar.tone, element("span", "label", said(bar.label)), track, element("span", "shown", mark(bar.tone, language), said(bar.shown)));
  });
  const list = element("ul", "bars", ...bars);
  const title = element("h2", "title", said(panel.title));
  if (panel.unit !== "") {
    title.append(" ", element("span", "unit", said(`(${panel.unit})`)));
  }

  const parts = [list, ...bars, ...bars.map((bar) => bar.lastElementChild as HTMLElement), ...bars.map((bar) => bar.firstElementChild as HTMLElement)];
  return { root: element("article", "chart", title, list), fit: () => void shrink(list, { most: 1.6, least: 0.7 }, parts) };
}
