/* What the address asks that no panel shows, as chips to take away; and what of it was not understood. */

import { make } from "../dom.js";
import { fill, gettext } from "../i18n.js";

const LABELS = {
  bbox: gettext("Box"),
  within: gettext("Polygon"),
  has_point: gettext("Has a point on the map"),
  room: gettext("Joint operation room"),
  event_type: gettext("Event family"),
  sub_event_type: gettext("Event type"),
  actor: gettext("Actor in any role"),
  participant: gettext("Participant"),
  responder: gettext("Responder"),
  weapons: gettext("Weapons"),
  target_type: gettext("Type of target"),
  language: gettext("Language of a report"),
  precision: gettext("Precision of the place"),
  date_precision: gettext("Precision of the date"),
  killed: gettext("Killed"),
  wounded: gettext("Wounded"),
  captured: gettext("Captured"),
  updated_since: gettext("Changed since"),
};

/** "Weapons: Firearms", "Weapons, not: Firearms", "Killed, at least: 2". */
function wordsOf({ name, value }) {
  const [, negation, base, end] = /^(not_)?(.*?)(_min|_max)?$/.exec(name);
  const label = LABELS[base] ?? base;
  const values = { label, value };
  if (negation) return fill(gettext("%(label)s, not: %(value)s"), values);
  if (end === "_min") return fill(gettext("%(label)s, at least: %(value)s"), values);
  if (end === "_max") return fill(gettext("%(label)s, at most: %(value)s"), values);
  return fill(gettext("%(label)s: %(value)s"), values);
}

/** Show the other filters of a state in an element; `onChange(changes)` takes one away. */
export function showOthers(element, others, onChange) {
  element.hidden = others.length === 0;
  if (element.hidden) return;
  const chips = others.map((one) => {
    const words = wordsOf(one);
    return make(
      "li",
      { class: "chip" },
      make("bdi", {}, words),
      make("button", { type: "button", class: "chip-away", "aria-label": fill(gettext("Take away: %(filter)s"), { filter: words }), onclick: () => onChange({ others: others.filter((other) => other !== one) }) }, "×"),
    );
  });
  element.replaceChildren(make("h3", {}, gettext("Other filters")), make("ul", { class: "chips" }, chips));
}

/** Say which parameters were left out, until the reader closes it or the address is another. */
export function showProblems(element, problems, onClose) {
  element.hidden = problems.length === 0;
  if (element.hidden) return;
  const text = fill(gettext("Not understood in this address, and left out: %(names)s"), { names: problems.join(" · ") });
  element.replaceChildren(make("span", {}, text), " ", make("button", { type: "button", class: "link", onclick: onClose }, gettext("Close")));
}
