import { fitText } from "../fit";
import type { TextPanel } from "../types";
import { element, said, type Drawn } from "./element";

/** Lines of text under a title. */
export function text(panel: TextPanel): Drawn {
  const words = said("");
  const what = element("div", "what", element("div", "middle", words));
  const root = element("article", "text", element("h2", "title", said(panel.title)), what);
  return { root, fit: () => fitText(what, words, panel.lines.join("\n"), { most: 2.5, least: 0.92 }) };
}
