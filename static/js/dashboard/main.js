/* The dashboard: state in the address, data in the store, and the parts that show them. */

import { dayNumber, formatNumber } from "../format.js";
import { fill, gettext, ngettext, settings } from "../i18n.js";
import { DetailPanel } from "./detail.js";
import { EventFacet } from "./facet.js";
import { IncidentMap } from "./incident-map.js";
import { Legend } from "./legend.js";
import { loadFeatures, searchUids } from "./load.js";
import { connectSheets } from "./sheets.js";
import { chosenSubTypes, describeChoice, isFiltered, readState, writeState } from "./state.js";
import { Codebook, Store } from "./store.js";
import { IncidentTable } from "./table.js";

const byId = (id) => document.getElementById(id);

class Dashboard {
  constructor(content) {
    this.api = content.dataset.api;
    this.proposals = content.dataset.proposals;
    this.codes = JSON.parse(byId("code-lists").textContent);
    this.codebook = new Codebook(this.codes.families, settings.families);
    this.state = readState();
    this.scope = null; // the incidents of one place that the list is narrowed to, or null
    for (const part of document.querySelectorAll(".dashboard > .with-script")) part.hidden = false;
    this.facet = new EventFacet(byId("event-facet"), this.codebook, (chosen) => this.change(describeChoice(this.codebook, chosen)));
    this.table = new IncidentTable(byId("list-body"), (index) => this.chooseIncident(index));
    this.detail = new DetailPanel(byId("detail-body"), { api: this.api, codebook: this.codebook, codes: this.codes, onClose: () => this.change({ incident: "", room: "" }) });
    this.map = new IncidentMap(byId("map"), {
      onIncident: (index) => this.chooseIncident(index),
      onGroup: (indices) => this.narrowTo(indices),
      onRoom: (uid) => this.change({ room: uid, incident: "" }),
      onMove: (view) => this.rememberView(view),
      onFailure: (message) => this.say(message),
    });
    this.sheets = connectSheets(byId("sheet-tabs"), () => this.map.resize());
    this.connectControls();
  }

