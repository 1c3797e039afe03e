/* The dashboard: state in the address, data in the store, and the parts that show them. */

import { Selection } from "../data/selection.js";
import { beginSnapshot } from "../data/snapshot.js";
import { Codebook } from "../data/store.js";
import { Texts } from "../data/texts.js";
import { make, update } from "../dom.js";
import { dayNumber, formatNumber, isoDay, localiseDigits } from "../format.js";
import { beforeFrame } from "../frame.js";
import { COMMA, fill, gettext, ngettext, settings } from "../i18n.js";
import { settled } from "../pace.js";
import { showOthers, showProblems } from "./address-filters.js";
import { DetailPanel } from "./detail.js";
import { Freshness } from "./freshness.js";
import { Facets } from "./facets.js";
import { IncidentMap } from "./incident-map.js";
import { Legend } from "./legend.js";
import { ListSummary } from "./list-summary.js";
import { loadStore, startAnew } from "./load.js";
import { MapTools } from "./map-tools.js";
import { Finder } from "./other-filters.js";
import { connectViews } from "./saved-views.js";
import { connectSheets } from "./sheets.js";
import { UNFILTERED, apiQuery, isFiltered, readState, writeState } from "./state.js";
import { IncidentTable } from "./table.js";
import { Timeline } from "./timeline.js";
import { Wanted } from "./wanted.js";

const byId = (id) => document.getElementById(id);

class Dashboard {
  constructor(content) {
    this.api = content.dataset.api;
    this.proposals = content.dataset.proposals;
    this.codes = JSON.parse(byId("code-lists").textContent);
    this.codebook = new Codebook(this.codes.families, settings.families);
    this.state = readState(location.search, this.codes);
    this.finder = new Finder(this.api);
    this.scope = null; // the incidents of one place that the list is narrowed to, or null
    for (const part of document.querySelectorAll(".dashboard > .with-script")) part.hidden = false;
    this.wanted = new Wanted();
    this.freshness = new Freshness(byId("freshness"), byId("freshness-state"));
    this.showListLater = settled(() => this.showList(), 120);
    this.brushing = () => {
      this.applied = this.apply();
    };
    this.texts = new Texts(content.dataset.texts, () => this.showTexts());
    const onLook = (indices) => this.texts.want(this.store, indices);
    this.facets = new Facets(this.codebook, this.codes, (changes) => this.change(changes));
    this.timeline = new Timeline(byId("timeline"), this.codebook.families, (from, to, done) => this.brush(from, to, done));
    this.table = new IncidentTable(byId("list-body"), (index) => this.chooseIncident(index), { onLook, localName: (name) => this.codes.names[name] ?? name });
    this.summary = new ListSummary(byId("list-summary"), { address: `${this.api}stats/sides/`, nameOf: (name) => this.codes.names[name] ?? name });
    this.detail = new DetailPanel(byId("detail-body"), { api: this.api, texts: content.dataset.texts, codebook: this.codebook, codes: this.codes, known: (uid) => this.itemOf(uid), onClose: () => this.change({ incident: "", room: "" }) });
    this.map = new IncidentMap(byId("map"), {
      onIncident: (index) => this.chooseIncident(index),
      onGroup: (indices) => this.narrowTo(indices),
      onRoom: (uid) => this.change({ room: uid, incident: "" }),
      onMove: (view) => this.rememberView(view),
      onLook,
      onFailure: (message) => this.say(message),
    });
    this.tools = new MapTools(byId("map-tools"), { map: this.map, api: this.api, onChange: (changes) => this.change(changes) });
    this.sheets = connectSheets(byId("sheet-tabs"), () => this.map.resize());
    this.connectControls();
  }

