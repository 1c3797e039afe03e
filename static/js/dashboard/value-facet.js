/* Values with live counts: choose several, or exclude some. */

import { make, update } from "../dom.js";
import { formatNumber } from "../format.js";
import { COMMA, fill, gettext } from "../i18n.js";

const FIRST = 8; // values that are shown at once

export class ValueFacet {
  /**
   * `options`: name (its parameter), label, labelOf(value), `only(value)` which of the dictionary's values belong
   * here, `sorted` whether the order is that of the dictionary, `excludes` whether values can be excluded, open.
   * `onChange({chosen, excluded})` gets lists of values.
   */
  constructor(element, options, onChange) {
    Object.assign(this, { labelOf: (value) => value, only: () => true, excludes: true, sorted: false, chosen: [], excluded: [], rows: new Map() }, options, { onChange });
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

  /** Take what is chosen and excluded: lists of values. */
  choose({ chosen, excluded }) {
    Object.assign(this, { chosen, excluded });
  }

  /** Show what is chosen, and the dictionary's values with their numbers, which are asked for where they are seen. */
  show(values, countThem) {
    Object.assign(this, { values, countThem });
    const { chosen, excluded } = this;
    const marks = [...chosen.map((value) => this.labelOf(value)), ...excluded.map((value) => fill(gettext("not %(name)s"), { name: this.labelOf(value) }))];
    update(this.summary, { textContent: marks.join(COMMA) });
    if (this.details.open) this.render();
  }

  render() {
    if (!this.values) return;
    const items = this.itemsInOrder(this.countThem());
    const marked = new Set([...this.chosen, ...this.excluded]);
    const shown = this.all || this.sorted ? items : items.filter(({ value }, position) => position < FIRST || marked.has(value));
    update(this.more, { hidden: this.sorted || items.length <= FIRST, textContent: this.all ? gettext("Fewer") : fill(gettext("All %(count)s"), { count: formatNumber(items.length) }) });
    const focused = this.list.contains(document.activeElement) && document.activeElement;
    this.arrange(shown.map((item) => this.row(item)));
    if (focused && document.activeElement !== focused && focused.isConnected) focused.focus();
  }

  /** The values that belong here with their numbers: those that there are, and those that are chosen or excluded. */
  itemsInOrder(counts) {
    const { chosen, excluded } = this;
    const marked = (value) => chosen.includes(value) || excluded.includes(value);
    const items = this.values.map((value, code) => ({ value, count: counts[code] ?? 0 })).filter(({ value, count }) => this.only(value) && (this.sorted || count > 0 || marked(value)));
    for (const value of [...chosen, ...excluded]) if (!this.values.includes(value)) items.push({ value, count: 0 });
    return this.sorted ? items : items.sort((one, other) => other.count - one.count);
  }

  /** Let the list hold these rows; those that stand where they stood are not touched. */
  arrange(rows) {
    const { children } = this.list;
    rows.forEach(({ element }, position) => {
      if (children[position] !== element) this.list.insertBefore(element, children[position] ?? null);
    });
    while (children.length > rows.length) children[rows.length].remove();
  }

  /** The row of a value, made once, with its number. */
  row({ value, count }) {
    if (!this.rows.has(value)) this.rows.set(value, this.makeRow(value));
    const row = this.rows.get(value);
    const excluded = this.excluded.includes(value);
    update(row.box, { checked: this.chosen.includes(value) });
    if (row.number !== count) {
      row.number = count;
      row.count.textContent = formatNumber(count);
      row.element.classList.toggle("is-empty", count === 0);
    }
    if (row.excluded !== excluded) {
      row.excluded = excluded;
      row.element.classList.toggle("is-excluded", excluded);
      if (row.exclude) row.exclude.setAttribute("aria-pressed", String(excluded));
    }
    return row;
  }

  makeRow(value) {
    const name = this.labelOf(value);
    const exclude = fill(gettext("Exclude %(name)s"), { name });
    const row = {
      box: make("input", { type: "checkbox", onchange: (event) => this.include(value, event.target.checked) }),
      count: make("span", { class: "count" }),
      exclude: this.excludes && make("button", { type: "button", class: "exclude", "aria-label": exclude, title: exclude, onclick: () => this.exclude(value, !row.excluded) }, "−"),
    };
    row.element = make("li", {}, make("label", {}, row.box, make("bdi", { class: "facet-name" }, name), row.count), row.exclude);
    return row;
  }

  include(value, on) {
    const chosen = this.chosen.filter((other) => other !== value);
    this.onChange({ chosen: on ? [...chosen, value] : chosen, excluded: this.excluded.filter((other) => other !== value) });
  }

  exclude(value, on) {
    const excluded = this.excluded.filter((other) => other !== value);
    this.onChange({ chosen: this.chosen.filter((other) => other !== value), excluded: on ? [...excluded, value] : excluded });
  }
}
