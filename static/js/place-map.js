/* The small map on pages of one incident or room. */

import { CanvasLayer } from "./map/canvas-layer.js";
import { addBaseMap, createMap } from "./map/base-map.js";
import { drawIncident } from "./map/markers.js";
import { pixelsPerKilometre, worldX, worldY } from "./map/mercator.js";
import { roomMarkers } from "./map/room-signs.js";

const ZOOM = 9;
const NEAR_KM = 5;

class OneIncident extends CanvasLayer {
  render(context, view) {
    const { longitude, latitude, precision, family } = this.options;
    const near = precision === "near" ? Math.max(10, NEAR_KM * pixelsPerKilometre(latitude, view.zoom)) : 0;
    const x = worldX(longitude) * view.scale - view.left;
    const y = worldY(latitude) * view.scale - view.top;
    drawIncident(context, { x, y, radius: 7, family, near });
  }
}

function showPlace(element) {
  element.closest("[hidden]")?.removeAttribute("hidden");
  const longitude = Number(element.dataset.longitude);
  const latitude = Number(element.dataset.latitude);
  const map = createMap(element, { scrollWheelZoom: false });
  map.setView([latitude, longitude], ZOOM, { animate: false });
  addBaseMap(map, element.dataset.basemap).catch(() => element.classList.add("without-base-map"));
  if (element.dataset.family) {
    const { precision, family } = element.dataset;
    new OneIncident({ pane: "incidents", longitude, latitude, precision, family }).addTo(map);
  } else {
    const { sign, pin } = roomMarkers([longitude, latitude], element.dataset.roomPhase, document.title);
    pin.addTo(map);
    sign.addTo(map);
  }
}

for (const element of document.querySelectorAll("[data-place-map]")) showPlace(element);
