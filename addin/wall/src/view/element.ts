/** An element with its class and what is in it. Words of people go through `said`. */
export function element<K extends keyof HTMLElementTagNameMap>(name: K, className: string, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

/** Words that people wrote: as text, and with a direction of their own that ends with them. */
export function said(text: string): HTMLElement {
  const bdi = document.createElement("bdi");
  bdi.textContent = text;
  return bdi;
}

/** Sets a text only where it is another one: the clock is asked every second. */
export function write(place: HTMLElement, text: string): void {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

/** What stands on the stage; `fit` makes it fit into its room, once it is there and whenever the room changes. */
export interface Drawn {
  root: HTMLElement;
  fit: () => void;
}
