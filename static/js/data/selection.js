/* Filtering and counting in one pass. Each row keeps which filters it fails, so that a step redoes one filter only. */

const DEAD = 1;
/** The filters, each with its bit. "places" is what was drawn on the map, "search" what a text search found. */
const BITS = { dates: 2, subType: 4, verification: 8, band: 16, perpetrator: 32, target: 64, area: 128, source: 256, search: 512, places: 1024 };
const SINGLE = ["subType", "verification", "band"];
const LISTED = ["perpetrator", "target", "area", "source"];

export class Selection {
  constructor(store) {
    this.store = store;
    this.fails = new Uint16Array(store.capacity);
    this.given = {};
    this.upTo = 0;
    this.rows = new Int32Array(store.capacity);
  }

  /**
   * Filter the store. `wanted` holds: dates {from, to} (day numbers or null); for subType, verification, band,
   * perpetrator, target, area and source a Uint8Array of 1 for codes that are chosen and 2 for those excluded, or
   * null; search and places a Uint8Array of 1 for rows that pass, or null. Only what changed is looked at again.
   *
   * Returns {indices, unplaced, countsOf(name) → Uint32Array by code, bins}. Counts are of what passes all the other
   * filters, so that they say what choosing would show, and of lists are only made where someone asks, until the next
   * call; `bins` are numbers by time and family under all filters but dates.
   */
  apply(wanted, scale) {
    const { store } = this;
    if (this.fails.length < store.capacity) this.enlarge();
    const fresh = this.version !== store.version;
    if (fresh) this.markDead();
    for (const name of Object.keys(BITS)) {
      const value = wanted[name] ?? null;
      const same = name === "dates" ? value?.from === this.given.dates?.from && value?.to === this.given.dates?.to : value === this.given[name];
      if (!same || (fresh && value)) this.mark(name, value);
      this.given[name] = value;
    }
    this.version = store.version;
    return this.count(scale);
  }

  enlarge() {
    const fails = new Uint16Array(this.store.capacity);
    fails.set(this.fails);
    this.fails = fails;
    this.rows = new Int32Array(this.store.capacity);
  }

  markDead() {
    const { fails } = this;
    const { dead } = this.store.columns;
    for (let row = 0; row < this.store.size; row += 1) fails[row] = (fails[row] & ~DEAD) | dead[row];
  }

  mark(name, value) {
    const bit = BITS[name];
    if (name === "dates") this.markDates(value ?? { from: null, to: null }, bit);
    else if (value === null) this.clear(bit);
    else if (SINGLE.includes(name)) this.markSingle(this.store.columns[name], value, bit);
    else if (LISTED.includes(name)) this.markLists(this.store.lists[name], value, bit);
    else this.markRows(value, bit);
  }

  clear(bit) {
    const { fails } = this;
    for (let row = 0; row < this.store.size; row += 1) fails[row] &= ~bit;
  }

  markDates({ from, to }, bit) {
    const { fails } = this;
    const { start, end } = this.store.columns;
    const first = from ?? -(2 ** 31);
    const last = to ?? 2 ** 31;
    // As the API: an uncertain date passes where any of its days does.
    for (let row = 0; row < this.store.size; row += 1) {
      if (end[row] < first || start[row] > last) fails[row] |= bit;
      else fails[row] &= ~bit;
    }
  }

  markSingle(column, chosen, bit) {
    const { fails } = this;
    const any = chosen.includes(1);
    for (let row = 0; row < this.store.size; row += 1) {
      const mark = chosen[column[row]] | 0;
      if (any ? mark === 1 : mark !== 2) fails[row] &= ~bit;
      else fails[row] |= bit;
    }
  }

  markLists({ starts, codes }, chosen, bit) {
    const { fails } = this;
    const any = chosen.includes(1);
    for (let row = 0; row < this.store.size; row += 1) {
      let passes = !any;
      for (let at = starts[row]; at < starts[row + 1]; at += 1) {
        const mark = chosen[codes[at]] | 0;
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

  count({ first, binOf, length }) {
    const { store, fails, rows } = this;
    const { x, start, family, subType, verification, band } = store.columns;
    const families = store.codebook.families.length;
    const bins = new Uint32Array(length * families);
    const counts = {};
    for (const name of SINGLE) counts[name] = new Uint32Array(store.dictionaries[name].values.length);
    let found = 0;
    let unplaced = 0;
    for (let row = 0; row < store.size; row += 1) {
      const fail = fails[row];
      if (fail === 0) {
        rows[found++] = row;
        if (x[row] !== x[row]) unplaced += 1;
        counts.subType[subType[row]] += 1;
        counts.verification[verification[row]] += 1;
        counts.band[band[row]] += 1;
        bins[binOf[start[row] - first] * families + family[row]] += 1;
      } else if (fail === BITS.dates) bins[binOf[start[row] - first] * families + family[row]] += 1;
      else if (fail === BITS.subType) counts.subType[subType[row]] += 1;
      else if (fail === BITS.verification) counts.verification[verification[row]] += 1;
      else if (fail === BITS.band) counts.band[band[row]] += 1;
    }
    const countsOf = (name) => (counts[name] ??= this.countList(name));
    return { indices: rows.slice(0, found), unplaced, countsOf, bins };
  }

  countList(name) {
    const { store, fails } = this;
    const { starts, codes } = store.lists[name];
    const bit = BITS[name];
    const numbers = new Uint32Array(store.dictionaries[name].values.length);
    for (let row = 0; row < store.size; row += 1) {
      const fail = fails[row];
      if (fail !== 0 && fail !== bit) continue;
      for (let at = starts[row], end = starts[row + 1]; at < end; at += 1) numbers[codes[at]] += 1;
    }
    return numbers;
  }
}
