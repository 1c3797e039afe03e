/* The list beside the map: the same rows, sortable, by keyboard, and only the visible part of it in the page. */

import { make, skeleton, update } from "../dom.js";
import { formatNumber } from "../format.js";
import { afterFrame, beforeFrame } from "../frame.js";
import { fill, gettext } from "../i18n.js";
import { settled } from "../pace.js";
import { ListRow } from "./list-row.js";
import { SORTS, orderRows } from "./sorting.js";

const ALL_AT_ONCE = 60;
const SPARE = 12; // rows beyond the visible ones
const ROW_HEIGHT = 44; // px, where the style sheet says nothing

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
    // Where it stands and how large it is are kept: to ask for them would lay out the page each time.
    Object.assign(this, { top: 0, aim: 0, height: 0 });
    this.rowHeight = ROW_HEIGHT;
    this.pool = [];
    Object.assign(this, { first: 0, last: 0 });
    this.spaces = [this.makeSpace(), this.makeSpace()];
    this.drawing = () => this.render();
    this.scroller.addEventListener(
      "scroll",
      () => {
        this.top = this.scroller.scrollTop;
        this.renderSoon();
      },
      { passive: true },
    );
    this.message = make("p", { class: "empty", hidden: true });
    this.loading = skeleton(12, gettext("Loading …"));
    element.replaceChildren(this.loading, this.scroller, this.message);
    new ResizeObserver(() => {
      const chosen = this.rows.indexOf(this.selected);
      const seen = chosen >= 0 && (this.height === 0 || this.isInView(chosen));
      this.height = this.scroller.clientHeight;
      this.rowHeight = parseFloat(getComputedStyle(this.table).getPropertyValue("--row-height")) || ROW_HEIGHT;
      if (seen) this.reveal(chosen); // it stays in view
      this.renderSoon();
    }).observe(this.scroller);
  }

  makeSpace() {
    return make("tr", { class: "space", "aria-hidden": "true" }, make("td", { colspan: this.headers.length }));
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
    update(this.message, { textContent: emptyText });
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
      update(header.cell, { ariaSort: active ? (descending ? "descending" : "ascending") : "none" });
      update(header.arrow, { textContent: active ? (descending ? "↓" : "↑") : "" });
    }
    update(this.table, { ariaRowCount: String(this.rows.length + 1) });
    update(this.message, { hidden: this.rows.length > 0 });
    update(this.scroller, { hidden: this.rows.length === 0 });
    this.focused = this.selected < 0 ? 0 : Math.max(0, this.rows.indexOf(this.selected));
    if (this.top > 0) this.scrollTo(0);
    afterFrame(this.drawing); // the map comes first
  }

  scrollTo(top) {
    this.scroller.scrollTop = top;
    this.top = top;
    this.aim = top;
  }

  renderSoon() {
    beforeFrame(this.drawing);
  }

  render() {
    if (!this.store) return;
    const [first, last] = this.visibleRange();
    this.lookAt(first, last);
    const hadFocus = this.body.contains(document.activeElement);
    for (let position = first; position < last; position += 1) {
      const index = this.rows[position];
      const marks = { position, selected: index === this.selected, focused: position === this.focused, localName: this.localName };
      this.rowElement(position - first).show(this.store, index, marks);
    }
    Object.assign(this, { first, last });
    const [above, below] = this.spaces;
    if (this.fit(above, first)) this.body.prepend(above);
    if (this.fit(below, this.rows.length - last)) this.body.append(below);
    if (hadFocus) this.holdFocus();
    // Rows go last: where one goes that has the focus, the browser lays out and scrolls at once.
    for (const row of this.pool.splice(last - first)) row.element.remove();
    // Where to scroll to was said before there were rows to scroll.
    if (this.aim > 0) this.scroller.scrollTop = this.aim;
    this.aim = 0;
  }

  /** The row at a place of the page, made where there is none yet. */
  rowElement(place) {
    if (place === this.pool.length) {
      this.pool.push(new ListRow());
      this.body.insertBefore(this.pool[place].element, this.spaces[1].parentNode && this.spaces[1]);
    }
    return this.pool[place];
  }

  /** Let a space take the place of so many rows; returns whether it has to be put into the page. */
  fit(space, rows) {
    space.firstChild.style.height = `${rows * this.rowHeight}px`;
    if (rows === 0) space.remove();
    return rows > 0 && !space.parentNode;
  }

  /** Keep the focus on the incident that has it; elsewhere, rows would now show another one. */
  holdFocus() {
    const focused = this.rowAt(this.focused);
    if (focused) focused.focus({ preventScroll: true });
    else document.activeElement.blur();
  }

  /** Ask for the texts of the rows that can be seen, and of some beyond. */
  lookAt(first, last) {
    const top = Math.floor(this.top / this.rowHeight);
    const number = Math.ceil(this.height / this.rowHeight) || 20;
    this.looked = Array.from(this.rows.slice(Math.max(first, top - SPARE), Math.min(last, top + number + SPARE)));
    this.onLook();
  }

  visibleRange() {
    if (this.rows.length <= ALL_AT_ONCE) return [0, this.rows.length];
    const first = Math.max(0, Math.floor(this.top / this.rowHeight) - SPARE);
    const number = Math.ceil(this.height / this.rowHeight) + 2 * SPARE;
    return [Math.min(first, this.rows.length), Math.min(this.rows.length, first + number)];
  }

  rowAt(position) {
    return position < this.first || position >= this.last ? undefined : this.pool[position - this.first]?.element;
  }

  onClick(event) {
    const row = event.target.closest("tr[data-position]");
    if (!row) return;
    this.focused = Number(row.dataset.position);
    this.onSelect(this.rows[this.focused]);
  }

  onKey(event) {
    const page = Math.max(1, Math.floor(this.height / this.rowHeight) - 1);
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

  isInView(position) {
    const top = position * this.rowHeight;
    return top >= this.top && top < this.top + this.height;
  }

  reveal(position) {
    const head = this.table.tHead.offsetHeight;
    const top = position * this.rowHeight;
    if (top < this.top) this.scrollTo(top);
    else if (top + this.rowHeight + head > this.top + this.height) this.scrollTo(top + this.rowHeight + head - this.height);
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
