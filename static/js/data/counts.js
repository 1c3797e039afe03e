/* The numbers of a selection: what is shown, each facet's values, and the timeline's bins. Counted anew, or row by row. */

import { BITS, DATES, LISTED, SINGLE } from "./bits.js";
import { BANDS } from "./store.js";

/** A row's values of the single facets, and whether it has no point, as one number: only one thing is counted a row. */
const BAND_STEP = 2;
const VERIFICATION_STEP = BAND_STEP * BANDS.length;

/** By what a row fails: which part of the numbers it belongs to. What is shown, what fails one single facet alone, the rest. */
const PARTS = Uint8Array.from({ length: 2 * BITS.places }, (_value, fail) => (fail === 0 ? 0 : SINGLE.findIndex((name) => fail === BITS[name]) + 1 || SINGLE.length + 1));

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
    const { start, family } = store.columns;
    const families = store.codebook.families.length;
    this.values = store.dictionaries.subType.values.length * this.verifications * VERIFICATION_STEP;
    const numbers = new Int32Array((SINGLE.length + 2) * this.values);
    const bins = new Uint32Array(2 * length * families);
    const part = Int32Array.from(PARTS, (number) => number * this.values);
    const beyond = Int32Array.from(PARTS, (_number, fail) => ((fail & ~DATES) === 0 ? 0 : length * families));
    // Every row is counted somewhere, those that nobody asks for last: without branches this takes half the time.
    for (let row = 0; row < store.size; row += 1) {
      const fail = fails[row];
      numbers[part[fail] + mixed[row]] += 1;
      bins[beyond[fail] + binOf[start[row] - first] * families + family[row]] += 1;
    }
    let found = 0;
    for (let value = 0; value < this.values; value += 1) found += numbers[value];
    Object.assign(this, { fails, bins: bins.subarray(0, length * families), numbers, part, found, lists: {}, counted: [] });
  }

  /** A row has come into the dates (1) or gone out of them (-1); `other` is what it fails beside them. */
  move(row, other, sign) {
    this.numbers[this.part[other] + this.mixed[row]] += sign;
    if (other === 0) this.found += sign;
    for (const name of this.counted) if ((other & ~BITS[name]) === 0) this.moveList(name, row, sign);
  }

  moveList(name, row, sign) {
    const { starts, codes } = this.store.lists[name];
    const numbers = this.lists[name];
    for (let at = starts[row], end = starts[row + 1]; at < end; at += 1) numbers[codes[at]] += sign;
  }

  /** How many of what is shown have no point. */
  get unplaced() {
    let sum = 0;
    for (let value = 1; value < this.values; value += BAND_STEP) sum += this.numbers[value];
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
    const counts = new Uint32Array(this.store.dictionaries[name].values.length);
    const only = this.part[BITS[name]];
    for (let value = 0; value < this.values; value += 1) {
      const number = this.numbers[value] + this.numbers[only + value];
      if (number !== 0) counts[this.codeIn(name, value)] += number;
    }
    return counts;
  }

  /** The code of a facet in a mixed value. */
  codeIn(name, value) {
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
