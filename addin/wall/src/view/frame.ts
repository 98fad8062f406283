import { shrinkLine } from "../fit";
import { says } from "../texts";
import type { Language } from "../types";
import { element, said, write, type Drawn } from "./element";

// As long as the fade in frame.css.
const fade = 900;
const mostDots = 24;

/** What stands around the panels, and the stage on which they change. */
export class Frame {
  private readonly branch = element("h1", "branch");
  private readonly offline = element("p", "offline");
  private readonly day = element("span", "day");
  private readonly time = element("time", "time");
  private readonly dots = element("p", "dots");
  private readonly words = element("p", "spirit");
  private readonly stage = element("main", "stage");
  private current: Drawn | null = null;
  private leaving: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly root: HTMLElement) {
    this.stage.ariaLive = "off";
    this.dots.ariaHidden = "true";
    root.replaceChildren(
      element("header", "top", element("div", "", this.branch, this.offline), element("p", "now", this.day, this.time)),
      this.stage,
      element("footer", "bottom", this.dots, this.words),
    );
    let asked = 0;
    new ResizeObserver(() => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => {
        this.current?.fit();
        this.fitSpirit();
      });
    }).observe(this.stage);
  }

  /** What is around; with `bare` there is nothing. */
  around(branch: string, language: Language, spirit: readonly string[]): void {
    this.root.className = "";
    document.documentElement.lang = language;
    if (this.branch.textContent !== branch) {
      this.branch.replaceChildren(said(branch));
    }

    if (this.words.dataset["of"] !== spirit.join("\n")) {
      this.words.dataset["of"] = spirit.join("\n");
      this.words.replaceChildren(...spirit.map((word) => element("span", "", said(word))));
      this.fitSpirit();
    }
  }

  bare(): void {
    this.root.className = "bare";
    document.documentElement.lang = "zh-CN";
    [this.branch, this.words, this.dots, this.day, this.time, this.offline].forEach((place) => place.replaceChildren());
    delete this.words.dataset["of"];
  }

  clock(day: string, time: string, offline: string): void {
    write(this.day, day);
    write(this.time, time);
    write(this.offline, offline);
  }

  /** Puts a panel on the stage; what was there fades, or goes at once where it may not be seen any more. */
  show(drawn: Drawn, at: { index: number; count: number } | null, language: Language, soft: boolean): void {
    const old = this.current;
    this.current = drawn;
    if (this.leaving !== null) {
      clearTimeout(this.leaving);
      this.leaving = null;
    }

    // Whatever faded before is gone by now.
    [...this.stage.children].filter((child) => child !== old?.root || !soft).forEach((child) => child.remove());
    drawn.root.classList.toggle("arriving", soft);
    this.stage.append(drawn.root);
    this.label(drawn.root, at, language);
    drawn.fit();
    if (soft && old !== null) {
      old.root.classList.add("leaving");
      old.root.ariaHidden = "true";
      this.leaving = setTimeout(() => old.root.remove(), fade);
    }
  }

  private fitSpirit(): void {
    shrinkLine(this.words, { most: 1.2, least: 0.8 });
  }

  private label(root: HTMLElement, at: { index: number; count: number } | null, language: Language): void {
    this.root.classList.toggle("alone", at === null);
    if (at === null) {
      this.dots.replaceChildren();
      return;
    }

    root.role = "group";
    root.ariaLabel = `${says(language, "wall")} ${at.index + 1} / ${at.count}`;
    if (at.count > mostDots) {
      this.dots.replaceChildren(`${at.index + 1} / ${at.count}`);
    } else {
      this.dots.replaceChildren(...Array.from({ length: at.count }, (_, i) => element("span", i === at.index ? "dot here" : "dot")));
    }
  }
}
