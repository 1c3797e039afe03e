/* One key for each decision; never while typing, never with a modifier. */

const byId = (id) => document.getElementById(id);

const ACTIONS = {
  a: () => byId("accept-form")?.requestSubmit(byId("accept")),
  m: () => focusFirst(".candidates .merge") || byId("candidates")?.scrollIntoView(),
  r: () => byId("open-reject")?.click(),
  n: () => byId("next-report")?.click(),
  j: () => byId("next-report")?.click(),
  p: () => byId("previous-report")?.click(),
  k: () => byId("previous-report")?.click(),
  "?": () => byId("open-help")?.click(),
};

function focusFirst(selector) {
  const element = document.querySelector(selector);
  element?.focus();
  return Boolean(element);
}

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable]") && !target.matches("[type=checkbox], [type=radio]");
}

/** Listen for the keys; a dialog that is open has the keyboard for itself. */
export function connectKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const action = ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : ""];
    if (!action) return;
    event.preventDefault();
    action();
  });
}
