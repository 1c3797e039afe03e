/* The list beside the map: the same rows, sortable, by keyboard, and only the visible part of it in the page. */

import { make, skeleton } from "../dom.js";
import { formatNumber, formatRange, formatShortDate } from "../format.js";
import { fill, gettext } from "../i18n.js";
import { settled } from "../pace.js";
import { SORTS, orderRows } from "./sorting.js";

const ALL_AT_ONCE = 60;
const SPARE = 12; // rows beyond the visible ones

export class IncidentTable {
  /** `onSelect` gets the index of the chosen incident, `onLook` those that are looked at; `localName` translates places. */
  constructor(element, onSelect, { onLook, localName }) {
    this.onSelect = onSelect;
    this.onLook = settled(() => onLook(this.looked), 60);
    this.localName = localName;
    this.sort = { key: "date", descending: true };
    this.rows = [];
    this.focused = 0;
    this.selected = -1;
    this.headers = Object.entries(SORTS).map(([key, { label }]) => this.makeHeader(key, label()));
    this.body = make("tbody", { onclick: (event) => this.onClick(event), onkeydown: (event) => this.onKey(event) });
    this.table = make(
      "table",
      { class: "incident-table", role: "grid", "aria-label": gettext("Incidents") },
      make("thead", {}, make("tr", {}, this.headers.map(({ cell }) => cell))),
      this.body,
    );
    this.scroller = make("div", { class: "table-scroller" }, this.table);
    this.scroller.addEventListener("scroll", () => this.renderSoon(), { passive: true });
    this.message = make("p", { class: "empty", hidden: true });
    this.loading = skeleton(12, gettext("Loading …"));
    element.replaceChildren(this.loading, this.scroller, this.message);
    new ResizeObserver(() => this.renderSoon()).observe(this.scroller);
  }

  makeHeader(key, label) {
    const arrow = make("span", { class: "sort-arrow", "aria-hidden": "true" });
    const button = make("button", { type: "button", class: "sort", onclick: () => this.sortBy(key) }, label, arrow);
    const cell = make("th", { scope: "col", class: `column-${key}` }, button);
    return { key, cell, arrow };
  }

  /** Show these incidents of a store; `emptyText` says why there are none and what to change. */
  show(store, indices, emptyText) {
    this.loading.remove();
    this.store = store;
    this.indices = indices;
    this.message.textContent = emptyText;
    this.applySort();
  }

  sortBy(key) {
    const descending = this.sort.key === key ? !this.sort.descending : SORTS[key].descendingFirst;
    this.sort = { key, descending };
    this.applySort();
  }

  applySort() {
    const { key, descending } = this.sort;
    this.rows = orderRows(this.store, this.indices, key, descending);
    for (const header of this.headers) {
      const active = header.key === key;
      header.cell.setAttribute("aria-sort", active ? (descending ? "descending" : "ascending") : "none");
      header.arrow.textContent = active ? (descending ? "↓" : "↑") : "";
    }
    this.table.setAttribute("aria-rowcount", String(this.rows.length + 1));
    this.message.hidden = this.rows.length > 0;
    this.scroller.hidden = this.rows.length === 0;
    this.focused = this.selected < 0 ? 0 : Math.max(0, this.rows.indexOf(this.selected));
    this.scroller.scrollTop = 0;
    this.renderSoon();
  }

  renderSoon() {
    this.pending ??= requestAnimationFrame(() => {
      this.pending = undefined;
      this.render();
    });
  }

  render() {
    if (!this.store) return;
    const [first, last] = this.visibleRange();
    this.lookAt(first, last);
    const space = (rows) => {
      const row = make("tr", { class: "space", "aria-hidden": "true" }, make("td", { colspan: this.headers.length }));
      row.firstChild.style.height = `${rows * this.rowHeight}px`;
      return row;
    };
    const hadFocus = this.body.contains(document.activeElement);
    const shown = Array.from(this.rows.slice(first, last), (index, offset) => this.makeRow(index, first + offset));
    this.body.replaceChildren(
      ...(first > 0 ? [space(first)] : []),
      ...shown,
      ...(last < this.rows.length ? [space(this.rows.length - last)] : []),
    );
    if (hadFocus) this.rowAt(this.focused)?.focus({ preventScroll: true });
  }