  connectControls() {
    const form = byId("filter-form");
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const [name, key] of [["date_from", "from"], ["date_to", "to"]]) {
      form.elements.namedItem(name).addEventListener("change", (event) => this.change({ [key]: event.target.value }));
    }
    byId("reset-filters").addEventListener("click", () => this.change(UNFILTERED));
    byId("show-unplaced").addEventListener("click", () => {
      this.change({ list: this.state.list === "unplaced" ? "" : "unplaced" });
      this.sheets.open("panel-list");
    });
    document.querySelector(".site-search")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.change({ q: byId("site-search").value.trim() });
    });
    connectViews(byId("open-views"), () => writeState(this.state).slice(1));
    const fold = byId("fold-timeline");
    fold.addEventListener("click", () => {
      const folded = byId("panel-timeline").classList.toggle("is-folded");
      fold.setAttribute("aria-expanded", String(!folded));
      this.map.resize();
    });
    addEventListener("popstate", () => {
      this.state = readState(location.search, this.codes);
      this.map.open(this.state.view, null);
      this.apply();
    });
  }

  /** Load everything, then show it. Failures are said on the map, with a way to try again. */
  async start() {
    this.map.open(this.state.view, this.regionBounds());
    this.viewGiven = Boolean(this.state.view);
    this.buildLegend("");
    this.map
      .loadContext(this.api)
      .then((derivation) => {
        this.buildLegend(derivation);
        this.timeline.setOpenings(this.map.openings());
        this.showSelection();
      })
      .catch((error) => this.say(error.message));
    if (this.proposals) this.map.loadProposals(this.proposals).catch((error) => this.say(error.message));
    try {
      this.loading = this.load();
      await this.loading;
    } catch (error) {
      byId("counts").textContent = gettext("The incidents could not be loaded.");
      this.say(error.message, () => location.reload());
    }
  }

  async load() {
    const { api, codebook, codes } = this;
    const areaOf = (name) => codes.areas.find((area) => area.name === name)?.value;
    const part = (store) => this.take(store);
    const told = { onChange: (uids) => this.takeChanges(uids), onStale: startAnew, onHeard: () => this.freshness.heard(), onMissed: () => this.freshness.missed() };
    const loaded = await loadStore({ api, codebook, codes, areaOf, onPart: part, told });
    if (loaded.builtAt) this.freshness.from(new Date(loaded.builtAt));
    else this.freshness.heard();
    this.complete = true;
    this.take(loaded.store);
    await this.applied;
    performance.mark("incidents-complete");
    if (loaded.changes) {
      await loaded.changes.catchUp().catch(() => this.freshness.missed());
      loaded.changes.follow();
    }
    await this.texts.idle;
    document.documentElement.dataset.ready = "yes";
  }

  /** Show a store, of which there may be more to come. */
  take(store) {
    if (this.store !== store) {
      this.store = store;
      this.selection = new Selection(store);
    }
    this.setRange();
    if (!this.viewGiven && store.size > 0) {
      this.map.openOn(store);
      this.viewGiven = true;
    }
    this.applied = this.apply();
  }

  takeChanges(uids) {
    this.finder.forget();
    this.setRange();
    if (uids.includes(this.state.incident)) this.shownKey = "";
    this.applied = this.apply();
  }

  /** The span of all dates, for the timeline. */
  setRange() {
    const { store } = this;
    if (this.rangeVersion === store.version) return;
    this.rangeVersion = store.version;
    let first = Infinity;
    let last = -Infinity;
    const { start } = store.columns;
    for (let row = 0; row < store.size; row += 1) {
      if (start[row] < first) first = start[row];
      if (start[row] > last) last = start[row];
    }
    if (first > last) first = last = Math.floor(Date.now() / 86_400_000);
    if (!this.timeline.range || first !== this.timeline.range[0] || last !== this.timeline.range[1]) this.timeline.setRange([first, last]);
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
    this.dragging = false;
    this.state = { ...this.state, ...changes };
    const target = writeState(this.state);
    if (target !== location.search) history.pushState(null, "", location.pathname + target);
    this.applied = this.apply();
  }

  /** Brush dates: while it lasts, the address stays. */
  brush(from, to, done) {
    const changes = { from: from === null ? "" : isoDay(from), to: to === null ? "" : isoDay(to) };
    if (done) {
      this.change(changes);
      return;
    }
    this.scope = null;
    this.dragging = true;
    this.state = { ...this.state, ...changes };
    beforeFrame(this.brushing);
  }

  rememberView(view) {
    this.state.view = view;
    this.legend?.showScale(view.zoom);
    history.replaceState(null, "", location.pathname + writeState(this.state));
  }

  async apply() {
    if (!this.store) return;
    const { state } = this;
    const plan = this.finder.plan(this.store, state, this.complete);
    if (plan.key !== (this.found?.key ?? "")) {
      const rows = plan.key ? await this.findRows(plan) : null;
      if (state !== this.state) return; // changed again while the search was under way
      this.found = { key: plan.key, rows, foreign: plan.foreign };
    }
    this.compute();
    if (!this.shownOnce) performance.mark("incidents-first");
    this.shownOnce = true;
    this.showControls();
    this.map.show(this.store, this.result);
    // While a brush is dragged, the list follows the map and the timeline a little later.
    if (this.dragging) this.showListLater();
    else {
      this.showList();
      this.showSelection();
    }
  }

  compute() {
    const { state, store } = this;
    const wrong = Boolean(state.from && state.to && state.from > state.to);
    update(byId("date-error"), { textContent: wrong ? gettext("The first day is after the last one: no incident can match.") : "" });
    this.result = this.selection.apply(this.wanted.of(store, state, this.found?.rows ?? null, this.found?.foreign ?? []), this.timeline.scale);
  }

  /** The rows of a plan of the finder; none where the server does not answer, which is said. */
  async findRows(plan) {
    this.failure = "";
    try {
      return await this.finder.rows(this.store, plan);
    } catch (error) {
      this.failure = error.message;
      return new Uint8Array(this.store.capacity);
    }
  }

  showControls() {
    const { state, result } = this;
    const form = byId("filter-form");
    update(form.elements.namedItem("date_from"), { value: state.from });
    update(form.elements.namedItem("date_to"), { value: state.to });
    update(byId("reset-filters"), { hidden: !isFiltered(state) });
    this.facets.show(this.store, state, result.countsOf);
    this.timeline.show(result.bins, state.from ? dayNumber(state.from) : null, state.to ? dayNumber(state.to) : null);
    this.showCounts();
    if (this.dragging) return; // a brush changes nothing of the rest until it ends
    if (byId("site-search")) byId("site-search").value = state.q;
    // The embedded map leads to the whole one as it is now.
    if (byId("embed-full")) byId("embed-full").search = writeState(state);
    this.tools.update(state);
    this.showPlaceFilter();
    const search = byId("search-filter");
    search.hidden = !state.q;
    search.textContent = fill(gettext("Text: %(words)s"), { words: `“${state.q}”` });
    showOthers(byId("other-filters"), state.others, (changes) => this.change(changes));
    showProblems(byId("address-problems"), state.problems, () => this.change({ problems: [] }));
  }

  /** What was drawn on the map, in words, with a way to take it away. */
  showPlaceFilter() {
    const { circle, polygon } = this.state;
    const line = byId("place-filter");
    line.hidden = !circle && !polygon;
    const words = [
      circle && fill(gettext("within %(km)s km of a point"), { km: localiseDigits(String(circle.km)) }),
      polygon && gettext("inside the drawn polygon"),
    ].filter(Boolean);
    line.replaceChildren(words.join(COMMA), " ", make("button", { type: "button", class: "link", onclick: () => this.change({ circle: null, polygon: null }) }, gettext("Take it away")));
  }

  /** Texts have come that the list or a tooltip waits for. */
  showTexts() {
    this.table.renderSoon();
    this.map.refreshTooltip();
  }

  showCounts() {
    const { found, unplaced } = this.result;
    const numbers = { shown: formatNumber(found), total: formatNumber(this.store.living), unplaced: formatNumber(unplaced) };
    const words = fill(ngettext("%(shown)s of %(total)s incident", "%(shown)s of %(total)s incidents", this.store.living), numbers);
    update(byId("counts"), { textContent: words });
    const switching = this.state.list === "unplaced" ? gettext("List all again") : fill(gettext("%(unplaced)s not on the map"), numbers);
    update(byId("show-unplaced"), { hidden: unplaced === 0, textContent: switching });
    const message = byId("map-message");
    if (found === 0) this.say(this.emptyText());
    else if (!message.dataset.failure) update(message, { hidden: true });
  }

  emptyText() {
    if (this.failure && this.found?.rows) return this.failure;
    if (this.store.living === 0) return gettext("No incident has been published yet.");
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
    this.summary.show(this.store, indices, indices === this.result.indices ? this.state : null, apiQuery(this.state).toString());
  }

  narrowTo(indices) {
    this.scope = Int32Array.from(indices);
    this.showList();
    this.sheets.open("panel-list");
  }

  chooseIncident(index) {
    const { scope } = this;
    this.change({ incident: this.store.uid(index), room: "" });
    if (scope) this.narrowTo(scope); // choosing within one place keeps the list of that place
    if (this.sheets.open("panel-detail")) byId("panel-detail").focus({ preventScroll: true });
  }

  /** What the columns know of an incident, once they are there; null where it is none of theirs. */
  async itemOf(uid) {
    await this.loading.catch(() => {});
    const row = this.store?.rowOf(uid) ?? -1;
    return row < 0 ? null : this.store.item(row);
  }

  showSelection() {
    const { incident, room } = this.state;
    const index = incident && this.store ? this.store.rowOf(incident) : -1;
    this.map.select(index);
    this.table.select(index);
    this.map.selectRoom(room);
    document.querySelector(".dashboard").classList.toggle("has-selection", Boolean(incident || room));
    const key = `${incident}|${room}`;
    const known = this.map.roomsByUid.get(room);
    if (key === this.shownKey || (room && !known)) return;
    const changed = this.shownKey === ""; // the same incident with other values: no reason to open what was closed
    this.shownKey = key;
    if (incident) this.detail.showIncident(incident);
    else if (known) this.detail.showRoom(known);
    else this.detail.showNothing();
    if ((incident || known) && !changed) this.sheets.open("panel-detail");
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

beginSnapshot(`${byId("content").dataset.api}snapshot/`);
new Dashboard(byId("content")).start();
