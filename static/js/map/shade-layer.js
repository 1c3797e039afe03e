/* Instead of single signs: heat, or districts shaded by how many incidents each has. */

import { CanvasLayer } from "./canvas-layer.js";
import { colour } from "./palette.js";
import { projectCollection, tracePath } from "./shapes.js";

const CELL = 6; // px
const SPREAD = 4; // cells around an incident that it warms
const STEPS = 5;

export class ShadeLayer extends CanvasLayer {
  /** Take the districts as GeoJSON with their `code`. */
  setDistricts(collection) {
    this.districts = projectCollection(collection);
    this.redraw();
  }

  /** "heat", "districts", or "" for nothing. */
  setMode(mode) {
    this.mode = mode;
    this.redraw();
  }

  /** Show what a selection of a store found. */
  show(store, result) {
    this.store = store;
    this.result = result;
    if (this.mode) this.redraw();
  }

  render(context, view) {
    if (!this.store || !this.mode) return;
    if (this.mode === "heat") this.drawHeat(context, view);
    else this.drawDistricts(context, view);
  }

  drawHeat(context, view) {
    const across = Math.ceil(view.width / CELL);
    const down = Math.ceil(view.height / CELL);
    const counts = new Float32Array(across * down);
    const { x, y } = this.store.columns;
    for (const row of this.result.indices) {
      const column = Math.floor((x[row] * view.scale - view.left) / CELL);
      const line = Math.floor((y[row] * view.scale - view.top) / CELL);
      if (column >= 0 && line >= 0 && column < across && line < down) counts[line * across + column] += 1;
    }
    // Blurred twice in both directions: near enough to a bell curve.
    let heat = counts;
    for (let pass = 0; pass < 2; pass += 1) heat = blur(blur(heat, across, down, 1, across), down, across, across, 1);
    let most = 0;
    for (const value of heat) if (value > most) most = value;
    if (most > 0) paintHeat(context, heat, across, down, most);
  }

  /** Numbers by district, those included that are known to the district only. */
  countDistricts() {
    const { lists, dictionaries } = this.store;
    const counts = new Uint32Array(dictionaries.area.values.length);
    const { starts, codes } = lists.area;
    for (const row of this.result.indices) for (let at = starts[row]; at < starts[row + 1]; at += 1) counts[codes[at]] += 1;
    return (code) => counts[dictionaries.area.codes.get(`district:${code}`)] ?? 0;
  }

  drawDistricts(context, view) {
    const countOf = this.countDistricts();
    const shapes = (this.districts ?? []).map((shape) => ({ shape, count: countOf(shape.properties.code) }));
    this.limits = limitsOf(Math.max(1, ...shapes.map(({ count }) => count)));
    context.strokeStyle = colour("--map-marker-edge");
    context.lineWidth = 0.7;
    for (const { shape, count } of shapes) {
      if (count === 0) continue;
      const path = tracePath([shape], view, { closed: true });
      context.globalAlpha = 0.15 + 0.13 * this.limits.findIndex((limit) => count <= limit);
      context.fillStyle = colour("--heat");
      context.fill(path, "evenodd");
      context.globalAlpha = 1;
      context.stroke(path);
    }
    this.options.onLimits?.(this.limits);
  }
}

/** Upper limits of the classes: they grow by equal factors, since incidents are many in few districts. */
function limitsOf(most) {
  const limits = Array.from({ length: STEPS }, (_value, step) => Math.max(step + 1, Math.round(most ** ((step + 1) / STEPS))));
  return [...new Set(limits)].filter((limit) => limit < most).concat(most);
}

function blur(values, length, lines, step, jump) {
  const result = new Float32Array(values.length);
  for (let line = 0; line < lines; line += 1) {
    let sum = 0;
    const start = line * jump;
    for (let at = -SPREAD; at < length + SPREAD; at += 1) {
      const entering = at + SPREAD;
      if (entering < length) sum += values[start + entering * step] ?? 0;
      if (at - SPREAD - 1 >= 0) sum -= values[start + (at - SPREAD - 1) * step];
      if (at >= 0 && at < length) result[start + at * step] = sum / (2 * SPREAD + 1);
    }
  }
  return result;
}

function paintHeat(context, heat, across, down, most) {
  const tile = document.createElement("canvas");
  tile.width = across;
  tile.height = down;
  const pen = tile.getContext("2d");
  const image = pen.createImageData(across, down);
  const [red, green, blue] = colour("--heat").match(/\d+/g).map(Number);
  for (let cell = 0; cell < heat.length; cell += 1) {
    if (heat[cell] <= 0.001) continue;
    image.data.set([red, green, blue, Math.min(225, 30 + 195 * Math.sqrt(heat[cell] / most))], cell * 4);
  }
  pen.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.drawImage(tile, 0, 0, across * CELL, down * CELL);
}
