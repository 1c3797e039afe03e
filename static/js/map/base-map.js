/* Our own base map: relief under water, boundaries and names. Every map of the site begins here. */

import { gettext } from "../i18n.js";
import { fetchJson } from "../fetch.js";
import { BaseLayer } from "./base-layer.js";
import { LabelLayer } from "./labels.js";

const L = globalThis.L;
// "rooms" holds the pins of rooms: their feet may be covered by a number of incidents, not the reverse.
const PANES = { relief: 160, lines: 200, areas: 300, shade: 320, labels: 350, rooms: 440, incidents: 450 };
const LINES = ["water", "rivers", "countries", "governorates", "districts"];

/** Make a map in an element with data-leaflet (django-leaflet's settings) and data-basemap (a folder's address). */
export function createMap(element, options = {}) {
  const given = JSON.parse(element.dataset.leaflet);
  const map = L.map(element, {
    center: given.DEFAULT_CENTER,
    zoom: given.DEFAULT_ZOOM,
    minZoom: given.MIN_ZOOM,
    maxZoom: given.MAX_ZOOM,
    zoomSnap: 0.5,
    zoomControl: false,
    attributionControl: false,
    ...options,
  });
  for (const [name, index] of Object.entries(PANES)) {
    const pane = map.createPane(name);
    pane.style.zIndex = String(index);
    pane.style.pointerEvents = "none";
  }
  addControls(map, given);
  if (typeof given.TILES === "string" && given.TILES) L.tileLayer(given.TILES, { pane: "relief" }).addTo(map);
  return map;
}

function addControls(map, given) {
  L.control
    .zoom({ position: "topright", zoomInTitle: gettext("Zoom in"), zoomOutTitle: gettext("Zoom out") })
    .addTo(map);
  L.control
    .attribution({ position: "bottomright", prefix: false })
    .addAttribution(gettext("Boundaries: OCHA, Natural Earth. Rivers: GSHHG. Names: GeoNames and own research"))
    .addTo(map);
  // Above the attribution in the same corner, which may need the whole lower edge.
  if (given.SCALE) L.control.scale({ imperial: given.SCALE !== "metric", position: "bottomright" }).addTo(map);
  // Last, and so above the attribution, which is as wide as a narrow map.
}

/** Load the base map's parts into the map; the promise is kept when all are there, and names what failed. */
export async function addBaseMap(map, folder) {
  const lines = new BaseLayer({ pane: "lines" }).addTo(map);
  const labels = new LabelLayer({ pane: "labels" }).addTo(map);
  const wanted = [
    addRelief(map, folder),
    ...LINES.map(async (name) => lines.setPart(name, await fetchJson(`${folder}${name}.geojson`))),
    fetchJson(`${folder}labels.json`).then((list) => labels.setLabels(list)),
    document.fonts.ready.then(() => labels.redraw()),
  ];
  const outcomes = await Promise.allSettled(wanted);
  const failures = outcomes.filter((outcome) => outcome.status === "rejected");
  if (failures.length > 0) throw new Error(failures.map((failure) => failure.reason.message).join(" "));
  return { lines, labels };
}

async function addRelief(map, folder) {
  const relief = await fetchJson(`${folder}hillshade.json`);
  L.imageOverlay(folder + relief.image, relief.bounds, { pane: "relief", className: "relief", alt: "" }).addTo(map);
  map.setMaxBounds(L.latLngBounds(relief.bounds).pad(0.15));
  map.attributionControl.addAttribution(relief.attribution);
}