  connectControls() {
    const form = byId("filter-form");
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const [name, key] of [["date_from", "from"], ["date_to", "to"]]) {
      form.elements.namedItem(name).addEventListener("change", (event) => this.change({ [key]: event.target.value }));
    }
    byId("reset-filters").addEventListener("click", () => this.change({ from: "", to: "", q: "", families: [], subTypes: [], list: "" }));
    byId("show-unplaced").addEventListener("click", () => {
      this.change({ list: this.state.list === "unplaced" ? "" : "unplaced" });
      this.sheets.open("panel-list");
    });
    document.querySelector(".site-search").addEventListener("submit", (event) => {
      event.preventDefault();
      this.change({ q: byId("site-search").value.trim() });
    });
    addEventListener("popstate", () => {
      this.state = readState();
      this.map.open(this.state.view, null);
      this.apply();
    });
  }

  /** Load everything, then show it. Failures are said on the map, with a way to try again. */
  async start() {
    const viewGiven = Boolean(this.state.view);
    this.map.open(this.state.view, this.regionBounds());
    this.buildLegend("");
    this.map
      .loadContext(this.api)
      .then((derivation) => {
        this.buildLegend(derivation);
        this.showSelection();
      })
      .catch((error) => this.say(error.message));
    if (this.proposals) this.map.loadProposals(this.proposals).catch((error) => this.say(error.message));
    try {
      const features = await loadFeatures(`${this.api}incidents.geojson`);
      this.store = new Store(this.codebook, features);
      if (!viewGiven) this.map.openOn(this.store);
      await this.apply();
      document.documentElement.dataset.ready = "yes";
    } catch (error) {
      byId("counts").textContent = gettext("The incidents could not be loaded.");
      this.say(error.message, () => location.reload());
    }
  }

  regionBounds() {
    return byId("map").dataset.bounds?.split(",").map(Number) ?? null;
  }

  buildLegend(derivation) {
    const layer = (label, onToggle, hatched = false) => ({ label, shown: true, onToggle, hatched });
    this.legend = new Legend(byId("legend-body"), {
      phases: this.codes.phases,
      derivation,
      proposals: Boolean(this.proposals),
      layers: [
        layer(gettext("Joint operation rooms"), (shown) => this.map.toggleRooms(shown)),
        layer(gettext("Districts with disputed status"), (shown) => this.map.areas.toggle("disputed", shown), true),
        layer(gettext("Place names"), (shown) => this.map.toggleLabels(shown)),
        layer(gettext("Relief"), (shown) => this.map.toggleRelief(shown)),
      ],
    });
  }

  /** Change the state, put it into the address as a new step, and show it. */
  change(changes) {
    this.scope = null;
    this.state = { ...this.state, ...changes };
    const target = writeState(this.state);
    if (target !== location.search) history.pushState(null, "", location.pathname + target);
    this.apply();
  }

  rememberView(view) {
    this.state.view = view;
    this.legend?.showScale(view.zoom);
    history.replaceState(null, "", location.pathname + writeState(this.state));
  }

  async apply() {
    if (!this.store) return;
    const { state } = this;
    const allowed = await this.searchIndices(state.q);
    if (state !== this.state) return; // changed again while the search was under way
    const wrong = Boolean(state.from && state.to && state.from > state.to);
    byId("date-error").textContent = wrong ? gettext("The first day is after the last one: no incident can match.") : "";
    const chosen = chosenSubTypes(this.codebook, state);
    this.result = this.store.filter({
      from: state.from ? dayNumber(state.from) : null,
      to: state.to ? dayNumber(state.to) : null,
      subTypes: chosen,
      allowed,
    });
    this.showControls(chosen);
    this.map.show(this.store, this.result.indices);
    this.showList();
    this.showSelection();
  }

  async searchIndices(q) {
    if (!q) return null;
    try {
      const uids = await searchUids(this.api, q);
      return new Set(uids.map((uid) => this.store.indexByUid.get(uid)).filter((index) => index !== undefined));
    } catch (error) {
      this.say(error.message);
      return new Set();
    }
  }

  showControls(chosen) {
    const form = byId("filter-form");
    form.elements.namedItem("date_from").value = this.state.from;
    form.elements.namedItem("date_to").value = this.state.to;
    byId("site-search").value = this.state.q;
    this.facet.show(chosen, this.result.subTypeCounts);
    const search = byId("search-filter");
    search.hidden = !this.state.q;
    search.textContent = fill(gettext("Text: %(words)s"), { words: `“${this.state.q}”` });
    byId("reset-filters").hidden = !isFiltered(this.state);
    this.showCounts();
  }

  showCounts() {
    const { indices, unplaced } = this.result;
    const numbers = { shown: formatNumber(indices.length), total: formatNumber(this.store.size), unplaced: formatNumber(unplaced) };
    byId("counts").textContent = fill(ngettext("%(shown)s of %(total)s incident", "%(shown)s of %(total)s incidents", this.store.size), numbers);
    const button = byId("show-unplaced");
    button.hidden = unplaced === 0;
    button.textContent = this.state.list === "unplaced" ? gettext("List all again") : fill(gettext("%(unplaced)s not on the map"), numbers);
    const message = byId("map-message");
    if (indices.length === 0) this.say(this.emptyText());
    else if (!message.dataset.failure) message.hidden = true;
  }

  emptyText() {
    if (this.store.size === 0) return gettext("No incident has been published yet.");
    if (isFiltered(this.state)) return gettext("No incident matches these filters. Take one away, or clear them all.");
    return gettext("Nothing to list here.");
  }

  showList() {
    let { indices } = this.result;
    let heading = gettext("Incidents");
    if (this.scope) {
      indices = this.scope;
      heading = fill(gettext("%(count)s incidents at one place"), { count: formatNumber(indices.length) });
    } else if (this.state.list === "unplaced") {
      indices = indices.filter((index) => !this.store.hasPoint(index));
      heading = fill(gettext("%(count)s incidents without a point on the map"), { count: formatNumber(indices.length) });
    }
    byId("list-heading").textContent = heading;
    this.table.show(this.store, indices, this.emptyText());
  }

  narrowTo(indices) {
    this.scope = Int32Array.from(indices);
    this.showList();
    this.sheets.open("panel-list");
  }

  chooseIncident(index) {
    const { scope } = this;
    this.change({ incident: this.store.texts[index].uid, room: "" });
    if (scope) this.narrowTo(scope); // choosing within one place keeps the list of that place
    if (this.sheets.open("panel-detail")) byId("panel-detail").focus({ preventScroll: true });
  }

  showSelection() {
    const { incident, room } = this.state;
    const index = this.store?.indexByUid.get(incident) ?? -1;
    this.map.select(index);
    this.table.select(index);
    this.map.selectRoom(room);
    document.querySelector(".dashboard").classList.toggle("has-selection", Boolean(incident || room));
    const key = `${incident}|${room}`;
    const known = this.map.roomsByUid.get(room);
    if (key === this.shownKey || (room && !known)) return;
    this.shownKey = key;
    if (incident) this.detail.showIncident(incident);
    else if (known) {
      this.detail.showRoom(known);
      this.sheets.open("panel-detail");
    } else this.detail.showNothing();
    this.map.resize();
  }

  say(message, retry) {
    const box = byId("map-message");
    box.hidden = false;
    box.replaceChildren(message);
    if (retry) {
      box.dataset.failure = "yes";
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = gettext("Try again");
      button.addEventListener("click", retry);
      box.append(" ", button);
    }
  }
}

new Dashboard(byId("content")).start();
