/* Areas: disputed districts hatched, mountain ranges and areas of responsibility outlined. */

import { CanvasLayer } from "./canvas-layer.js";
import { colour } from "./palette.js";
import { projectCollection, tracePath } from "./shapes.js";

const SPACING = 7; // px between the lines of the hatch

export class AreaLayer extends CanvasLayer {
  constructor(options) {
    super(options);
    this.kinds = { disputed: [], responsibility: [], drawn: [] };
    this.hidden = new Set();
  }

  /** Take the areas of one kind as GeoJSON. */
  setKind(kind, collection) {
    this.kinds[kind] = projectCollection(collection);
    this.redraw();
  }

  /** Show or hide one kind. */
  toggle(kind, shown) {
    if (shown) this.hidden.delete(kind);
    else this.hidden.add(kind);
    this.redraw();
  }

  render(context, view) {
    if (!this.hidden.has("disputed")) this.drawDisputed(context, view);
    if (!this.hidden.has("responsibility")) this.drawResponsibility(context, view);
  }

  drawDisputed(context, view) {
    const path = tracePath(this.kinds.disputed, view, { closed: true });
    context.fillStyle = hatch(context, view);
    context.fill(path, "evenodd");
    context.strokeStyle = colour("--map-hatch");
    context.lineWidth = 0.6;
    context.globalAlpha = 0.7;
    context.stroke(path);
    context.globalAlpha = 1;
  }

  drawResponsibility(context, view) {
    drawOutlined(context, tracePath(this.kinds.responsibility, view, { closed: true }));
  }
}

/** Draw a path as an area of responsibility. */
export function drawOutlined(context, path) {
  context.fillStyle = colour("--room-fill");
  context.globalAlpha = 0.06;
  context.fill(path, "evenodd");
  context.globalAlpha = 1;
  context.strokeStyle = colour("--room-fill");
  context.lineWidth = 1;
  context.stroke(path);
}

/** A fine diagonal hatch that stays put on the ground while the map moves. */
export function hatch(context, view = { left: 0, top: 0 }) {
  const tile = document.createElement("canvas");
  const ratio = globalThis.devicePixelRatio || 1;
  tile.width = SPACING * ratio;
  tile.height = SPACING * ratio;
  const pen = tile.getContext("2d");
  pen.scale(ratio, ratio);
  pen.strokeStyle = colour("--map-hatch");
  pen.lineWidth = 1;
  pen.beginPath();
  for (const shift of [-SPACING, 0, SPACING]) {
    pen.moveTo(shift - 1, SPACING + 1);
    pen.lineTo(shift + SPACING + 1, -1);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, "repeat");
  pattern.setTransform(
    new DOMMatrix().translate(-(view.left % SPACING), -(view.top % SPACING)).scale(1 / ratio),
  );
  return pattern;
}
