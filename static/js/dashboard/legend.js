/* Every sign on the map and the timeline, explained; layers are switched here. */

import { make } from "../dom.js";
import { formatNumber } from "../format.js";
import { COMMA, fill, gettext, settings } from "../i18n.js";
import { drawOutlined, hatch } from "../map/area-layer.js";
import { drawGlyph, drawGroup, drawIncident, radiusAt } from "../map/markers.js";
import { drawProposal } from "../map/proposal-layer.js";
import { colour, familyColour } from "../map/palette.js";
import { roomSign } from "../map/room-signs.js";
import { drawOpening } from "./timeline-picture.js";

const EXAMPLES = [1, 10, 40];
const FIRST_ZOOM = 8;

/**
 * Fill the legend. `layers` is [{id, label, shown, onToggle, sign}], `derivation` how disputed districts were found,
 * `proposals` whether there can be any on this map.
 */
export class Legend {
  constructor(element, { phases, derivation, layers, proposals }) {
    this.signs = [];
    element.replaceChildren(
      make("h3", {}, gettext("Events")),
      make("ul", { class: "legend-list two" }, settings.families.map((family) => this.familyItem(family))),
      make("h3", {}, gettext("Size: people killed")),
      (this.sizes = make("p", { class: "sizes", role: "img", "aria-label": fill(gettext("Examples: %(numbers)s killed"), { numbers: EXAMPLES.map(formatNumber).join(COMMA) }) })),
      make("p", { class: "muted" }, gettext("The area grows with the number, of rings up to a limit; the smallest sign is for none, or not reported.")),
      make("h3", {}, gettext("Place")),
      make(
        "ul",
        { class: "legend-list" },
        this.item(gettext("sharp: at this place"), 30, 26, (pen) => drawIncident(pen, { x: 15, y: 13, radius: 6.5, family: "battles" })),
        this.item(gettext("soft: near it, within about 5 km"), 30, 26, (pen) => drawIncident(pen, { x: 15, y: 13, radius: 6.5, family: "battles", near: 13 })),
        this.item(gettext("ring: several, with their number and kinds"), 30, 26, (pen) => drawGroup(pen, { x: 15, y: 13, radius: 12, shares: [["battles", 2], ["explosions", 1]], count: formatNumber(3) })),
        proposals && this.item(gettext("hollow: proposed, not yet reviewed"), 30, 26, (pen) => drawProposal(pen, 15, 13, "battles")),
        make("li", { class: "muted" }, gettext("Known only by district or governorate: not on the map, but counted above it and in the list.")),
      ),
      make("h3", {}, gettext("Joint operation rooms, by the latest phase reported")),
      make("ul", { class: "legend-list two" }, Object.entries(phases).map(([phase, label]) => make("li", {}, roomSign(phase, 20), label))),
      make(
        "ul",
        { class: "legend-list" },
        this.item(gettext("thin line: the area it is responsible for"), 20, 14, (pen) => drawOutlined(pen, frame(20, 14))),
        this.item(gettext("on the timeline: the day on which one opened"), 20, 14, (pen) => drawOpening(pen, 10, 7)),
      ),
      make("h3", {}, gettext("Layers")),
      make("ul", { class: "legend-list" }, layers.map((layer) => this.layerItem(layer))),
      make("p", { class: "muted", id: "disputed-derivation" }, derivation),
    );
    this.showScale(FIRST_ZOOM);
    document.addEventListener("theme-changed", () => this.paint());
  }

  item(label, width, height, paint) {
    return make("li", {}, this.sign(width, height, paint), label);
  }

  sign(width, height, paint) {
    const ratio = globalThis.devicePixelRatio || 1;
    const canvas = make("canvas", { width: width * ratio, height: height * ratio, "aria-hidden": "true" });
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    this.signs.push({ canvas, ratio, paint });
    return canvas;
  }

  familyItem(family) {
    return this.item(family.label, 20, 20, (pen) => {
      pen.beginPath();
      pen.arc(10, 10, 8, 0, 2 * Math.PI);
      pen.fillStyle = familyColour(family.slug);
      pen.fill();
      drawGlyph(pen, family.slug, 10, 10, 4.4);
    });
  }

  /** Redraw the examples of sizes as they are at a zoom of the map. */
  showScale(zoom) {
    this.signs = this.signs.filter(({ canvas }) => !this.sizes.contains(canvas));
    const examples = EXAMPLES.map((killed) => {
      const radius = radiusAt(zoom)(killed);
      const side = Math.ceil(radius * 2 + 4);
      const sign = this.sign(side, side, (pen) => {
        pen.beginPath();
        pen.arc(side / 2, side / 2, radius, 0, 2 * Math.PI);
        pen.lineWidth = 1.2;
        pen.strokeStyle = colour("--ink");
        pen.stroke();
      });
      return make("span", { class: "size-example" }, sign, formatNumber(killed));
    });
    this.sizes.replaceChildren(...examples);
    this.paint();
  }

  layerItem(layer) {
    const box = make("input", { type: "checkbox", checked: layer.shown, onchange: () => layer.onToggle(box.checked) });
    const swatch = layer.hatched && this.sign(26, 16, (pen) => {
      pen.fillStyle = hatch(pen);
      pen.fillRect(0, 0, 26, 16);
    });
    return make("li", {}, make("label", {}, box, swatch, layer.label));
  }

  paint() {
    for (const { canvas, ratio, paint } of this.signs) {
      const pen = canvas.getContext("2d");
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, canvas.width, canvas.height);
      paint(pen);
    }
  }
}

/** A rectangle that fills a sign. */
function frame(width, height) {
  const path = new Path2D();
  path.rect(1.5, 1.5, width - 3, height - 3);
  return path;
}
