import { holds, shrink } from "../fit";
import type { ChartPanel, Language } from "../types";
import { element, said, type Drawn } from "./element";
import { mark } from "./table";

/** Bars: upright on a wide screen, lying on a tall one. */
export function chart(panel: ChartPanel, language: Language): Drawn {
  // A per cent is of a whole, and the whole is to be seen.
  const whole = panel.unit === "%" ? 100 : null;
  const top = Math.max(whole ?? 0, ...panel.bars.map((bar) => bar.value)) || 1;
  const bars = panel.bars.map((bar) => {
    const shown = element("span", "shown", mark(bar.tone, language), said(bar.shown));
    const track = element("span", "track", element("span", "fill"), shown);
    if (whole !== null) {
      const line = element("span", "whole");
      line.style.setProperty("--share", String(whole / top));
      track.prepend(line);
    }

    const made = element("li", bar.tone, element("span", "label", said(bar.label)), track);
    made.style.setProperty("--share", String(Math.min(1, Math.max(0, bar.value / top))));
    return { made, boxes: [made, made.firstElementChild as HTMLElement, shown] };
  });
  const list = element("ul", "bars", ...bars.map((bar) => bar.made));
  const title = element("h2", "title", said(panel.title));
  if (panel.unit !== "") {
    title.append(" ", element("span", "unit", said(`(${panel.unit})`)));
  }

  const boxes = [list, ...bars.flatMap((bar) => bar.boxes)];
  return { root: element("article", "chart", title, list), fit: () => void shrink(list, { most: 1.6, least: 0.7 }, () => boxes.every(holds)) };
}
