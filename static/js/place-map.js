/* The small map on pages of one incident, room or area. */

import { CanvasLayer } from "./map/canvas-layer.js";
import { addBaseMap, createMap } from "./map/base-map.js";
import { drawIncident } from "./map/markers.js";
import { pixelsPerKilometre, worldX, worldY } from "./map/mercator.js";
import { colour, familyColour } from "./map/palette.js";
import { roomMarkers } from "./map/room-signs.js";
import { projectCollection, tracePath } from "./map/shapes.js";

const L = globalThis.L;
const ZOOM = 9;
const CLOSEST = 11; // a small area is seen with what lies around it
const NEAR_KM = 5;
const FILL = 0.09;

class OneIncident extends CanvasLayer {
  render(context, view) {
    const { longitude, latitude, precision, family } = this.options;
    const near = precision === "near" ? Math.max(10, NEAR_KM * pixelsPerKilometre(latitude, view.zoom)) : 0;
    const x = worldX(longitude) * view.scale - view.left;
    const y = worldY(latitude) * view.scale - view.top;
    drawIncident(context, { x, y, radius: 7, family, near });
  }
}

/** Outlines of areas, in the colour of the incident whose place is known no better. */
class Outline extends CanvasLayer {
  render(context, view) {
    this.shapes ??= projectCollection(this.options.collection);
    const { family } = this.options;
    const path = tracePath(this.shapes, view, { closed: true });
    context.fillStyle = context.strokeStyle = family ? familyColour(family) : colour("--room-fill");
    context.globalAlpha = FILL;
    context.fill(path, "evenodd");
    context.globalAlpha = 1;
    context.lineWidth = 1.5;
    context.stroke(path);
  }
}

function showPlace(element) {
  element.closest("[hidden]")?.removeAttribute("hidden");
  const { longitude, latitude, precision, family, roomPhase } = element.dataset;
  const point = longitude === undefined ? null : [Number(longitude), Number(latitude)];
  const source = document.getElementById(element.dataset.outline);
  const map = createMap(element, { scrollWheelZoom: false });
  if (point) map.setView(point.toReversed(), ZOOM, { animate: false });
  if (source) addOutline(map, JSON.parse(source.textContent), family);
  addBaseMap(map, element.dataset.basemap).catch(() => element.classList.add("without-base-map"));
  if (!point) return;
  if (family) {
    new OneIncident({ pane: "incidents", longitude: point[0], latitude: point[1], precision, family }).addTo(map);
  } else {
    const { sign, pin } = roomMarkers(point, roomPhase, document.title);
    pin.addTo(map);
    sign.addTo(map);
  }
}

function addOutline(map, collection, family) {
  map.fitBounds(L.geoJSON(collection).getBounds(), { animate: false, maxZoom: CLOSEST, padding: [12, 12] });
  new Outline({ pane: "areas", collection, family }).addTo(map);
}

for (const element of document.querySelectorAll("[data-place-map]")) showPlace(element);
