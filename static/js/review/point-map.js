/* The point of an incident: set by a click, by dragging, or by numbers; all three show the same. */

import { addBaseMap, createMap } from "../map/base-map.js";
import { gettext } from "../i18n.js";

const L = globalThis.L;
const DECIMALS = 5;
const CLOSE = 10;

export class PointMap {
  /** `inputs` are {longitude, latitude}. */
  constructor(element, inputs) {
    this.inputs = inputs;
    this.map = createMap(element);
    const icon = L.divIcon({ className: "point-sign", iconSize: [22, 22] });
    this.marker = L.marker([0, 0], { icon, draggable: true, autoPan: true, alt: gettext("The point") });
    this.marker.on("add", () => this.marker.getElement().setAttribute("aria-label", gettext("The point; arrow keys move it")));
    this.marker.on("dragend", () => this.write(this.marker.getLatLng()));
    this.map.on("click", (event) => this.set(event.latlng));
    for (const input of Object.values(inputs)) input.addEventListener("change", () => this.read());
    this.marker.on("keydown", (event) => this.nudge(event.originalEvent));
    addBaseMap(this.map, element.dataset.basemap).catch(() => element.classList.add("without-base-map"));
    this.read();
    if (this.map.hasLayer(this.marker)) this.map.setView(this.marker.getLatLng(), CLOSE, { animate: false });
  }

  /** Let go of the element, which is about to be exchanged. */
  remove() {
    this.map.remove();
  }

  /** Set the point, or take it away with null. */
  set(position) {
    this.write(position);
    this.read();
  }

  write(position) {
    const number = (value) => (position ? Number(value.toFixed(DECIMALS)) : "");
    this.inputs.longitude.value = number(position?.lng);
    this.inputs.latitude.value = number(position?.lat);
  }

  read() {
    const longitude = Number.parseFloat(this.inputs.longitude.value);
    const latitude = Number.parseFloat(this.inputs.latitude.value);
    if (Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90) {
      this.marker.setLatLng([latitude, longitude]).addTo(this.map);
      if (!this.map.getBounds().contains([latitude, longitude])) this.map.setView([latitude, longitude], CLOSE, { animate: false });
    } else this.marker.remove();
  }

  nudge(event) {
    const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const pixels = event.shiftKey ? 20 : 2;
    const point = this.map.latLngToContainerPoint(this.marker.getLatLng()).add([step[0] * pixels, step[1] * pixels]);
    this.set(this.map.containerPointToLatLng(point));
  }
}
