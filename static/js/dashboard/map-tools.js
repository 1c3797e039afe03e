/* The map's tools: measure, draw a filter, go somewhere, shade, take away as a picture or a table. */

import { make } from "../dom.js";
import { fetchJson } from "../fetch.js";
import { formatNumber, localiseDigits } from "../format.js";
import { fill, gettext, settings } from "../i18n.js";
import { Drawing } from "../map/drawing.js";
import { paintPicture } from "../map/picture.js";
import { apiQuery } from "./state.js";

const COORDINATES = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/;
const GO_ZOOM = 11;

export class MapTools {
  /** `map` is the dashboard's IncidentMap; `onChange(changes)` gets changes of the state. */
  constructor(element, { map, api, onChange }) {
    Object.assign(this, { map, api, onChange });
    this.drawing = new Drawing(map.map, {
      onMeasure: (km) => this.say(km === null ? gettext("Click corner after corner; the second click at one place ends it.") : distance(km)),
      onCircle: (circle) => onChange({ circle }),
      onPolygon: (polygon) => onChange({ polygon }),
      onEnd: () => this.press(""),
    });
    map.drawing = this.drawing;
    this.output = make("p", { class: "tool-output", role: "status", hidden: true });
    this.buttons = Object.fromEntries(
      Object.entries({ measure: gettext("Measure"), circle: gettext("Circle"), polygon: gettext("Polygon") }).map(([mode, label]) => [
        mode,
        make("button", { type: "button", "aria-pressed": "false", "data-mode": mode, onclick: () => this.start(mode) }, label),
      ]),
    );
    this.place = make("input", { type: "search", name: "go", dir: "auto", placeholder: gettext("Place, or 35.47, 44.39"), "aria-label": gettext("Go to a place or to coordinates") });
    this.found = make("ul", { class: "tool-found" });
    this.shade = make(
      "select",
      { "aria-label": gettext("Show incidents as"), onchange: () => onChange({ shade: this.shade.value }) },
      make("option", { value: "" }, gettext("Signs")),
      make("option", { value: "heat" }, gettext("Heat")),
      make("option", { value: "districts" }, gettext("Districts shaded")),
    );
    this.shadeKey = make("p", { class: "small muted", hidden: true });
    this.csv = make("a", { class: "button", download: "" }, gettext("CSV of the selection"));
    element.append(
      make(
        "details",
        { class: "map-tools" },
        make("summary", {}, gettext("Tools")),
        make("div", { class: "tool-row", role: "group", "aria-label": gettext("Draw on the map") }, Object.values(this.buttons)),
        make("form", { class: "tool-row", onsubmit: (event) => this.go(event) }, this.place, make("button", { type: "submit" }, gettext("Go"))),
        this.found,
        make("div", { class: "tool-row" }, this.shade),
        this.shadeKey,
        make("div", { class: "tool-row" }, make("button", { type: "button", onclick: () => this.savePicture() }, gettext("Picture (PNG)")), this.csv),
      ),
      this.output,
    );
    this.coordinates = make("p", { class: "map-coordinates", dir: "ltr", "aria-hidden": "true" });
    element.append(this.coordinates);
    map.map.on("mousemove", ({ latlng }) => {
      this.coordinates.textContent = localiseDigits(`${latlng.lat.toFixed(4)}, ${latlng.lng.toFixed(4)}`);
    });
    map.shade.options.onLimits = (limits) => {
      this.shadeKey.textContent = fill(gettext("Darker: up to %(limits)s incidents in the district, those without a point included"), { limits: limits.map(formatNumber).join(" · ") });
    };
  }

  start(mode) {
    const on = this.buttons[mode].getAttribute("aria-pressed") !== "true";
    this.press(on ? mode : "");
    this.drawing.begin(on ? mode : "");
    if (on) this.say(gettext("Click on the map, or move it with the arrow keys and press Enter to take its middle. Escape ends."));
  }

  press(mode) {
    for (const [name, button] of Object.entries(this.buttons)) button.setAttribute("aria-pressed", String(name === mode));
    if (!mode && !this.drawing?.layer.getLayers().length) this.say("");
  }

  say(text) {
    this.output.textContent = text;
    this.output.hidden = !text;
  }

  async go(event) {
    event.preventDefault();
    const text = this.place.value.trim();
    this.found.replaceChildren();
    const numbers = COORDINATES.exec(text);
    if (numbers) {
      this.map.map.setView([Number(numbers[1]), Number(numbers[2])], Math.max(GO_ZOOM, this.map.map.getZoom()), { animate: false });
      return;
    }
    if (!text) return;
    try {
      const { results } = await fetchJson(`${this.api}places/?limit=6&q=${encodeURIComponent(text)}`);
      if (results.length === 0) this.found.append(make("li", { class: "muted" }, gettext("No place is called so.")));
      for (const place of results) this.found.append(make("li", {}, make("button", { type: "button", class: "link", dir: "auto", onclick: () => this.show(place) }, place[`name_${settings.language}`] || place.name), " ", make("span", { class: "muted", dir: "auto" }, place.district)));
    } catch (error) {
      this.found.append(make("li", {}, error.message));
    }
  }

  show(place) {
    this.map.map.setView([place.latitude, place.longitude], GO_ZOOM, { animate: false });
    this.found.replaceChildren();
  }

  /** Show what a state says: shading, drawn filters, the table's address. */
  update(state) {
    this.shade.value = state.shade;
    this.shadeKey.hidden = state.shade !== "districts";
    this.map.setShade(state.shade);
    this.drawing.showFilter(state.circle, state.polygon);
    const query = apiQuery(state);
    if (state.list === "unplaced") query.set("has_point", "no");
    this.csv.href = `${this.api}incidents.csv?${query}`;
  }

  async savePicture() {
    const lines = [document.getElementById("counts").textContent, `Hamrin · ${this.map.map.attributionControl.getContainer().textContent}`];
    const url = URL.createObjectURL(await paintPicture(this.map.map, this.map.roomsShown(), lines));
    make("a", { href: url, download: "hamrin-map.png" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}

function distance(km) {
  return fill(gettext("%(number)s km"), { number: localiseDigits(km < 10 ? km.toFixed(2) : km.toFixed(1)) });
}
