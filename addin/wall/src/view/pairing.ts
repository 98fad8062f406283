import { left } from "../clock";
import { shrinkLine } from "../fit";
import { says } from "../texts";
import type { Language } from "../types";
import { element, write, type Drawn } from "./element";

/** The code that pairs the screen with a branch. It names no branch and no bank. */
export class PairingView implements Drawn {
  readonly root: HTMLElement;
  private readonly code = element("p", "code");
  private readonly zh = element("p", "how");
  private readonly en = element("p", "how english");
  private readonly rest = element("p", "rest");

  constructor() {
    this.en.lang = "en";
    this.rest.role = "timer";
    this.root = element("article", "pairing", element("p", "name", says("zh-CN", "wall"), element("span", "", says("en-US", "wall"))), this.code, this.zh, this.en, this.rest);
  }

  /** `code` null: there is none yet, or it has run out. */
  show(code: string | null, ms: number): void {
    const changed = this.code.textContent !== (code ?? "····-····");
    write(this.code, code ?? "····-····");
    this.root.classList.toggle("none", code === null);
    if (changed || this.zh.textContent === "") {
      this.zh.replaceChildren(...how("zh-CN", code));
      this.en.replaceChildren(...how("en-US", code));
    }

    write(this.rest, code === null ? "" : `${says("zh-CN", "left", left(ms))} · ${says("en-US", "left", left(ms))}`);
    if (changed && this.root.isConnected) {
      this.fit();
    }
  }

  fit = (): void => shrinkLine(this.code, { most: 12, least: 2 });
}

/** The sentence that tells what to do; what is to be written stays on one line. */
function how(language: Language, code: string | null): (Node | string)[] {
  if (code === null) {
    return [says(language, "code")];
  }

  const [before = "", after = ""] = says(language, "pair", "\n").split("\n");
  return [before, element("span", "", language === "zh-CN" ? `「大屏 ${code}」` : `“大屏 ${code}”`), after];
}