  /** Ask for the texts of the rows that can be seen, and of some beyond. */
  lookAt(first, last) {
    const top = Math.floor(this.scroller.scrollTop / this.rowHeight);
    const number = Math.ceil(this.scroller.clientHeight / this.rowHeight) || 20;
    this.looked = Array.from(this.rows.slice(Math.max(first, top - SPARE), Math.min(last, top + number + SPARE)));
    this.onLook();
  }

  visibleRange() {
    this.rowHeight = parseFloat(getComputedStyle(this.table).getPropertyValue("--row-height")) || 44;
    if (this.rows.length <= ALL_AT_ONCE) return [0, this.rows.length];
    const first = Math.max(0, Math.floor(this.scroller.scrollTop / this.rowHeight) - SPARE);
    const number = Math.ceil(this.scroller.clientHeight / this.rowHeight) + 2 * SPARE;
    return [first, Math.min(this.rows.length, first + number)];
  }

  makeRow(index, position) {
    const item = this.store.item(index);
    const place = item.place || this.localName(item.district || item.governorate);
    const title = item.title || item.subType.label;
    const selected = index === this.selected;
    const killed = formatRange(item.killed);
    return make(
      "tr",
      { "data-position": position, "aria-rowindex": position + 2, "aria-selected": String(selected), tabindex: position === this.focused ? 0 : -1, class: selected && "is-selected" },
      make("td", { class: "column-date" }, make("time", { datetime: item.dateStart, title: isoTitle(item) }, formatShortDate(item.dateStart, item.dateEnd, item.datePrecision))),
      make("td", { class: "column-event" }, make("span", { class: "event-title", dir: "auto", title }, title), make("span", { class: "event-type" }, make("span", { class: `swatch family-${this.store.familySlug(index)}`, "aria-hidden": "true" }), item.subType.label)),
      make("td", { class: "column-place" }, make("span", { class: "place-name", dir: "auto", title: place }, place), !this.store.hasPoint(index) && make("span", { class: "no-point" }, gettext("no point"))),
      make("td", { class: "column-killed number" }, killed === gettext("not reported") ? make("span", { class: "not-reported", title: killed }, make("span", { "aria-hidden": "true" }, "–"), make("span", { class: "visually-hidden" }, killed)) : killed),
    );
  }

  rowAt(position) {
    return this.body.querySelector(`tr[data-position="${position}"]`);
  }

  onClick(event) {
    const row = event.target.closest("tr[data-position]");
    if (!row) return;
    this.focused = Number(row.dataset.position);
    this.onSelect(this.rows[this.focused]);
  }

  onKey(event) {
    const page = Math.max(1, Math.floor(this.scroller.clientHeight / this.rowHeight) - 1);
    const last = this.rows.length - 1;
    const targets = {
      ArrowDown: this.focused + 1,
      ArrowUp: this.focused - 1,
      PageDown: this.focused + page,
      PageUp: this.focused - page,
      Home: 0,
      End: last,
    };
    if (event.key in targets) {
      event.preventDefault();
      this.focusRow(Math.max(0, Math.min(last, targets[event.key])));
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.onSelect(this.rows[this.focused]);
    }
  }

  focusRow(position) {
    this.focused = position;
    this.reveal(position);
    this.render();
    this.rowAt(position)?.focus({ preventScroll: true });
  }

  reveal(position) {
    const head = this.table.tHead.offsetHeight;
    const top = position * this.rowHeight;
    const { scrollTop, clientHeight } = this.scroller;
    if (top < scrollTop) this.scroller.scrollTop = top;
    else if (top + this.rowHeight + head > scrollTop + clientHeight) {
      this.scroller.scrollTop = top + this.rowHeight + head - clientHeight;
    }
  }

  /** Mark one incident, or none with -1, and bring its row into view. */
  select(index) {
    this.selected = index;
    const position = index < 0 ? -1 : this.rows.indexOf(index);
    if (position >= 0) {
      this.focused = position;
      this.reveal(position);
    }
    this.renderSoon();
  }

  /** What the list holds, in words. */
  describe() {
    return fill(gettext("%(count)s rows"), { count: formatNumber(this.rows.length) });
  }
}

function isoTitle({ dateStart, dateEnd }) {
  return dateStart === dateEnd ? dateStart : `${dateStart}/${dateEnd}`;
}
