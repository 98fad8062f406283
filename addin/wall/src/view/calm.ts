import { shrink } from "../fit";
import { says } from "../texts";
import { element, said, type Drawn } from "./element";

/** Nothing to show: the spirit alone. */
export function spirit(words: readonly string[]): Drawn {
  const list = element("ul", "spirit-large", ...words.map((word) => element("li", "", said(word))));
  return { root: element("article", "calm", list), fit: () => void shrink(list, { most: 8, least: 1.5 }) };
}

/** A sentence that stands alone. */
export function sentence(words: string): Drawn {
  const line = element("p", "connecting", said(words));
  return { root: element("article", "calm", line), fit: () => undefined };
}

/** Not even that: there was no network for a day, or there is none yet. */
export function connecting(): Drawn {
  const list = element("p", "connecting", says("zh-CN", "quiet"), element("span", "", says("en-US", "quiet")));
  return { root: element("article", "calm", list), fit: () => undefined };
}
