/* A Leaflet layer that is one canvas. Sub-classes draw into it; it moves and scales with the map meanwhile. */

import { beforeFrame, notBeforeFrame } from "../frame.js";

const L = globalThis.L;
const MARGIN = 0.2; // share of the map's size that is drawn beyond each edge, so that dragging shows no gap

export class CanvasLayer extends L.Layer {
  constructor(options) {
    super();
    L.Util.setOptions(this, options);
    this.draw = () => this.redrawNow();
  }

  onAdd(map) {
    this.canvas = document.createElement("canvas");
    this.canvas.className = "leaflet-zoom-animated";
    this.canvas.setAttribute("aria-hidden", "true");
    map.getPane(this.options.pane).append(this.canvas);
    this.redrawOnTheme = () => this.redraw();
    document.addEventListener("theme-changed", this.redrawOnTheme);
    this.redraw();
    return this;
  }

  onRemove() {
    notBeforeFrame(this.draw);
    document.removeEventListener("theme-changed", this.redrawOnTheme);
    this.canvas.remove();
    return this;
  }

  getEvents() {
    return {
      moveend: this.redrawNow,
      resize: this.redraw,
      viewreset: this.redrawNow,
      zoom: () => this.scaleTo(this._map.getCenter(), this._map.getZoom()),
      zoomanim: (event) => this.scaleTo(event.center, event.zoom),
    };
  }

  /** Draw again before the next frame. */
  redraw() {
    if (this._map) beforeFrame(this.draw);
  }

  redrawNow() {
    notBeforeFrame(this.draw);
    const map = this._map;
    if (!map) return;
    const size = map.getSize();
    const corner = map.containerPointToLayerPoint([-size.x * MARGIN, -size.y * MARGIN]).round();
    const ratio = globalThis.devicePixelRatio || 1;
    const width = Math.ceil(size.x * (1 + 2 * MARGIN));
    const height = Math.ceil(size.y * (1 + 2 * MARGIN));
    if (this.canvas.width !== width * ratio || this.canvas.height !== height * ratio) {
      this.canvas.width = width * ratio;
      this.canvas.height = height * ratio;
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
    }
    L.DomUtil.setTransform(this.canvas, corner, 1);
    const origin = map.getPixelOrigin().add(corner);
    this.zoom = map.getZoom();
    this.north_west = map.layerPointToLatLng(corner);
    this.view = { zoom: this.zoom, scale: 2 ** this.zoom, left: origin.x, top: origin.y, width, height };
    this.corner = corner;
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    this.render(context, this.view);
  }

  scaleTo(center, zoom) {
    if (this.zoom === undefined) return;
    const scale = this._map.getZoomScale(zoom, this.zoom);
    const corner = this._map._latLngToNewLayerPoint(this.north_west, zoom, center);
    L.DomUtil.setTransform(this.canvas, corner, scale);
  }

  /** A point of the map's container in the canvas' own pixels. */
  toCanvas(containerPoint) {
    return this._map.containerPointToLayerPoint(containerPoint).subtract(this.corner);
  }

  /** Draw into the context, in pixels of the canvas; sub-classes replace it. */
  render() {}
}
