/*
 * The rows of a view in small squares that hold all that would merge anyway: counted once for a view, then kept by what
 * comes and goes. The squares lie on the world, so that they stay put while the map moves.
 */

const BIN = 12; // px
const BEYOND = 80; // px beyond the view that still count
const OUTSIDE = -1;
export const NEAR = 1; // the code of "near" in the precision column

/** Sums of the incidents of one heap after another: x and y in canvas pixels, and where their shares by family begin. */
export class Heaps {
  constructor(most, families, shares) {
    Object.assign(this, { families, shares, size: 0 });
    for (const name of ["x", "y"]) this[name] = new Float64Array(most);
    for (const name of ["count", "killed", "first", "key"]) this[name] = new Int32Array(most);
    this.soft = new Uint8Array(most);
  }
}

export class Grid {
  /** `view` is {left, top, width, height, scale} in pixels of the world at its zoom; an older grid gives its memory. */
  constructor(store, view, older) {
    const { x, y } = store.columns;
    const { left, top, width, height, scale } = view;
    Object.assign(this, { store, view, version: store.version, size: store.size, families: store.codebook.families.length });
    const column = Math.floor((left - BEYOND) / BIN);
    const line = Math.floor((top - BEYOND) / BIN);
    const across = Math.ceil((width + 2 * BEYOND) / BIN) + 2;
    this.cells = across * (Math.ceil((height + 2 * BEYOND) / BIN) + 2);
    this.cellOf = older?.cellOf.length >= store.size ? older.cellOf : new Int32Array(store.capacity);
    const [west, east, north, south] = [left - BEYOND, left + width + BEYOND, top - BEYOND, top + height + BEYOND].map((edge) => edge / scale);
    const unit = scale / BIN;
    const { cellOf } = this;
    for (let row = 0; row < this.size; row += 1) {
      const [east_, south_] = [x[row], y[row]];
      // Without a point x is NaN, and no comparison with it is true.
      const inside = east_ >= west && east_ <= east && south_ >= north && south_ <= south;
      cellOf[row] = inside ? (Math.floor(south_ * unit) - line) * across + Math.floor(east_ * unit) - column : OUTSIDE;
    }
  }

  /** Whether it was made for a store as it is now, and a view. */
  isOf(store, view) {
    const same = ["left", "top", "width", "height", "scale"].every((name) => this.view[name] === view[name]);
    return same && this.store === store && this.version === store.version;
  }

  /** Count what a selection shows. */
  fill(result) {
    const { cells, families } = this;
    for (const name of ["count", "killed", "sharp"]) this[name] = new Int32Array(cells);
    // The sum of the rows is the row itself where there is one only.
    for (const name of ["sumX", "sumY", "sumRow"]) this[name] = new Float64Array(cells);
    this.shares = new Int32Array(cells * families);
    this.seen = 0;
    this.fails = result.fails;
    this.serial = result.serial;
    const { cellOf, fails, count, sharp, sumX, sumY, sumRow, shares, killed: deaths } = this;
    const { x, y, killed, precision, family } = this.store.columns;
    for (let row = 0; row < this.size; row += 1) {
      const cell = cellOf[row];
      if (fails[row] !== 0 || cell === OUTSIDE) continue;
      count[cell] += 1;
      deaths[cell] += killed[row] > 0 ? killed[row] : 0;
      sharp[cell] += precision[row] === NEAR ? 0 : 1;
      sumX[cell] += x[row];
      sumY[cell] += y[row];
      sumRow[cell] += row;
      shares[cell * families + family[row]] += 1;
    }
    for (let cell = 0; cell < cells; cell += 1) this.seen += count[cell];
  }

  /** Take in the next result; returns false where it does not follow on what is counted. */
  follow(result) {
    if (!result.toggled || result.serial !== this.serial + 1 || result.fails !== this.fails) return false;
    for (const row of result.toggled) {
      if (row >= 0) {
        if (this.cellOf[row] !== OUTSIDE) this.add(row, 1);
      } else if (this.cellOf[~row] !== OUTSIDE) this.add(~row, -1);
    }
    this.serial = result.serial;
    return true;
  }

  add(row, sign) {
    const { x, y, killed, precision, family } = this.store.columns;
    const cell = this.cellOf[row];
    this.seen += sign;
    this.count[cell] += sign;
    if (killed[row] > 0) this.killed[cell] += sign * killed[row];
    if (precision[row] !== NEAR) this.sharp[cell] += sign;
    this.sumX[cell] += sign * x[row];
    this.sumY[cell] += sign * y[row];
    this.sumRow[cell] += sign * row;
    this.shares[cell * this.families + family[row]] += sign;
  }

  /** Whether a row is shown and in the view. */
  shows(row) {
    return row < this.size && this.fails[row] === 0 && this.cellOf[row] !== OUTSIDE;
  }

  /** The rows that are shown in the view. */
  rows() {
    const { fails, cellOf } = this;
    const rows = new Int32Array(this.seen);
    for (let row = 0, at = 0; at < rows.length; row += 1) if (fails[row] === 0 && cellOf[row] !== OUTSIDE) rows[at++] = row;
    return rows;
  }

  /** The squares as heaps; their key is the square. */
  heaps() {
    const { count, view } = this;
    let size = 0;
    for (let cell = 0; cell < count.length; cell += 1) if (count[cell] > 0) size += 1;
    const heaps = new Heaps(size, this.families, this.shares);
    for (let cell = 0; heaps.size < size; cell += 1) {
      if (count[cell] === 0) continue;
      const at = heaps.size++;
      heaps.x[at] = (this.sumX[cell] / count[cell]) * view.scale - view.left;
      heaps.y[at] = (this.sumY[cell] / count[cell]) * view.scale - view.top;
      heaps.count[at] = count[cell];
      heaps.killed[at] = this.killed[cell];
      heaps.first[at] = count[cell] === 1 ? this.sumRow[cell] : OUTSIDE;
      heaps.soft[at] = this.sharp[cell] === 0 ? 1 : 0;
      heaps.key[at] = cell;
    }
    return heaps;
  }
}
