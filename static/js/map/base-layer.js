/* Land, water, rivers and boundaries on one canvas; which of them, by zoom. */

import { CanvasLayer } from "./canvas-layer.js";
import { colour } from "./palette.js";
import { projectCollection, tracePath } from "./shapes.js";

const GOVERNORATES_FROM = 6;
const DISTRICTS_FROM = 8;

export class BaseLayer extends CanvasLayer {
  constructor(options) {
    super(options);
    this.parts = {};
  }

  /** Take one GeoJSON collection: "water", "rivers", "countries", "governorates" or "districts". */
  setPart(name, collection) {
    this.parts[name] = projectCollection(collection);
    this.redraw();
  }

  render(context, view) {
    this.drawWater(context, view);
    if (view.zoom >= DISTRICTS_FROM) this.drawLines(context, view, "districts", "--map-district", 0.6, [2, 2.5]);
    if (view.zoom >= GOVERNORATES_FROM) this.drawLines(context, view, "governorates", "--map-governorate", 0.7, [5, 3]);
    this.drawLines(context, view, "countries", "--map-country", 1, []);
  }

  drawWater(context, view) {
    context.fillStyle = colour("--map-water");
    context.fill(tracePath(this.parts.water ?? [], view, { closed: true }), "evenodd");
    context.lineJoin = "round";
    context.setLineDash([]);
    context.strokeStyle = colour("--map-river");
    const rivers = this.parts.rivers ?? [];
    for (const level of new Set(rivers.map((shape) => shape.properties.level ?? 0))) {
      // Lesser rivers come in as one zooms in, and stay thinner.
      if (level > view.zoom - 4) continue;
      context.lineWidth = Math.max(0.5, 1.6 - level * 0.3 + (view.zoom - 7) * 0.15);
      const shapes = rivers.filter((shape) => (shape.properties.level ?? 0) === level);
      context.stroke(tracePath(shapes, view));
    }
  }

  drawLines(context, view, name, token, width, dashes) {
    context.strokeStyle = colour(token);
    context.lineWidth = width;
    context.setLineDash(dashes);
    context.stroke(tracePath(this.parts[name] ?? [], view));
    context.setLineDash([]);
  }
}
