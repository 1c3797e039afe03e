/* What the timeline looks like: stacked bars, an axis, the days on which rooms opened, and the brush over them. */

import { formatNumber, localiseDigits } from "../format.js";
import { settings } from "../i18n.js";
import { colour, familyColour, font } from "../map/palette.js";

export const TOP = 12; // px above the bars, for rooms
export const AXIS = 16; // px below them
const LEFT_OUT = 0.3; // how much is seen of bars that are not brushed

export class TimelinePicture {
  constructor(canvas, families) {
    Object.assign(this, { canvas, families, bars: document.createElement("canvas"), frame: document.createElement("canvas"), drawn: {} });
  }

  /** Draw all anew the next time, since colours have changed. */
  forget() {
    this.drawn = {};
  }

  /**
   * Draw, in a size in CSS pixels, bins on a time scale, openings [{day}], and the selected days [from, to], null for
   * all. Bars and axis are kept as pictures, since a step of the brush changes neither.
   */
  draw({ width, height, scale, bins, openings, selected }) {
    const ratio = globalThis.devicePixelRatio || 1;
    const now = { width, height, ratio, scale, bins, openings, fonts: document.fonts.status };
    if (Object.keys(now).some((name) => now[name] !== this.drawn[name])) {
      this.drawn = now;
      for (const canvas of [this.canvas, this.bars, this.frame]) fit(canvas, width, height, ratio);
      this.drawBars(penOf(this.bars, ratio), width, height - AXIS);
      this.drawFrame(penOf(this.frame, ratio), width, height);
    }
    const pen = penOf(this.canvas, ratio);
    pen.clearRect(0, 0, width, height);
    this.copyBars(pen, selected);
    pen.drawImage(this.frame, 0, 0, width, height);
    if (selected) drawBrush(pen, scale, selected, width, height - AXIS);
  }

  /** Bars whose bins hold any of the selected days in full, the others pale. */
  copyBars(pen, selected) {
    const { width, height, scale } = this.drawn;
    if (selected) {
      pen.globalAlpha = LEFT_OUT;
      pen.drawImage(this.bars, 0, 0, width, height);
      pen.globalAlpha = 1;
      if (selected[1] < scale.edges[0] || selected[0] >= scale.edges[scale.bins]) return;
      pen.save();
      pen.beginPath();
      const left = scale.share(scale.firstDay(scale.binAt(selected[0]))) * width;
      const right = scale.share(scale.lastDay(scale.binAt(selected[1])) + 1) * width;
      pen.rect(left, 0, right - left, height);
      pen.clip();
    }
    pen.drawImage(this.bars, 0, 0, width, height);
    if (selected) pen.restore();
  }

  drawBars(pen, width, bottom) {
    const { scale, bins } = this.drawn;
    const families = this.families.length;
    const most = mostIn(bins, scale.bins, families);
    const unit = (bottom - TOP) / most;
    for (let bin = 0; bin < scale.bins; bin += 1) {
      const left = scale.share(scale.edges[bin]) * width;
      const right = scale.share(scale.edges[bin + 1]) * width;
      let y = bottom;
      for (let family = 0; family < families; family += 1) {
        const tall = bins[bin * families + family] * unit;
        if (tall === 0) continue;
        pen.fillStyle = familyColour(this.families[family].slug);
        pen.fillRect(left, y - tall, Math.max(1, right - left - (right - left > 4 ? 1 : 0)), tall);
        y -= tall;
      }
    }
  }

  drawFrame(pen, width, height) {
    const { scale, bins, openings } = this.drawn;
    pen.font = font(10.5);
    pen.textAlign = "left";
    pen.fillStyle = colour("--muted");
    pen.textBaseline = "top";
    pen.fillText(formatNumber(mostIn(bins, scale.bins, this.families.length)), 2, 1);
    drawAxis(pen, scale, width, height);
    drawOpenings(pen, scale, openings, width);
  }
}

function penOf(canvas, ratio) {
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  return pen;
}

/** Give a canvas its size, which empties it. */
function fit(canvas, width, height, ratio) {
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
}

/** The largest sum of a bin, at least 1. */
function mostIn(bins, number, families) {
  let most = 1;
  for (let bin = 0; bin < number; bin += 1) {
    let sum = 0;
    for (let family = 0; family < families; family += 1) sum += bins[bin * families + family];
    if (sum > most) most = sum;
  }
  return most;
}

function drawAxis(pen, scale, width, height) {
  pen.fillStyle = colour("--line-strong");
  pen.fillRect(0, height - AXIS, width, 1);
  pen.fillStyle = colour("--muted");
  pen.textBaseline = "middle";
  let free = 0;
  for (const { day, text } of ticks(scale)) {
    const x = scale.share(day) * width;
    if (x < free || x > width - 20) continue;
    pen.fillRect(x, height - AXIS, 1, 4);
    pen.fillText(text, x + 3, height - AXIS / 2 + 1);
    free = x + pen.measureText(text).width + 12;
  }
}

/** Years, and months where the span is short. */
function ticks(scale) {
  const from = new Date(scale.edges[0] * 86_400_000);
  const years = scale.unit === "month";
  const found = [];
  for (let month = years ? 0 : from.getUTCMonth(), year = from.getUTCFullYear(); found.length < 400; month += years ? 12 : 1) {
    const day = Date.UTC(year, month, 1) / 86_400_000;
    if (day > scale.edges.at(-1)) break;
    const date = new Date(day * 86_400_000);
    const name = localiseDigits(String(date.getUTCFullYear()));
    if (day >= scale.edges[0]) found.push({ day, text: years ? name : `${settings.short_months[date.getUTCMonth()]} ${name}` });
  }
  return found;
}

function drawOpenings(pen, scale, openings, width) {
  for (const { day } of openings) {
    const x = scale.share(day) * width;
    if (x >= 0 && x <= width) drawOpening(pen, x, 6);
  }
}

/** The sign of a day on which a room opened, around a point. */
export function drawOpening(pen, x, y) {
  pen.lineWidth = 1.5;
  pen.strokeStyle = colour("--room-ring");
  pen.fillStyle = colour("--room-centre");
  pen.beginPath();
  pen.arc(x, y, 4, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
}

/** The frame around the selected days. */
function drawBrush(pen, scale, [from, to], width, bottom) {
  const left = scale.share(from) * width;
  pen.strokeStyle = colour("--accent");
  pen.lineWidth = 1.5;
  pen.strokeRect(left, TOP - 1, scale.share(to + 1) * width - left, bottom - TOP + 1);
}
