/* The timeline: numbers by time and family, a brush over the dates, and the days on which rooms opened. */

import { make, update } from "../dom.js";
import { formatDate, formatNumber, isoDay, localiseDigits } from "../format.js";
import { beforeFrame } from "../frame.js";
import { fill, gettext } from "../i18n.js";
import { TimelinePicture, TOP } from "./timeline-picture.js";
import { TimeScale } from "./time-scale.js";

const STEP = 160; // ms a step of the animation
const WINDOW = 12; // bins of the animation where nothing is brushed
const HANDLE = 7; // px around an edge of the brush that take hold of it
const MOTION = matchMedia("(prefers-reduced-motion: reduce)");

export class Timeline {
  /** `onBrush(from, to, done)` gets day numbers, or null, null for the whole time; `done` is false while dragging. */
  constructor(element, families, onBrush) {
    Object.assign(this, { element, families, onBrush, openings: [], selected: null, told: [] });
    this.canvas = make("canvas", { class: "timeline-canvas", "aria-hidden": "true" });
    this.handles = ["from", "to"].map((edge) => this.makeHandle(edge));
    this.caption = make("p", { class: "timeline-caption", role: "status" });
    this.table = make("table", { class: "visually-hidden" });
    this.play = make("button", { type: "button", class: "link", "aria-pressed": "false", onclick: () => this.togglePlay() }, gettext("Play"));
    this.zoom = make("button", { type: "button", class: "link", "aria-pressed": "false", onclick: () => this.toggleZoom() }, gettext("Enlarge these dates"));
    this.clear = make("button", { type: "button", class: "link", onclick: () => this.finish(null) }, gettext("Whole time"));
    this.plot = make("div", { class: "timeline-plot", dir: "ltr" }, this.canvas, this.handles);
    element.append(make("div", { class: "timeline-head" }, this.caption, this.play, this.zoom, this.clear), this.plot, this.table);
    this.canvas.addEventListener("pointerdown", (event) => this.press(event));
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.picture = new TimelinePicture(this.canvas, families);
    this.drawing = () => this.drawNow();
    // Its size is kept: to ask for it at each step would lay out the page each time.
    new ResizeObserver(([{ contentRect }]) => {
      Object.assign(this, { width: contentRect.width, height: contentRect.height });
      this.draw();
    }).observe(this.plot);
    document.addEventListener("theme-changed", () => {
      this.picture.forget();
      this.draw();
    });
    MOTION.addEventListener("change", () => this.showButtons());
    this.showButtons();
  }

  makeHandle(edge) {
    const label = edge === "from" ? gettext("First day") : gettext("Last day");
    return make("div", { class: "timeline-handle", role: "slider", tabindex: "0", "aria-label": label, "aria-orientation": "horizontal", onkeydown: (event) => this.key(event, edge) });
  }

  /** Begin with the span of all data, [first, last] day numbers. */
  setRange(range) {
    this.range = range;
    this.scale = new TimeScale(range);
  }

  /** Mark the days on which rooms opened: [{day, name}]. */
  setOpenings(openings) {
    this.openings = openings;
    this.draw();
    if (this.bins) this.describeSoon();
  }

  /** Show numbers by bin and family, and the brushed days [from, to], null for all. */
  show(bins, from, to) {
    this.bins = bins;
    this.selected = from === null && to === null ? null : [from ?? this.range[0], to ?? this.range[1]];
    this.showButtons();
    this.draw();
    this.describeSoon();
  }

  showButtons() {
    update(this.clear, { hidden: !this.selected });
    update(this.play, { hidden: MOTION.matches });
    update(this.zoom, { hidden: !this.selected && !this.zoomed });
  }

  toggleZoom() {
    this.zoomed = !this.zoomed;
    this.zoom.setAttribute("aria-pressed", String(this.zoomed));
    this.scale = new TimeScale(this.range, this.zoomed ? this.clip(this.selected) : this.range);
    this.onBrush(this.selected?.[0] ?? null, this.selected?.[1] ?? null, true);
  }

  clip([from, to]) {
    const first = Math.min(Math.max(from, this.range[0]), this.range[1]);
    return [first, Math.max(first, Math.min(to, this.range[1]))];
  }

  /** Draw with the next frame. */
  draw() {
    beforeFrame(this.drawing);
  }

  drawNow() {
    const { width, height, scale } = this;
    if (!scale || !this.bins || !width) return;
    this.picture.draw({ width, height, scale, bins: this.bins, openings: this.openings, selected: this.selected });
    this.placeHandles();
  }

  placeHandles() {
    const edges = this.edgesInPixels(this.width);
    const days = this.selected ?? this.range;
    this.handles.forEach((handle, index) => {
      handle.style.left = `${Math.max(0, Math.min(this.width, edges[index]))}px`;
      const key = `${this.range} ${days[index]}`;
      if (this.told[index] === key) return;
      this.told[index] = key;
      const iso = isoDay(days[index]);
      handle.setAttribute("aria-valuemin", this.range[0]);
      handle.setAttribute("aria-valuemax", this.range[1]);
      handle.setAttribute("aria-valuenow", Math.max(this.range[0], Math.min(this.range[1], days[index])));
      handle.setAttribute("aria-valuetext", formatDate(iso, iso, "day"));
    });
  }

  edgesInPixels(width) {
    const [from, to] = this.selected ?? this.range;
    return [this.scale.share(from) * width, this.scale.share(to + 1) * width];
  }

  /** What the pointer takes hold of: an edge, the brush, or the bars. */
  part(x) {
    const [from, to] = this.edgesInPixels(this.width);
    if (!this.selected) return "new";
    if (Math.abs(x - to) <= HANDLE) return "to";
    if (Math.abs(x - from) <= HANDLE) return "from";
    return x > from && x < to ? "move" : "new";
  }

