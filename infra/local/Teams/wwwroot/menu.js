import { element } from "./messages.js";

/**
 * Opens a menu beside a button. Escape, Tab, a click elsewhere and a choice close it; the keyboard comes back to the button.
 * @param button what was pressed
 * @param within where it may stand
 * @param items { title, choose }
 */
export function openMenu(button, within, items) {
  const menu = element("div", "menu");
  menu.setAttribute("role", "menu");
  menu.dataset.testid = "menu";
  menu.append(...items.map(({ title, choose }) => {
    const item = Object.assign(element("button", "", title), { type: "button" });
    item.setAttribute("role", "menuitem");
    item.addEventListener("click", () => {
      close();
      choose();
    });
    return item;
  }));
  const outside = event => menu.contains(event.target) || button.contains(event.target) || close(false);
  const close = (back = true) => {
    menu.remove();
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    if (back && button.isConnected) {
      button.focus({ preventScroll: true });
    }
  };
  menu.addEventListener("keydown", event => {
    const all = [...menu.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      all.at((all.indexOf(document.activeElement) + step) % all.length).focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      close();
    } else {
      return;
    }

    event.preventDefault();
    event.stopPropagation();
  });
  within.querySelector(":scope > .menu")?.remove();
  within.append(menu);
  place(menu, button, within);
  button.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside);
  menu.firstElementChild?.focus({ preventScroll: true });
}

/** Below the button, or above it where there is no room. */
function place(menu, button, within) {
  const [of, all] = [button.getBoundingClientRect(), within.getBoundingClientRect()];
  const below = of.bottom - all.top;
  const top = below + menu.offsetHeight < within.clientHeight ? below : of.top - all.top - menu.offsetHeight;
  const left = Math.min(of.left - all.left, within.clientWidth - menu.offsetWidth - 8);
  Object.assign(menu.style, { top: `${Math.max(top - within.clientTop, 8)}px`, left: `${Math.max(left - within.clientLeft, 8)}px` });
}
