/* Panels as one bottom sheet on narrow screens: the tabs open one of them at a time. */

const NARROW = matchMedia("(max-width: 1099px)");

/** Connect the tab buttons; returns {open(id), close()}. `open` returns false, having done nothing, on wide screens. */
export function connectSheets(nav, onChange) {
  const buttons = [...nav.querySelectorAll("button")];
  const open = (id) => {
    for (const button of buttons) {
      const target = button.getAttribute("aria-controls");
      button.setAttribute("aria-expanded", String(target === id));
      document.getElementById(target).classList.toggle("is-open", target === id);
    }
    onChange();
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const id = button.getAttribute("aria-controls");
      open(button.getAttribute("aria-expanded") === "true" ? "" : id);
    });
  }
  NARROW.addEventListener("change", onChange);
  return { open: (id) => {
      if (NARROW.matches) open(id);
      return NARROW.matches;
    }, close: () => open("") };
}
