import { fitRows, onLine } from "../fit";
import { says } from "../texts";
import type { Language, TablePanel, Tone } from "../types";
import { element, said, type Drawn } from "./element";

/** A table of figures. */
export function table(panel: TablePanel, language: Language): Drawn {
  const rows = panel.rows.map((row) => {
    const label = element("th", "", said(row.label));
    label.scope = "row";
    const whole = element("tr", row.tone, label, element("td", "value", mark(row.tone, language), said(row.value)), element("td", "detail", said(row.detail ?? "")));
    whole.lastElementChild!.classList.toggle("none", row.detail === null);
    return whole;
  });
  const more = element("p", "more");
  const box = element("div", "box", element("div", "middle", element("table", "", element("tbody", "", ...rows)), more));
  const root = element("article", "table", element("h2", "title", said(panel.title)), box);
  return { root, fit: () => fitRows(box, rows, onLine(box, 16, { most: 2.2, least: 0.92 }), more, (n) => says(language, "more", n)) };
}

/** Tone as a sign, because not everybody tells the colours apart. */
export function mark(tone: Tone, language: Language): HTMLElement {
  const sign = element("span", `mark ${tone}`, tone === "good" ? "✓" : tone === "attention" ? "!" : "");
  if (tone === "plain") {
    sign.ariaHidden = "true";
  } else {
    sign.role = "img";
    sign.ariaLabel = says(language, tone);
  }

  return sign;
}
