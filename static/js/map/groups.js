/* Which incidents stand together on the screen: those at one place, and those whose signs would cover each other. */

import { radiusOf } from "./markers.js";

const TOUCH = 0.8; // signs nearer than this share of their radii together are drawn as one
const SMALLEST_RING = 12; // px: the number has to fit into it
const LARGEST_RING = 36; // px: the legend says that rings stop growing
const CELL = 72;
const MANY = 4000; // incidents; beyond it places are binned before they are merged
const BIN = 12; // px

/**
 * Return groups {x, y, members, killed, radius, sharp} in canvas pixels, the deadliest first.
 * `columns` is the store's columns, `indices` the incidents to place; those without a point are left out.
 * From `apartFrom` on, only incidents at the very same place stand together.
 */
export function groupOnScreen(columns, indices, view, apartFrom) {
  const { zoom } = view;
  const apart = zoom >= apartFrom;
  const grid = !apart && indices.length > MANY ? BIN : 0;
  const places = collectPlaces(columns, indices, view, grid);
  places.sort((one, other) => other.killed - one.killed || other.members.length - one.members.length);
  const groups = apart ? places : mergeClose(places, zoom);
  for (const group of groups) group.radius = signRadius(group, zoom);
  return groups;
}

/** Incidents by place; where there are many, by squares of `grid` pixels, which hold all that would merge anyway. */
function collectPlaces(columns, indices, view, grid) {
  const places = new Map();
  for (const index of indices) {
    const worldX = columns.x[index];
    if (Number.isNaN(worldX)) continue;
    const worldY = columns.y[index];
    const x = worldX * view.scale - view.left;
    const y = worldY * view.scale - view.top;
    if (x < -80 || y < -80 || x > view.width + 80 || y > view.height + 80) continue;
    const key = grid ? Math.floor(x / grid) * 100_000 + Math.floor(y / grid) : `${worldX}|${worldY}`;
    let place = places.get(key);
    if (!place) {
      place = { x, y, worldX, worldY, members: [], killed: 0, places: 1 };
      places.set(key, place);
    }
    if (worldX !== place.worldX || worldY !== place.worldY) place.places += 1;
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
      for (const index of place.members) near.members.push(index);
      near.killed += place.killed;
      near.places += place.places;
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
  return group.members.length > 1 ? Math.min(LARGEST_RING, Math.max(SMALLEST_RING, radius)) : radius;
}
