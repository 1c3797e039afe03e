/* Which incidents stand together on the screen: those at one place, and those whose signs would cover each other. */

import { radiusOf } from "./markers.js";

const TOUCH = 0.8; // signs nearer than this share of their radii together are drawn as one
const SMALLEST_RING = 12; // px: the number has to fit into it
const LARGEST_RING = 36; // px: the legend says that rings stop growing
const CELL = 72;
const MANY = 4000; // incidents on the screen; beyond it they are binned before they are merged
const BIN = 12; // px
const BEYOND = 80; // px beyond the view that still count
export const NEAR = 1; // the code of "near" in the precision column

/** Incidents that stand together: x and y in canvas pixels, their number, killed persons, shares by family. */
class Group {
  constructor(families) {
    this.shares = new Uint32Array(families);
    Object.assign(this, { x: 0, y: 0, count: 0, killed: 0, places: 1, first: -1, soft: true, radius: 0, rows: null, bins: null });
  }

  join(other) {
    for (let family = 0; family < this.shares.length; family += 1) this.shares[family] += other.shares[family];
    this.count += other.count;
    this.killed += other.killed;
    this.places += other.places;
    this.soft &&= other.soft;
    if (this.rows) for (const row of other.rows) this.rows.push(row);
    if (this.bins) for (const bin of other.bins) this.bins.push(bin);
  }
}

/**
 * Return {groups, membersOf(group), groupOf(row)}: the groups in canvas pixels, the deadliest first. `columns` is the
 * store's, `indices` the incidents to place; those without a point are left out. From `apartFrom` on, only incidents
 * at the very same place stand together, unless there are too many.
 */
export function groupOnScreen(columns, indices, view, { apartFrom, families }) {
  const seen = rowsInView(columns, indices, view);
  const exact = seen.length <= MANY;
  const collected = exact ? collectPlaces(columns, seen, view, families) : collectBins(columns, seen, view, families);
  const places = collected.places.sort((one, other) => other.killed - one.killed || other.count - one.count);
  const groups = exact && view.zoom >= apartFrom ? places : mergeClose(places, view.zoom);
  for (const group of groups) group.radius = signRadius(group, view.zoom);
  if (exact) {
    return { groups, membersOf: (group) => group.rows, groupOf: (row) => groups.find((group) => group.rows.includes(row)) };
  }
  const { binOf } = collected;
  return {
    groups,
    membersOf: (group) => {
      const bins = new Set(group.bins);
      return Array.from(seen.filter((row) => bins.has(binOf(row))));
    },
    groupOf: (row) => groups.find((group) => group.bins.includes(binOf(row))),
  };
}

function rowsInView({ x, y }, indices, view) {
  const west = (view.left - BEYOND) / view.scale;
  const east = (view.left + view.width + BEYOND) / view.scale;
  const north = (view.top - BEYOND) / view.scale;
  const south = (view.top + view.height + BEYOND) / view.scale;
  const rows = new Int32Array(indices.length);
  let found = 0;
  for (let position = 0; position < indices.length; position += 1) {
    const row = indices[position];
    // Without a point x is NaN, and no comparison with it is true.
    if (x[row] >= west && x[row] <= east && y[row] >= north && y[row] <= south) rows[found++] = row;
  }
  return rows.subarray(0, found);
}

function collectPlaces(columns, rows, view, families) {
  const places = new Map();
  for (const row of rows) {
    const key = `${columns.x[row]}|${columns.y[row]}`;
    let place = places.get(key);
    if (!place) {
      place = new Group(families);
      place.x = columns.x[row] * view.scale - view.left;
      place.y = columns.y[row] * view.scale - view.top;
      place.first = row;
      place.rows = [];
      places.set(key, place);
    }
    place.rows.push(row);
    place.count += 1;
    place.killed += Math.max(columns.killed[row], 0);
    place.shares[columns.family[row]] += 1;
    place.soft &&= columns.precision[row] === NEAR;
  }
  return { places: [...places.values()] };
}

/** Where there are many: by squares that hold all that would merge anyway, and stay put while the map moves. */
function collectBins({ x, y, killed, family, precision }, rows, view, families) {
  const left = Math.floor((view.left - BEYOND) / BIN);
  const top = Math.floor((view.top - BEYOND) / BIN);
  const across = Math.ceil((view.width + 2 * BEYOND) / BIN) + 2;
  const down = Math.ceil((view.height + 2 * BEYOND) / BIN) + 2;
  const counts = new Uint32Array(across * down);
  const deaths = new Uint32Array(across * down);
  const sharp = new Uint8Array(across * down);
  const sumX = new Float64Array(across * down);
  const sumY = new Float64Array(across * down);
  const first = new Int32Array(across * down);
  const shares = new Uint32Array(across * down * families);
  const unit = view.scale / BIN;
  const binOf = (row) => (Math.floor(y[row] * unit) - top) * across + Math.floor(x[row] * unit) - left;
  for (let position = 0; position < rows.length; position += 1) {
    const row = rows[position];
    const bin = ((y[row] * unit - top) | 0) * across + ((x[row] * unit - left) | 0);
    if (counts[bin]++ === 0) first[bin] = row;
    if (killed[row] > 0) deaths[bin] += killed[row];
    if (precision[row] !== NEAR) sharp[bin] = 1;
    sumX[bin] += x[row];
    sumY[bin] += y[row];
    shares[bin * families + family[row]] += 1;
  }
  const places = [];
  for (let bin = 0; bin < counts.length; bin += 1) {
    if (counts[bin] === 0) continue;
    const place = new Group(families);
    Object.assign(place, { count: counts[bin], killed: deaths[bin], first: first[bin], soft: !sharp[bin], bins: [bin], places: counts[bin] });
    place.x = (sumX[bin] / counts[bin]) * view.scale - view.left;
    place.y = (sumY[bin] / counts[bin]) * view.scale - view.top;
    place.shares.set(shares.subarray(bin * families, (bin + 1) * families));
    places.push(place);
  }
  return { places, binOf };
}

function mergeClose(places, zoom) {
  const groups = [];
  const cells = new Map();
  for (const place of places) {
    const near = findNear(cells, place, zoom);
    if (near) near.join(place);
    else {
      groups.push(place);
      const key = Math.floor(place.x / CELL) * 10_000 + Math.floor(place.y / CELL);
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(place);
    }
  }
  return groups;
}

function findNear(cells, place, zoom) {
  const column = Math.floor(place.x / CELL);
  const row = Math.floor(place.y / CELL);
  const radius = signRadius(place, zoom);
  let best = null;
  let least = Infinity;
  for (let dx = -1; dx <= 1; dx += 1) {
    for (let dy = -1; dy <= 1; dy += 1) {
      for (const group of cells.get((column + dx) * 10_000 + row + dy) ?? []) {
        const distance = Math.hypot(group.x - place.x, group.y - place.y);
        if (distance < TOUCH * (signRadius(group, zoom) + radius) && distance < least) [best, least] = [group, distance];
      }
    }
  }
  return best;
}

function signRadius(group, zoom) {
  const radius = radiusOf(group.killed, zoom);
  return group.count > 1 ? Math.min(LARGEST_RING, Math.max(SMALLEST_RING, radius)) : radius;
}
