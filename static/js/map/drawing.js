/* Measuring a distance, drawing a circle or a polygon: by pointer, or by moving the map and pressing Enter. */

import { distanceKm } from "../data/places.js";
import { colour } from "./palette.js";

const L = globalThis.L;
const MODES = { measure: L.polyline, polygon: L.polygon, circle: null };

export class Drawing {
  /** Callbacks: onMeasure(km), onCircle({longitude, latitude, km}), onPolygon(ring), onEnd(). */
  constructor(map, callbacks) {
    this.map = map;
    this.callbacks = callbacks;
    this.mode = "";
    this.layer = L.layerGroup().addTo(map);
    this.shown = L.layerGroup().addTo(map);
    map.on("mousemove", (event) => this.mode && this.preview(event.latlng));
    map.on("dblclick", () => this.mode && this.finish());
    map.getContainer().addEventListener("keydown", (event) => this.key(event));
  }

  /** Begin to draw in a mode: "measure", "circle" or "polygon"; "" ends it. */
  begin(mode) {
    this.mode = mode;
    this.points = [];
    this.layer.clearLayers();
    this.map.getContainer().classList.toggle("is-drawing", Boolean(mode));
    if (mode) {
      this.map.doubleClickZoom.disable();
      this.map.getContainer().focus();
    } else this.map.doubleClickZoom.enable();
  }

  key(event) {
    if (!this.mode) return;
    if (event.key === "Escape") this.end();
    else if (event.key === "Enter") {
      const center = this.map.getCenter();
      const last = this.points.at(-1);
      // Enter twice at one place ends a line.
      if (last && this.mode !== "circle" && last.distanceTo(center) < 1) this.finish();
      else this.add(center);
      event.preventDefault();
    }
  }

  /** Take a click on the map; returns whether it was for drawing. */
  take(latlng) {
    if (!this.mode) return false;
    this.add(latlng);
    return true;
  }

  add(latlng) {
    this.points.push(latlng);
    this.preview(latlng);
    if (this.mode === "circle" && this.points.length === 2) this.finish();
  }

  preview(latlng) {
    if (this.points.length === 0) return;
    this.layer.clearLayers();
    const style = { color: colour("--accent"), weight: 2, fillOpacity: 0.08, interactive: false };
    if (this.mode === "circle") L.circle(this.points[0], { ...style, radius: this.map.distance(this.points[0], latlng) }).addTo(this.layer);
    else MODES[this.mode]([...this.points, latlng], style).addTo(this.layer);
    this.callbacks.onMeasure(this.mode === "polygon" ? null : lengthOf([...this.points, latlng]));
  }

  finish() {
    const points = this.points.filter((point, index) => index === 0 || point.distanceTo(this.points[index - 1]) > 1);
    const { mode } = this;
    if (mode === "circle" && points.length === 2) this.callbacks.onCircle({ longitude: round(points[0].lng), latitude: round(points[0].lat), km: Math.max(0.1, Math.round(lengthOf(points) * 10) / 10) });
    if (mode === "polygon" && points.length > 2) this.callbacks.onPolygon(points.map(({ lng, lat }) => [round(lng), round(lat)]));
    if (mode === "measure") {
      // The line stays until the next one, so that it can be read.
      this.mode = "";
      this.map.getContainer().classList.remove("is-drawing");
      this.map.doubleClickZoom.enable();
      this.callbacks.onEnd();
    } else this.end();
  }

  end() {
    this.begin("");
    this.callbacks.onEnd();
  }

  /** Show the circle and the ring that filter. */
  showFilter(circle, ring) {
    this.shown.clearLayers();
    const style = { color: colour("--accent"), weight: 2, dashArray: "6 4", fillOpacity: 0.05, interactive: false };
    if (circle) L.circle([circle.latitude, circle.longitude], { ...style, radius: circle.km * 1000 }).addTo(this.shown);
    if (ring) L.polygon(ring.map(([longitude, latitude]) => [latitude, longitude]), style).addTo(this.shown);
  }
}

function lengthOf(points) {
  return points.reduce((sum, point, index) => (index === 0 ? 0 : sum + distanceKm([points[index - 1].lng, points[index - 1].lat], [point.lng, point.lat])), 0);
}

/** Five decimals are a metre. */
function round(degrees) {
  return Math.round(degrees * 1e5) / 1e5;
}
