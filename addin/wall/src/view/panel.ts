import type { Photos } from "../photos";
import type { Language, Panel } from "../types";
import { card } from "./card";
import { chart } from "./chart";
import type { Drawn } from "./element";
import { table } from "./table";
import { text } from "./text";

/** Draws a panel of whatever kind. */
export function draw(panel: Panel, fresh: boolean, language: Language, photos: Photos): Drawn {
  const drawn = drawKind(panel, fresh, language, photos);
  drawn.root.classList.add("sheet");
  drawn.root.classList.toggle("fresh", fresh);
  return drawn;
}

function drawKind(panel: Panel, fresh: boolean, language: Language, photos: Photos): Drawn {
  switch (panel.kind) {
    case "card":
      return card(panel, fresh, language, photos);
    case "table":
      return table(panel, language);
    case "chart":
      return chart(panel, language);
    case "text":
      return text(panel);
  }
}
