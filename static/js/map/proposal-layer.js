/* Proposals that nobody has reviewed: hollow and dashed, for the desk alone. */

import { CanvasLayer } from "./canvas-layer.js";
import { worldX, worldY } from "./mercator.js";
import { colour, familyColour } from "./palette.js";

const RADIUS = 8;
const REACH = 4;

export class ProposalLayer extends CanvasLayer {
  /** Take GeoJSON points; `slugs` gives the short name of a family. */
  show(collection, slugs) {
    this.points = collection.features.map(({ geometry, properties }) => ({
      worldX: worldX(geometry.coordinates[0]),
      worldY: worldY(geometry.coordinates[1]),
      family: slugs.get(properties.event_type),
      ...properties,
    }));
    this.redraw();
  }

  render(context, view) {
    for (const point of this.points ?? []) {
      point.x = point.worldX * view.scale - view.left;
      point.y = point.worldY * view.scale - view.top;
      drawProposal(context, point.x, point.y, point.family);
    }
  }

  /** Return the proposal under a point of the map's container, or null. */
  find(containerPoint) {
    if (!this.points?.length || !this.corner) return null;
    const { x, y } = this.toCanvas(containerPoint);
    return this.points.findLast((point) => Math.hypot(point.x - x, point.y - y) <= RADIUS + REACH) ?? null;
  }
}

/** Draw the sign of a proposal. */
export function drawProposal(context, x, y, family) {
  context.beginPath();
  context.arc(x, y, RADIUS, 0, 2 * Math.PI);
  context.lineWidth = 4.5;
  context.strokeStyle = colour("--map-marker-edge");
  context.stroke();
  context.lineWidth = 2.2;
  context.strokeStyle = familyColour(family);
  context.setLineDash([3.5, 2.5]);
  context.stroke();
  context.setLineDash([]);
}
