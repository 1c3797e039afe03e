/* Incidents on one canvas: drawn from the store's columns, found again under the pointer by a grid. */

import { formatNumber } from "../format.js";
import { CanvasLayer } from "./canvas-layer.js";
import { Grid } from "./grid.js";
import { groupOnScreen } from "./groups.js";
import { drawGroup, drawIncident, drawSelection } from "./markers.js";
import { pixelsPerKilometre } from "./mercator.js";

const CELL = 40;
const REACH = 4; // px around a sign that still count as a hit
const RING = 6; // px around what is chosen
const NEAR_KM = 5;
const NEAR_LARGEST = 70; // px
const APART_FROM_ZOOM = 11;

export class IncidentLayer extends CanvasLayer {
  constructor(options) {
    super(options);
    this.groups = [];
    this.selected = -1;
  }

  /** Show what a selection of a store found. */
  show(store, result) {
    // What came and went has to be taken in with every result, whether or not it is drawn.
    if (this.counted && !this.grid.follow(result)) this.counted = false;
    this.store = store;
    this.result = result;
    this.redraw();
  }

  /** Mark one incident, or none with -1. */
  select(index) {
    this.selected = index;
    this.redraw();
  }

  render(context, view) {
    this.groups = [];
    this.cells = null;
    if (!this.store || this.hidden) {
      this.options.onDrawn?.(this.groups);
      return;
    }
    this.count(view);
    this.grouping = groupOnScreen(this.grid, { apartFrom: APART_FROM_ZOOM });
    this.groups = this.grouping.groups;
    const latitude = this._map.getCenter().lat;
    const near = Math.min(NEAR_LARGEST, Math.max(9, NEAR_KM * pixelsPerKilometre(latitude, view.zoom)));
    for (const group of this.groups) this.drawOne(context, group, near);
    const marked = this.selected >= 0 && this.grouping.groupOf(this.selected);
    if (marked) drawSelection(context, marked.x, marked.y, marked.radius);
    this.options.onDrawn?.(marked ? [...this.groups, { x: marked.x, y: marked.y, radius: marked.radius + RING }] : this.groups);
  }

  /** Bring the grid to what is shown in a view. */
  count(view) {
    if (this.counted && this.grid.isOf(this.store, view)) return;
    if (!this.grid?.isOf(this.store, view)) this.grid = new Grid(this.store, view, this.grid);
    this.grid.fill(this.result);
    this.counted = true;
  }

  /** Hide the signs, where something else shows the incidents. */
  hide(hidden) {
    this.hidden = hidden;
    this.redraw();
  }

  /** The rows of a group. */
  membersOf(group) {
    return this.grouping.membersOf(group);
  }

  drawOne(context, group, near) {
    const { x, y, radius } = group;
    const soft = group.soft ? near : 0;
    if (group.count === 1) {
      drawIncident(context, { x, y, radius, family: this.store.familySlug(group.first), near: soft });
      return;
    }
    const { families } = this.store.codebook;
    const shares = [];
    for (let family = 0; family < families.length; family += 1) {
      if (group.shares[family] > 0) shares.push([families[family].slug, group.shares[family]]);
    }
    drawGroup(context, { x, y, radius, shares, count: formatNumber(group.count), near: soft });
  }

  /** The groups by the cells that they reach into. */
  indexGroups() {
    const cells = new Map();
    for (const group of this.groups) {
      const reach = group.radius + REACH;
      for (let column = Math.floor((group.x - reach) / CELL); column <= (group.x + reach) / CELL; column += 1) {
        for (let row = Math.floor((group.y - reach) / CELL); row <= (group.y + reach) / CELL; row += 1) {
          const key = `${column}:${row}`;
          if (!cells.has(key)) cells.set(key, []);
          cells.get(key).push(group);
        }
      }
    }
    return cells;
  }

  /** Return the group {count, places, …} under a point of the map's container, the topmost one, or null. */
  find(containerPoint) {
    if (this.groups.length === 0) return null;
    this.cells ??= this.indexGroups(); // a brush draws often before the pointer comes to the map
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
