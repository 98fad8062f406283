/** The largest whole number from `least` to `most` that will do, where every smaller one does too; null: not even `least`. */
export function largest(least: number, most: number, will: (n: number) => boolean): number | null {
  let best: number | null = null;
  while (least <= most) {
    const middle = (least + most) >> 1;
    if (will(middle)) {
      best = middle;
      least = middle + 1;
    } else {
      most = middle - 1;
    }
  }

  return best;
}

/** Sizes of text, in rem: a rem grows with the screen. */
export interface Sizes {
  most: number;
  least: number;
}

/** Makes the text of `box` as large as fits; false: the smallest does not fit either. */
export function shrink(box: HTMLElement, sizes: Sizes, fits: () => boolean = () => holds(box)): boolean {
  const rem = remOf();
  const set = (size: number): void => {
    box.style.fontSize = `${size}px`;
  };
  const least = Math.round(sizes.least * rem);
  const best = largest(least, Math.round(sizes.most * rem), (size) => {
    set(size);
    return fits();
  });
  set(best ?? least);
  return best !== null;
}

/** Puts words into `text` inside `box`: smaller until they fit, at last cut with an ellipsis. */
export function fitText(box: HTMLElement, text: HTMLElement, words: string, sizes: Sizes): void {
  text.textContent = words;
  if (shrink(box, sizes)) {
    return;
  }

  const pieces = graphemes(words);
  const cut = (n: number): void => {
    text.textContent = `${pieces.slice(0, n).join("").trimEnd()}…`;
  };
  const kept = largest(0, pieces.length - 1, (n) => {
    cut(n);
    return holds(box);
  });
  cut(kept ?? 0);
}

/** The same for rows: at last the rows that have no room give way to `more`, which says how many they are. */
export function fitRows(box: HTMLElement, rows: readonly HTMLElement[], sizes: Sizes, more: HTMLElement, say: (hidden: number) => string): void {
  const only = (n: number): void => {
    rows.forEach((row, i) => (row.hidden = i >= n));
    more.hidden = n === rows.length;
    more.textContent = say(rows.length - n);
  };
  only(rows.length);
  if (shrink(box, sizes)) {
    return;
  }

  const kept = largest(0, rows.length - 1, (n) => {
    only(n);
    return holds(box);
  });
  only(kept ?? 0);
}

/** The same for one line, whose height is its own: only its width counts. */
export function shrinkLine(line: HTMLElement, sizes: Sizes): void {
  shrink(line, sizes, () => line.scrollWidth <= line.clientWidth);
}

/** No larger than that `letters` of them stand on a line of the box: on a phone, rows that have height enough would break where they need not. */
export function onLine(box: HTMLElement, letters: number, sizes: Sizes): Sizes {
  return { ...sizes, most: Math.max(sizes.least, Math.min(sizes.most, box.clientWidth / remOf() / letters)) };
}

/** Whether all that is in the box has room in it. */
export function holds(box: HTMLElement): boolean {
  return box.scrollHeight <= box.clientHeight && box.scrollWidth <= box.clientWidth;
}

const remOf = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

// An emoji of several code points is not cut in two.
function graphemes(text: string): string[] {
  return "Segmenter" in Intl ? Array.from(new Intl.Segmenter().segment(text), (piece) => piece.segment) : Array.from(text);
}
