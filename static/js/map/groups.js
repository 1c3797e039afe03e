/* Which incidents stand together on the screen: those at one place, and those whose signs would cover each other. */

import { Heaps, NEAR } from "./grid.js";
import { radiusAt } from "./markers.js";

const TOUCH = 0.8; // signs nearer than this share of their radii together are drawn as one
const SMALLEST_RING = 12; // px: the number has to fit into it
const LARGEST_RING = 36; // px: the legend says that rings stop growing
const CELL = 72; // px: signs further apart do not touch
const BEYOND = 2; // cells around the view
const MANY = 4000; // incidents on the screen; beyond it squares of the grid are merged, not places

/**
 * Return {groups, membersOf(group), groupOf(row)}: the groups in canvas pixels, the deadliest first, each {x, y, count,
 * killed, places, first (its row where there is one only), soft, radius, shares (by family)}. From the zoom `apartFrom`
 * on, only incidents at the very same place stand together, unless there are too many.
 */
export function groupOnScreen(grid, { apartFrom }) {
  const { view } = grid;
  if (grid.seen > MANY) {
    const heaps = grid.heaps();
    const groups = mergeClose(heaps, view, true, (at) => heaps.count[at]);
    return { groups, ...lookUp(groups, () => grid.rows(), (row) => (grid.shows(row) ? grid.cellOf[row] : -1)) };
  }
  const rows = grid.rows();
  const { heaps, heapOf } = collectPlaces(grid, rows);
  const groups = mergeClose(heaps, view, view.zoom < apartFrom, () => 1);
  return { groups, ...lookUp(groups, () => rows, heapOf) };
}

/** Rows of groups and groups of rows, for the few times that somebody asks. */
function lookUp(groups, rowsOf, keyOf) {
  return {
    membersOf: (group) => {
      const keys = new Set(group.keys);
      return Array.from(rowsOf().filter((row) => keys.has(keyOf(row))));
    },
    groupOf: (row) => {
      const key = keyOf(row);
      return key < 0 ? undefined : groups.find((group) => group.keys.includes(key));
    },
  };
}

/** Rows at the very same place as heaps; the key of one is its number. */
function collectPlaces(grid, rows) {
  const { store, view, families } = grid;
  const { x, y, killed, family, precision } = store.columns;
  const heaps = new Heaps(rows.length, families, new Int32Array(rows.length * families));
  const slots = new Int32Array(slotsFor(rows.length)).fill(-1);
  const mask = slots.length - 1;
  const find = (row) => {
    let slot = hash(x[row], y[row]) & mask;
    for (; slots[slot] !== -1; slot = (slot + 1) & mask) {
      const first = heaps.first[slots[slot]];
      if (x[first] === x[row] && y[first] === y[row]) break;
    }
    return slot;
  };
  for (const row of rows) {
    const slot = find(row);
    if (slots[slot] === -1) {
      const at = heaps.size++;
      slots[slot] = at;
      heaps.x[at] = x[row] * view.scale - view.left;
      heaps.y[at] = y[row] * view.scale - view.top;
      heaps.first[at] = row;
      heaps.soft[at] = 1;
      heaps.key[at] = at;
    }
    const at = slots[slot];
    heaps.count[at] += 1;
    if (killed[row] > 0) heaps.killed[at] += killed[row];
    if (precision[row] !== NEAR) heaps.soft[at] = 0;
    heaps.shares[at * families + family[row]] += 1;
  }
  return { heaps, heapOf: (row) => (grid.shows(row) ? slots[find(row)] : -1) };
}

function slotsFor(rows) {
  let length = 16;
  while (length < rows * 2) length *= 2;
  return length;
}

const words = new Uint32Array(4);
const numbers = new Float64Array(words.buffer);

function hash(x, y) {
  numbers[0] = x;
  numbers[1] = y;
  let mixed = words[0] ^ Math.imul(words[1], 0x9e3779b1) ^ Math.imul(words[2], 0x85ebca6b) ^ Math.imul(words[3], 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return mixed ^ (mixed >>> 13);
}

/** Heaps as groups, the deadliest first; with `merge`, those join a group whose sign theirs would cover. */
function mergeClose(heaps, view, merge, placesOf) {
  const signOf = signRadius(view.zoom);
  const across = Math.ceil(view.width / CELL) + 2 * BEYOND;
  const cells = Array.from({ length: across * (Math.ceil(view.height / CELL) + 2 * BEYOND) });
  const groups = [];
  for (const at of deadliestFirst(heaps)) {
    const x = heaps.x[at];
    const y = heaps.y[at];
    const radius = signOf(heaps.count[at], heaps.killed[at]);
    const cell = (Math.floor(y / CELL) + BEYOND) * across + Math.floor(x / CELL) + BEYOND;
    const near = merge && findNear(cells, cell, across, x, y, radius);
    if (near) {
      join(near, heaps, at, placesOf(at));
      near.radius = signOf(near.count, near.killed);
    } else {
      const group = newGroup(heaps, at, radius, placesOf(at));
      groups.push(group);
      (cells[cell] ??= []).push(group);
    }
  }
  return groups;
}

/** The order of heaps by killed persons, then by number. */
function deadliestFirst({ size, killed, count }) {
  return Int32Array.from({ length: size }, (_value, at) => at).sort((one, other) => killed[other] - killed[one] || count[other] - count[one]);
}

function newGroup(heaps, at, radius, places) {
  const start = heaps.key[at] * heaps.families;
  return {
    x: heaps.x[at],
    y: heaps.y[at],
    count: heaps.count[at],
    killed: heaps.killed[at],
    first: heaps.first[at],
    soft: heaps.soft[at] === 1,
    places,
    radius,
    shares: heaps.shares.slice(start, start + heaps.families),
    keys: [heaps.key[at]],
  };
}

function join(group, heaps, at, places) {
  const start = heaps.key[at] * heaps.families;
  for (let family = 0; family < heaps.families; family += 1) group.shares[family] += heaps.shares[start + family];
  group.count += heaps.count[at];
  group.killed += heaps.killed[at];
  group.places += places;
  group.soft &&= heaps.soft[at] === 1;
  group.keys.push(heaps.key[at]);
}

/** The nearest group that a sign would touch, or null. */
function findNear(cells, cell, across, x, y, radius) {
  let best = null;
  let least = Infinity;
  for (let line = cell - across; line <= cell + across; line += across) {
    for (let here = line - 1; here <= line + 1; here += 1) {
      const groups = cells[here];
      if (!groups) continue;
      for (const group of groups) {
        const square = (group.x - x) ** 2 + (group.y - y) ** 2;
        const touching = TOUCH * (group.radius + radius);
        if (square < touching * touching && square < least) [best, least] = [group, square];
      }
    }
  }
  return best;
}

/** The radius of a sign at a zoom, by the number of incidents and of people killed. */
function signRadius(zoom) {
  const radiusOf = radiusAt(zoom);
  return (count, killed) => {
    const radius = radiusOf(killed);
    return count > 1 ? Math.min(LARGEST_RING, Math.max(SMALLEST_RING, radius)) : radius;
  };
}
