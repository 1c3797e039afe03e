/* Values with live counts: choose several, or exclude some. */

import { make } from "../dom.js";
import { formatNumber } from "../format.js";
import { fill, gettext } from "../i18n.js";

const FIRST = 8; // values that are shown at once

export class ValueFacet {
  /**
   * `options`: name (its parameter), label, labelOf(value), `only(value)` which of the dictionary's values belong
   * here, `sorted` whether the order is that of the dictionary, `excludes` whether values can be excluded, open.
   * `onChange({chosen, excluded})` gets lists of values.
   */
  constructor(element, options, onChange) {
    Object.assign(this, { labelOf: (value) => value, only: () => true, excludes: true, sorted: false }, options, { onChange });
    this.list = make("ul", { class: "facet-values" });
    this.more = make("button", { type: "button", class: "link small", onclick: () => this.toggleAll() });
    this.summary = make("span", { class: "facet-chosen" });
    this.details = make("details", { class: "value-facet", open: options.open, "data-facet": this.name }, make("summary", {}, this.label, " ", this.summary), this.list, this.more);
    this.details.addEventListener("toggle", () => this.details.open && this.render());
    element.append(this.details);
  }

  toggleAll() {
    this.all = !this.all;
    this.render();
  }

  /** Show the dictionary's values with their numbers, which are asked for where they are seen, and what is chosen and excluded. */
  show(values, countThem, { chosen, excluded }) {
    Object.assign(this, { values, countThem, chosen, excluded });
    const marks = [...chosen.map((value) => this.labelOf(value)), ...excluded.map((value) => fill(gettext("not %(name)s"), { name: this.labelOf(value) }))];
    this.summary.textContent = marks.join(", ");
    if (this.details.open) this.render();
  }

  render() {
    if (!this.values) return;
    const counts = this.countThem();
    const marked = new Set([...this.chosen, ...this.excluded]);
    const items = this.values.map((value, code) => ({ value, count: counts[code] ?? 0 })).filter(({ value, count }) => this.only(value) && (this.sorted || count > 0 || marked.has(value)));
    for (const value of marked) if (!this.values.includes(value)) items.push({ value, count: 0 });
    if (!this.sorted) items.sort((one, other) => other.count - one.count);
    const shown = this.all || this.sorted ? items : items.filter(({ value }, position) => position < FIRST || marked.has(value));
    this.more.hidden = this.sorted || items.length <= FIRST;
    this.more.textContent = this.all ? gettext("Fewer") : fill(gettext("All %(count)s"), { count: formatNumber(items.length) });
    const focused = this.list.contains(document.activeElement) && document.activeElement.dataset.key;
    this.list.replaceChildren(...shown.map((item) => this.item(item)));
    if (focused) this.list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  item({ value, count }) {
    const name = this.labelOf(value);
    const excluded = this.excluded.includes(value);
    const box = make("input", { type: "checkbox", checked: this.chosen.includes(value), "data-key": `in ${value}`, onchange: () => this.choose(value, box.checked) });
    return make(
      "li",
      { class: [count === 0 && "is-empty", excluded && "is-excluded"].filter(Boolean).join(" ") || null },
      make("label", {}, box, make("bdi", { class: "facet-name" }, name), make("span", { class: "count" }, formatNumber(count))),
      this.excludes && make("button", { type: "button", class: "exclude", "aria-pressed": String(excluded), "aria-label": fill(gettext("Exclude %(name)s"), { name }), title: fill(gettext("Exclude %(name)s"), { name }), "data-key": `not ${value}`, onclick: () => this.exclude(value, !excluded) }, "−"),
    );
  }

  choose(value, on) {
    const chosen = this.chosen.filter((other) => other !== value);
    this.onChange({ chosen: on ? [...chosen, value] : chosen, excluded: this.excluded.filter((other) => other !== value) });
  }

  exclude(value, on) {
    const excluded = this.excluded.filter((other) => other !== value);
    this.onChange({ chosen: this.chosen.filter((other) => other !== value), excluded: on ? [...excluded, value] : excluded });
  }
}