  point(event) {
    if (this.held) return;
    const { x, y } = this.local(event);
    const cursor = { from: "ew-resize", to: "ew-resize", move: "grab", new: "crosshair" }[this.part(x)];
    update(this.canvas.style, { cursor });
    const near = y < 2 * TOP ? this.openings.filter(({ day }) => Math.abs(this.scale.share(day) * this.width - x) < 6) : [];
    update(this.canvas, { title: near.map(({ day, name }) => `${name}: ${formatDate(isoDay(day), isoDay(day), "day")}`).join("\n") });
  }

  local(event) {
    const box = this.held ?? this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  press(event) {
    if (event.button !== 0 || !this.bins) return;
    this.stop();
    this.held = this.canvas.getBoundingClientRect(); // it stays where it is while it is held
    const part = this.part(this.local(event).x);
    const began = this.dayUnder(event);
    const before = this.selected ?? this.range;
    const move = (next) => this.brush(dragged(part, before, began, this.dayUnder(next)), false);
    const end = (last) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      const days = dragged(part, before, began, this.dayUnder(last));
      this.held = null;
      this.finish(days);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
    event.preventDefault();
  }

  dayUnder(event) {
    const share = this.local(event).x / this.width;
    return Math.floor(this.scale.dayAt(Math.max(0, Math.min(1, share))));
  }

  /** Brush whole bins from one day to another. */
  brush(days, done) {
    if (!days) {
      this.onBrush(null, null, done);
      return;
    }
    const [one, other] = [Math.min(...days), Math.max(...days)];
    const { scale } = this;
    this.onBrush(scale.firstDay(scale.binAt(one)), scale.lastDay(scale.binAt(other)), done);
  }

  finish(days) {
    this.stop();
    this.brush(days, true);
  }

  key(event, edge) {
    const { scale } = this;
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -WINDOW, PageUp: WINDOW, Home: -1e6, End: 1e6 }[event.key];
    if (!steps) return;
    event.preventDefault();
    const bins = (this.selected ?? this.range).map((day) => scale.binAt(day));
    const limit = (bin) => Math.max(0, Math.min(scale.bins - 1, bin));
    const index = edge === "from" ? 0 : 1;
    if (event.shiftKey) {
      const step = Math.max(-bins[0], Math.min(scale.bins - 1 - bins[1], steps));
      bins[0] += step;
      bins[1] += step;
    } else bins[index] = index === 0 ? Math.min(limit(bins[0] + steps), bins[1]) : Math.max(limit(bins[1] + steps), bins[0]);
    this.finish([scale.firstDay(bins[0]), scale.firstDay(bins[1])]);
  }

  togglePlay() {
    if (this.timer) this.stop();
    else {
      this.play.setAttribute("aria-pressed", "true");
      this.play.textContent = gettext("Stop");
      this.timer = setInterval(() => this.step(), STEP);
    }
  }

  step() {
    const { scale } = this;
    const bins = this.selected ? this.selected.map((day) => scale.binAt(day)) : [-1, WINDOW - 2];
    if (bins[1] >= scale.bins - 1) {
      this.stop();
      return;
    }
    this.brush([scale.firstDay(bins[0] + 1), scale.firstDay(bins[1] + 1)], false);
  }

  stop() {
    if (!this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
    this.play.setAttribute("aria-pressed", "false");
    this.play.textContent = gettext("Play");
    this.onBrush(this.selected?.[0] ?? null, this.selected?.[1] ?? null, true);
  }

  describeSoon() {
    clearTimeout(this.describing);
    this.describing = setTimeout(() => this.describe(), 150);
  }

  /** The same as a table by year, for who does not see the bars. */
  describe() {
    const [from, to] = (this.selected ?? this.range).map((day) => formatDate(isoDay(day), isoDay(day), "day"));
    const unit = { day: gettext("by day"), week: gettext("by week"), month: gettext("by month") }[this.scale.unit];
    update(this.caption, { textContent: `${from} – ${to} · ${unit}` });
    if (this.described === this.bins && this.describedOpenings === this.openings) return;
    Object.assign(this, { described: this.bins, describedOpenings: this.openings });
    const years = new Map();
    const families = this.families.length;
    for (let bin = 0; bin < this.scale.bins; bin += 1) {
      const year = isoDay(this.scale.edges[bin]).slice(0, 4);
      const sums = years.get(year) ?? new Array(families).fill(0);
      for (let family = 0; family < families; family += 1) sums[family] += this.bins[bin * families + family];
      years.set(year, sums);
    }
    const opened = this.openings.map(({ day, name }) => `${name} (${formatDate(isoDay(day), isoDay(day), "day")})`).join("; ");
    this.table.replaceChildren(
      make("caption", {}, gettext("Incidents by year and kind"), opened && ` · ${fill(gettext("Joint operation rooms opened: %(rooms)s"), { rooms: opened })}`),
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, gettext("Year")), this.families.map((family) => make("th", { scope: "col" }, family.label)))),
      make("tbody", {}, [...years].map(([year, sums]) => make("tr", {}, make("th", { scope: "row" }, localiseDigits(year)), sums.map((sum) => make("td", {}, formatNumber(sum)))))),
    );
  }
}

/** The days that a drag selects, from where it began to where it is. */
function dragged(part, [from, to], began, now) {
  if (part === "from") return [now, to];
  if (part === "to") return [from, now];
  if (part === "move") return [from + now - began, to + now - began];
  return [began, now];
}
