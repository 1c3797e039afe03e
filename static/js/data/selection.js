/*
 * Filtering. Each row keeps which filters it fails, so that a step redoes one filter only, and a step of the dates
 * only the rows between the old day and the new one.
 */

import { settled, whenIdle } from "../pace.js";
import { AFTER, BEFORE, BITS, DATES, DEAD, LISTED, SINGLE } from "./bits.js";
import { Counts } from "./counts.js";
import { DayOrder } from "./day-order.js";

const LEAST = -(2 ** 31);
const MOST = 2 ** 31 - 1;
const FEW = 0.25; // share of the rows; where more of them come or go, all are counted anew

/** What a call of Selection.apply found. All of it holds until the next call. */
class Result {
  constructor(selection, toggled) {
    this.selection = selection;
    this.serial = selection.serial;
    this.toggled = toggled;
    this.countsOf = (name) => selection.counts.of(name);
  }

  /** How many rows pass. */
  get found() {
    return this.selection.counts.found;
  }

  /** How many of them have no point. */
  get unplaced() {
    return this.selection.counts.unplaced;
  }

  /** Numbers by time and family under all filters but dates. */
  get bins() {
    return this.selection.counts.bins;
  }

  /** What each row fails: 0 for those that pass. */
  get fails() {
    return this.selection.fails;
  }

  /** The rows that pass, in the order of the store. */
  get indices() {
    this.rows ??= this.selection.collect();
    return this.rows;
  }
}

export class Selection {
  constructor(store) {
    this.store = store;
    this.fails = new Uint16Array(store.capacity);
    this.counts = new Counts(store);
    this.given = {};
    this.from = LEAST;
    this.to = MOST;
    this.serial = 0;
    // While rows still come, an order would not last.
    this.orderLater = settled(() => whenIdle(() => this.order()), 500);
  }

  /**
   * Filter the store. `wanted` holds: dates {from, to} (day numbers or null); for subType, verification, band,
   * perpetrator, target, area and source a Uint8Array of 1 for codes that are chosen and 2 for those excluded, or
   * null; search and places a Uint8Array of 1 for rows that pass, or null. Only what changed is looked at again.
   *
   * Returns {found, unplaced, indices, fails, countsOf(name) → numbers by code, bins, serial, toggled}. Counts are of
   * what passes all the other filters, so that they say what choosing would show. `toggled` are the rows that came in
   * (row) and went out (~row), in their order, since the result with the serial before; null where all may have changed.
   */
  apply(wanted, scale) {
    const { store } = this;
    if (this.fails.length < store.capacity) this.enlarge();
    const fresh = this.version !== store.version;
    if (fresh) this.renew();
    let anew = fresh || scale !== this.scale;
    for (const name of Object.keys(BITS)) {
      const value = wanted[name] ?? null;
      if (value !== (this.given[name] ?? null) || (fresh && value)) {
        this.mark(name, value);
        anew = true;
      }
      this.given[name] = value;
    }
    this.scale = scale;
    const from = wanted.dates?.from ?? LEAST;
    const to = wanted.dates?.to ?? MOST;
    const toggled = anew ? null : this.moveDates(from, to);
    if (!toggled) {
      if (fresh || from !== this.from || to !== this.to) this.markDates(from, to);
      this.counts.all(this.fails, scale);
    }
    Object.assign(this, { from, to });
    this.serial += 1;
    return new Result(this, toggled);
  }

  enlarge() {
    const fails = new Uint16Array(this.store.capacity);
    fails.set(this.fails);
    this.fails = fails;
  }

  /** Rows have come or gone. */
  renew() {
    const { fails, store } = this;
    const { dead } = store.columns;
    for (let row = 0; row < store.size; row += 1) fails[row] = (fails[row] & ~DEAD) | dead[row];
    this.version = store.version;
    this.byStart = null;
    this.byEnd = null;
    this.orderLater();
  }

  /** Put the rows in the order of their days; until then steps of the dates go through all rows. */
  order() {
    const { columns, size, version } = this.store;
    if (this.version !== version) return;
    this.byStart = new DayOrder(columns.start, size);
    this.byEnd = new DayOrder(columns.end, size);
  }

  mark(name, value) {
    const bit = BITS[name];
    if (value === null) this.clear(bit);
    else if (SINGLE.includes(name)) this.markSingle(this.store.columns[name], value, bit);
    else if (LISTED.includes(name)) this.markLists(this.store.lists[name], value, bit);
    else this.markRows(value, bit);
  }

  clear(bit) {
    const { fails } = this;
    for (let row = 0; row < this.store.size; row += 1) fails[row] &= ~bit;
  }

  markDates(from, to) {
    const { fails } = this;
    const { start, end } = this.store.columns;
    // As the API: an uncertain date passes where any of its days does.
    for (let row = 0; row < this.store.size; row += 1) {
      fails[row] = (fails[row] & ~DATES) | (end[row] < from ? BEFORE : 0) | (start[row] > to ? AFTER : 0);
    }
  }

  /** Move the dates; returns the rows that came in and went out, or null where there are too many to go through. */
  moveDates(from, to) {
    if (from === this.from && to === this.to) return new Int32Array(0);
    if (!this.byEnd) return null;
    const early = this.byEnd.between(Math.min(from, this.from), Math.max(from, this.from));
    const late = this.byStart.between(Math.min(to, this.to) + 1, Math.max(to, this.to) + 1);
    if (early.length + late.length > FEW * this.store.size) return null;
    const toggled = new Int32Array(early.length + late.length);
    const number = this.flip(late, AFTER, toggled, this.flip(early, BEFORE, toggled, 0));
    return toggled.subarray(0, number);
  }

  flip(rows, bit, toggled, position) {
    const { fails, counts } = this;
    let at = position;
    for (const row of rows) {
      const old = fails[row];
      const now = old ^ bit;
      fails[row] = now;
      const passes = (now & DATES) === 0;
      if (passes === ((old & DATES) === 0)) continue;
      const other = now & ~DATES;
      if (other === 0) toggled[at++] = passes ? row : ~row;
      counts.move(row, other, passes ? 1 : -1);
    }
    return at;
  }

  markSingle(column, chosen, bit) {
    const { fails } = this;
    const any = chosen.includes(1);
    const verdicts = Uint16Array.from({ length: 256 }, (_value, code) => ((any ? chosen[code] === 1 : chosen[code] !== 2) ? 0 : bit));
    for (let row = 0; row < this.store.size; row += 1) fails[row] = (fails[row] & ~bit) | verdicts[column[row]];
  }

  markLists({ starts, codes }, chosen, bit) {
    const { fails } = this;
    const any = chosen.includes(1);
    for (let row = 0; row < this.store.size; row += 1) {
      let passes = !any;
      for (let at = starts[row], end = starts[row + 1]; at < end; at += 1) {
        const mark = chosen[codes[at]];
        if (mark === 1) passes = true;
        else if (mark === 2) {
          passes = false;
          break;
        }
      }
      if (passes) fails[row] &= ~bit;
      else fails[row] |= bit;
    }
  }

  markRows(passing, bit) {
    const { fails } = this;
    for (let row = 0; row < this.store.size; row += 1) {
      if (passing[row]) fails[row] &= ~bit;
      else fails[row] |= bit;
    }
  }

  /** The rows that pass. */
  collect() {
    const { fails, store } = this;
    const rows = new Int32Array(this.counts.found);
    for (let row = 0, at = 0; at < rows.length && row < store.size; row += 1) if (fails[row] === 0) rows[at++] = row;
    return rows;
  }
}
