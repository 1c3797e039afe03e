/* One key for each decision; never while typing, never with a modifier, and not at all if switched off. */

const KEPT = "hamrin-review-keys";
const byId = (id) => document.getElementById(id);
const press = (id) => () => byId(id)?.click();

const ACTIONS = {
  a: press("accept"),
  A: press("accept-publish"),
  m: () => focusFirst(".candidates .merge") || byId("candidates")?.scrollIntoView(),
  r: press("open-reject"),
  e: () => focusFirst("#id_title"),
  t: () => (byId("release") ?? byId("take"))?.click(),
  u: press("undo"),
  n: press("next-report"),
  j: press("next-report"),
  p: press("previous-report"),
  k: press("previous-report"),
  "?": press("open-help"),
};

function focusFirst(selector) {
  const element = document.querySelector(selector);
  element?.focus();
  return Boolean(element);
}

function isTyping(target) {
  return target.closest?.("input, textarea, select, [contenteditable]") && !target.matches("[type=checkbox], [type=radio]");
}

/** The letter of a key as on a Latin keyboard: whoever writes Arabic or Kurdish need not change the layout. */
function letterOf(event) {
  if (event.key === "?" || event.key === "؟") return "?";
  const letter = /^[a-z]$/i.test(event.key) ? event.key : /^Key[A-Z]$/.test(event.code) ? event.code.at(-1) : "";
  return event.shiftKey ? letter.toUpperCase() : letter.toLowerCase();
}

function keysAreOn() {
  return localStorage.getItem(KEPT) !== "off";
}

function showWhetherOn() {
  document.documentElement.classList.toggle("keys-off", !keysAreOn());
}

/** Listen for the keys; a dialog that is open has the keyboard for itself. */
export function connectKeys() {
  showWhetherOn();
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && target.matches?.("dialog textarea")) {
      event.preventDefault();
      target.form.requestSubmit();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (document.querySelector("dialog[open]")) return;
    if (isTyping(target)) {
      if (event.key === "Escape") target.blur();
      return;
    }
    const action = keysAreOn() && ACTIONS[letterOf(event)];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

/** Connect the switch in the help, which is remembered on this device. */
export function connectKeysSwitch() {
  const box = byId("keys-on");
  box.checked = keysAreOn();
  box.addEventListener("change", () => {
    localStorage.setItem(KEPT, box.checked ? "on" : "off");
    showWhetherOn();
  });
}
