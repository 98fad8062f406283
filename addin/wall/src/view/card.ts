import { fitText, shrinkLine } from "../fit";
import type { Photos } from "../photos";
import { says } from "../texts";
import type { CardPanel, Language } from "../types";
import { element, said, type Drawn } from "./element";

/** A card of recognition: who, for what, and who says so. */
export function card(panel: CardPanel, fresh: boolean, language: Language, photos: Photos): Drawn {
  const to = element("h2", "to", said(panel.to));
  const toIs = element("p", "to-is", said(panel.toIs));
  const words = said("");
  const what = element("div", "what", element("div", "middle", words));
  const occasion = element("p", "occasion", said(panel.occasion));
  if (fresh) {
    occasion.append(element("span", "new", says(language, "fresh")));
  }

  const foot = element("footer", "foot", by(says(language, "from"), panel.from), by(says(language, "signed"), panel.signedBy), element("span", "day", said(panel.day)), element("span", "number", said(panel.number)));
  const root = element("article", "card", element("div", "side", element("header", "head", occasion, element("div", "whom", to, toIs)), what, foot));
  const photo = panel.photo === null && panel.photoId === null ? null : element("img", "");
  const fit = (): void => {
    shrinkLine(to, { most: 3.6, least: 1.7 });
    fitText(what, words, panel.what, { most: 2.5, least: 0.92 });
    if (photo !== null) {
      fitPhoto(photo);
    }
  };
  if (photo !== null) {
    addPhoto(root, photo, panel, photos, fit);
  }

  return { root, fit };
}

function by(label: string, name: string): HTMLElement {
  const whole = element("span", "by", element("span", "label", label), " ", said(name));
  whole.hidden = name === "";
  return whole;
}

// As large as the room allows, never cropped: nobody's head is cut off.
function fitPhoto(image: HTMLImageElement): void {
  const room = image.parentElement;
  if (room !== null && image.naturalWidth > 0) {
    image.className = image.naturalWidth * room.clientHeight > image.naturalHeight * room.clientWidth ? "wide" : "tall";
  }
}

function addPhoto(root: HTMLElement, image: HTMLImageElement, panel: CardPanel, photos: Photos, fit: () => void): void {
  const frame = element("figure", "photo", image);
  const none = (): void => {
    frame.remove();
    root.classList.remove("pictured");
    fit();
  };
  // The room is there before the photo is, so that the words do not jump.
  root.classList.add("pictured");
  root.prepend(frame);
  image.alt = "";
  image.decoding = "async";
  void photos.source(panel.photoId, panel.photo).then(
    (source) => {
      if (source === null) {
        none();
        return;
      }

      image.onload = () => {
        fitPhoto(image);
        source.loaded();
      };
      image.onerror = () => {
        source.loaded();
        none();
      };
      image.src = source.url;
    },
    none,
  );
}
