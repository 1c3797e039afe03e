/* Place names by zoom and importance, in the page's language, with a halo and without collisions. */

import { settings } from "../i18n.js";
import { paced } from "../pace.js";
import { CanvasLayer } from "./canvas-layer.js";
import { worldX, worldY } from "./mercator.js";
import { colour, font } from "./palette.js";

const CELL = 64;
const MOST_ROWS = 4096; // cells above each other: enough for any screen
const PACE = 150; // ms between two arrangements while incidents change
const STYLES = {
  country: { size: 14, weight: 600, token: "--map-label-minor", spaced: true, last: 7 },
  governorate: { size: 12, weight: 500, token: "--map-label-minor", spaced: true, last: 9 },
  range: { size: 11.5, weight: 400, token: "--map-label-minor", italic: true },
  mountain: { size: 11.5, weight: 400, token: "--map-label-minor", italic: true },
  river: { size: 11, weight: 400, token: "--map-river", italic: true },
  city: { size: 13.5, weight: 600, token: "--map-label", dot: 2.4 },
  town: { size: 12, weight: 500, token: "--map-label", dot: 1.8 },
};
const OTHER = { size: 11, weight: 400, token: "--map-label-minor", dot: 1.4 };

export class LabelLayer extends CanvasLayer {
  /** Take labels [{en, ar, ckb, lon, lat, kind, zoom}], the most important first. */
  setLabels(labels) {
    this.labels = labels.map((label) => ({
      text: label[settings.language] || label.en,
      x: worldX(label.lon),
      y: worldY(label.lat),
      zoom: label.zoom,
      style: STYLES[label.kind] ?? OTHER,
    }));
    this.redraw();
  }

  /** Keep names off these discs [{x, y, radius}], in pixels of the canvas. */
  avoid(discs) {
    this.discs = discs;
    this.redrawPaced ??= paced(() => this.redraw(), PACE);
    this.redrawPaced();
  }

  render(context, view) {
    const taken = new Boxes();
    for (const { x, y, radius } of this.discs ?? []) {
      taken.take({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
    }
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const label of this.labels ?? []) {
      if (label.zoom > view.zoom + 0.01 || (label.style.last ?? 99) < view.zoom) continue;
      const x = label.x * view.scale - view.left;
      const y = label.y * view.scale - view.top;
      if (x < -50 || y < -20 || x > view.width + 50 || y > view.height + 20) continue;
      drawLabel(context, label, x, y, taken);
    }
  }
}

function drawLabel(context, label, x, y, taken) {
  const { style } = label;
  context.font = (style.italic ? "italic " : "") + font(style.size, style.weight);
  if ("letterSpacing" in context) {
    context.letterSpacing = style.spaced && settings.language === "en" ? "1.5px" : "0px";
  }
  // Before the page's font has come, widths are those of another one.
  if (label.fonts !== document.fonts.status) Object.assign(label, { width: context.measureText(label.text).width, fonts: document.fonts.status });
  const { width } = label;
  const placed = positions(style, x, y, width).find((box) => taken.claim(box));
  if (!placed) return;
  if (style.dot) {
    context.fillStyle = colour(style.token);
    context.beginPath();
    context.arc(x, y, style.dot, 0, 2 * Math.PI);
    context.fill();
  }
  context.textAlign = "left";
  context.strokeStyle = colour("--map-halo");
  context.lineWidth = 3;
  context.strokeText(label.text, placed.left + 2, y + placed.shift);
  context.fillStyle = colour(style.token);
  context.fillText(label.text, placed.left + 2, y + placed.shift);
}

/** Where a label may stand: beside its dot, or over its point where it names an area. */
function positions(style, x, y, width) {
  const half = style.size * 0.75;
  const box = (left, shift) => ({
    left,
    shift,
    top: y + shift - half,
    right: left + width + 4,
    bottom: y + shift + half,
  });
  if (!style.dot) return [box(x - width / 2 - 2, 0)];
  // Beside the dot, else further off, where a sign stands on the dot itself.
  return [style.dot + 2, 14, 22, 32].flatMap((gap) => [
    box(x + gap, 0),
    box(x - width - gap - 4, 0),
    box(x - width / 2, gap + half),
    box(x - width / 2, -gap - half),
  ]);
}

/** Rectangles that are taken, found by cells. */
class Boxes {
  constructor() {
    this.cells = new Map();
  }

  /** Take a box if it is free of others; returns whether it was. */
  claim(box) {
    const free = this.isFree(box);
    if (free) this.take(box);
    return free;
  }

  isFree(box) {
    for (let column = Math.floor(box.left / CELL); column * CELL <= box.right; column += 1) {
      for (let row = Math.floor(box.top / CELL); row * CELL <= box.bottom; row += 1) {
        if (this.holds(column * MOST_ROWS + row, box)) return false;
      }
    }
    return true;
  }

  /** Take a box, whatever else is there. */
  take(box) {
    for (let column = Math.floor(box.left / CELL); column * CELL <= box.right; column += 1) {
      for (let row = Math.floor(box.top / CELL); row * CELL <= box.bottom; row += 1) {
        const cell = this.cells.get(column * MOST_ROWS + row);
        if (cell) cell.push(box);
        else this.cells.set(column * MOST_ROWS + row, [box]);
      }
    }
  }

  holds(key, box) {
    const cell = this.cells.get(key);
    if (!cell) return false;
    for (const other of cell) {
      if (box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom) return true;
    }
    return false;
  }
}
