/* Which incidents stand together on the screen: those at one place, and those whose signs would cover each other. */

import { radiusOf } from "./markers.js";

const TOUCH = 0.8; // signs nearer than this share of their radii together are drawn as one
const SMALLEST_RING = 12; // px: the number has to fit into it
const CELL = 72;

/**
 * Return groups {x, y, members, killed, radius, sharp} in canvas pixels, the deadliest first.
 * `columns` is the store's columns, `indices` the incidents to place; those without a point are left out.
 * From `apartFrom` on, only incidents at the very same place stand together.
 */
export function groupOnScreen(columns, indices, view, apartFrom) {
  const { zoom } = view;
  const places = collectPlaces(columns, indices, view);
  places.sort((one, other) => other.killed - one.killed || other.members.length - one.members.length);
  const groups = zoom >= apartFrom ? places : mergeClose(places, zoom);
  for (const group of groups) group.radius = signRadius(group, zoom);
  return groups;
}

function collectPlaces(columns, indices, view) {
  const places = new Map();
  for (const index of indices) {
    const worldX = columns.x[index];
    if (Number.isNaN(worldX)) continue;
    const x = worldX * view.scale - view.left;
    const y = columns.y[index] * view.scale - view.top;
    if (x < -80 || y < -80 || x > view.width + 80 || y > view.height + 80) continue;
    const key = `${worldX}|${columns.y[index]}`;
    let place = places.get(key);
    if (!place) {
      place = { x, y, members: [], killed: 0, places: 1 };
      places.set(key, place);
    }
    place.members.push(index);
    place.killed += Math.max(columns.killed[index], 0);
  }
  return [...places.values()];
}

function mergeClose(places, zoom) {
  const groups = [];
  const cells = new Map();
  for (const place of places) {
    const near = findNear(cells, place, zoom);
    if (near) {
      near.members.push(...place.members);
      near.killed += place.killed;
      near.places += 1;
    } else {
      groups.push(place);
      const key = `${Math.floor(place.x / CELL)}:${Math.floor(place.y / CELL)}`;
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
      for (const group of cells.get(`${column + dx}:${row + dy}`) ?? []) {
        const distance = Math.hypot(group.x - place.x, group.y - place.y);
        if (distance < TOUCH * (signRadius(group, zoom) + radius) && distance < least) [best, least] = [group, distance];
      }
    }
  }
  return best;
}

function signRadius(group, zoom) {
  const radius = radiusOf(group.killed, zoom);
  return group.members.length > 1 ? Math.max(SMALLEST_RING, radius) : radius;
}
