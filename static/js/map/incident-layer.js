/* Incidents on one canvas: drawn from the store's columns, found again under the pointer by a grid. */

import { formatNumber } from "../format.js";
import { CanvasLayer } from "./canvas-layer.js";
import { groupOnScreen } from "./groups.js";
import { drawGroup, drawIncident, drawSelection } from "./markers.js";
import { pixelsPerKilometre } from "./mercator.js";

const CELL = 40;
const REACH = 4; // px around a sign that still count as a hit
const NEAR_KM = 5;
const NEAR_LARGEST = 70; // px
const APART_FROM_ZOOM = 11;
export const NEAR = 1; // the code of "near" in the store's precision column

export class IncidentLayer extends CanvasLayer {
  constructor(options) {
    super(options);
    this.groups = [];
    this.indices = [];
    this.selected = -1;
  }

  /** Show these incidents of a store. */
  show(store, indices) {
    this.store = store;
    this.indices = indices;
    this.redraw();
  }

  /** Mark one incident, or none with -1. */
  select(index) {
    this.selected = index;
    this.redraw();
  }

  render(context, view) {
    this.groups = [];
    if (!this.store) return;
    const columns = this.store.columns;
    this.groups = groupOnScreen(columns, this.indices, view, APART_FROM_ZOOM);
    const latitude = this._map.getCenter().lat;
    const near = Math.min(NEAR_LARGEST, Math.max(9, NEAR_KM * pixelsPerKilometre(latitude, view.zoom)));
    for (const group of this.groups) this.drawOne(context, group, near);
    const marked = this.groups.find((group) => group.members.includes(this.selected));
    if (marked) drawSelection(context, marked.x, marked.y, marked.radius);
    this.indexGroups();
    this.options.onDrawn?.(this.groups);
  }

  drawOne(context, group, near) {
    const columns = this.store.columns;
    const soft = group.members.every((index) => columns.precision[index] === NEAR) ? near : 0;
    if (group.members.length === 1) {
      const family = this.store.familySlug(group.members[0]);
      drawIncident(context, { x: group.x, y: group.y, radius: group.radius, family, near: soft });
      return;
    }
    const count = formatNumber(group.members.length);
    const shares = this.store.familyShares(group.members);
    drawGroup(context, { x: group.x, y: group.y, radius: group.radius, shares, count, near: soft });
  }

  indexGroups() {
    this.cells = new Map();
    for (const group of this.groups) {
      const reach = group.radius + REACH;
      for (let column = Math.floor((group.x - reach) / CELL); column <= (group.x + reach) / CELL; column += 1) {
        for (let row = Math.floor((group.y - reach) / CELL); row <= (group.y + reach) / CELL; row += 1) {
          const key = `${column}:${row}`;
          if (!this.cells.has(key)) this.cells.set(key, []);
          this.cells.get(key).push(group);
        }
      }
    }
  }

  /** Return the group {members, places, …} under a point of the map's container, the topmost one, or null. */
  find(containerPoint) {
    if (!this.cells) return null;
    const { x, y } = this.toCanvas(containerPoint);
    const here = this.cells.get(`${Math.floor(x / CELL)}:${Math.floor(y / CELL)}`) ?? [];
    let best = null;
    for (const group of here) {
      const distance = Math.hypot(group.x - x, group.y - y);
      // Smaller signs are drawn later, over larger ones, so the smallest hit is the topmost.
      if (distance <= group.radius + REACH && (!best || group.radius < best.radius)) best = group;
    }
    return best;
  }
}
