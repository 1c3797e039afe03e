/* Event families and sub types as check boxes with live counts. */

import { make, update } from "../dom.js";
import { formatNumber } from "../format.js";
import { fill, gettext } from "../i18n.js";

/** Build the facet in `element`; `onChange` gets the set of chosen sub type indices. */
export class EventFacet {
  constructor(element, codebook, onChange) {
    this.codebook = codebook;
    this.onChange = onChange;
    this.rows = codebook.families.map((family, index) => this.makeFamily(family, index));
    element.replaceChildren(...this.rows.map((row) => row.element));
  }

  makeFamily(family, familyIndex) {
    const members = this.codebook.subTypes.map((item, index) => ({ ...item, index })).filter((item) => item.family === familyIndex);
    const box = make("input", { type: "checkbox", onchange: () => this.toggleFamily(members, box.checked) });
    const count = make("span", { class: "count" });
    const items = members.map((item) => this.makeSubType(item));
    const summary = make("summary", {}, make("span", { class: "visually-hidden" }, fill(gettext("Types of %(family)s"), { family: family.label })));
    const element = make(
      "div",
      { class: "facet-family" },
      make("label", {}, box, make("span", { class: `swatch family-${family.slug}`, "aria-hidden": "true" }), make("span", { class: "facet-name" }, family.label), count),
      make("details", {}, summary, make("div", { class: "facet-types" }, items.map((item) => item.element))),
    );
    return { element, box, count, items, members, details: element.querySelector("details") };
  }

  makeSubType(item) {
    const box = make("input", { type: "checkbox", onchange: () => this.toggleOne(item.index, box.checked) });
    const count = make("span", { class: "count" });
    const element = make("label", {}, box, make("span", { class: "facet-name" }, item.label), count);
    return { element, box, count, index: item.index };
  }

  toggleFamily(members, checked) {
    const chosen = new Set(this.chosen ?? []);
    for (const { index } of members) {
      if (checked) chosen.add(index);
      else chosen.delete(index);
    }
    this.onChange(chosen);
  }

  toggleOne(index, checked) {
    const chosen = new Set(this.chosen ?? []);
    if (checked) chosen.add(index);
    else chosen.delete(index);
    this.onChange(chosen);
  }

  /** Take what is chosen: a set, or null for no choice. */
  choose(chosen) {
    this.chosen = chosen;
  }

  /** Show what is chosen and how many there are of each. */
  show(counts) {
    const { chosen } = this;
    for (const row of this.rows) {
      const number = row.members.reduce((sum, { index }) => sum + counts[index], 0);
      const checked = row.members.filter(({ index }) => chosen?.has(index)).length;
      showNumber(row, number);
      const indeterminate = checked > 0 && checked < row.members.length;
      update(row.box, { checked: checked === row.members.length, indeterminate });
      if (indeterminate) update(row.details, { open: true });
      for (const item of row.items) {
        showNumber(item, counts[item.index]);
        update(item.box, { checked: Boolean(chosen?.has(item.index)) });
      }
    }
  }
}

/** Show a number where it is another one than before: most stay as they are. */
function showNumber(row, number) {
  if (row.number === number) return;
  row.number = number;
  row.count.textContent = formatNumber(number);
  row.element.classList.toggle("is-empty", number === 0);
}
