/* The numbers of a selection: what is shown, each facet's values, and the timeline's bins. Counted anew, or row by row. */

import { BITS, DATES, LISTED, SINGLE } from "./bits.js";
import { BANDS } from "./store.js";

/** A row's values of the single facets, and whether it has no point, as one number: only one thing is counted a row. */
const BAND_STEP = 2;
const VERIFICATION_STEP = BAND_STEP * BANDS.length;

export class Counts {
  constructor(store) {
    this.store = store;
    this.mixed = new Uint16Array(0);
    this.upTo = 0;
  }

  /** Give the rows that have come their mixed values. */
  prepare() {
    const { store } = this;
    const verifications = store.dictionaries.verification.values.length;
    if (verifications !== this.verifications) this.upTo = 0;
    this.verifications = verifications;
    if (this.mixed.length < store.size) {
      const larger = new Uint16Array(store.capacity);
      larger.set(this.mixed);
      this.mixed = larger;
    }
    const { mixed } = this;
    const { subType, verification, band, x } = store.columns;
    for (let row = this.upTo; row < store.size; row += 1) {
      const without = x[row] === x[row] ? 0 : 1;
      mixed[row] = (subType[row] * verifications + verification[row]) * VERIFICATION_STEP + band[row] * BAND_STEP + without;
    }
    this.upTo = store.size;
  }

  /** Count all rows by what they fail. `scale` says which day is in which bin. */
  all(fails, { first, binOf, length }) {
    this.prepare();
    const { store, mixed } = this;
    const { start, family, subType, verification, band } = store.columns;
    const families = store.codebook.families.length;
    const sizeOf = (name) => store.dictionaries[name].values.length;
    const bins = new Uint32Array(length * families);
    const shown = new Int32Array(sizeOf("subType") * this.verifications * VERIFICATION_STEP);
    const others = Object.fromEntries(SINGLE.map((name) => [name, new Int32Array(sizeOf(name))]));
    let found = 0;
    for (let row = 0; row < store.size; row += 1) {
      const fail = fails[row];
      if (fail === 0) {
        found += 1;
        shown[mixed[row]] += 1;
        bins[binOf[start[row] - first] * families + family[row]] += 1;
      } else if ((fail & ~DATES) === 0) bins[binOf[start[row] - first] * families + family[row]] += 1;
      else if (fail === BITS.subType) others.subType[subType[row]] += 1;
      else if (fail === BITS.verification) others.verification[verification[row]] += 1;
      else if (fail === BITS.band) others.band[band[row]] += 1;
    }
    Object.assign(this, { fails, bins, shown, others, found, lists: {}, counted: [] });
  }

  /** A row has come into the dates (1) or gone out of them (-1); `other` is what it fails beside them. */
  move(row, other, sign) {
    if (other === 0) {
      this.found += sign;
      this.shown[this.mixed[row]] += sign;
      for (const name of this.counted) this.moveList(name, row, sign);
      return;
    }
    for (const name of SINGLE) if (other === BITS[name]) this.others[name][this.store.columns[name][row]] += sign;
    for (const name of this.counted) if (other === BITS[name]) this.moveList(name, row, sign);
  }

  moveList(name, row, sign) {
    const { starts, codes } = this.store.lists[name];
    const numbers = this.lists[name];
    for (let at = starts[row], end = starts[row + 1]; at < end; at += 1) numbers[codes[at]] += sign;
  }

  /** How many of what is shown have no point. */
  get unplaced() {
    let sum = 0;
    for (let value = 1; value < this.shown.length; value += BAND_STEP) sum += this.shown[value];
    return sum;
  }

  /** A facet's numbers by code: of what passes all other filters. Lists are counted when somebody first asks. */
  of(name) {
    if (!LISTED.includes(name)) return this.countSingle(name);
    if (!this.lists[name]) {
      this.lists[name] = this.countList(name);
      this.counted.push(name);
    }
    return this.lists[name];
  }

  countSingle(name) {
    const numbers = Uint32Array.from(this.others[name]);
    this.shown.forEach((number, value) => {
      if (number !== 0) numbers[this.part(name, value)] += number;
    });
    return numbers;
  }

  part(name, value) {
    if (name === "band") return Math.floor(value / BAND_STEP) % BANDS.length;
    const rest = Math.floor(value / VERIFICATION_STEP);
    return name === "verification" ? rest % this.verifications : Math.floor(rest / this.verifications);
  }

  countList(name) {
    const { store, fails } = this;
    const { starts, codes } = store.lists[name];
    const bit = BITS[name];
    const numbers = new Uint32Array(store.dictionaries[name].values.length);
    for (let row = 0; row < store.size; row += 1) {
      if ((fails[row] & ~bit) !== 0) continue;
      for (let at = starts[row], end = starts[row + 1]; at < end; at += 1) numbers[codes[at]] += 1;
    }
    return numbers;
  }
}
