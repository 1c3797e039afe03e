/* The panel of what is selected: an incident with its evidence, or a joint operation room. */

import { isolate, make, outLink, skeleton } from "../dom.js";
import { fetchJson } from "../fetch.js";
import { formatDate, formatRange } from "../format.js";
import { COMMA, fill, gettext, settings } from "../i18n.js";
import { roomSign } from "../map/room-signs.js";
import { claimsByField, differingFigures, fieldEvidence } from "./evidence.js";

const VERIFICATION = {
  unverified: () => gettext("No accepted report stands behind it yet."),
  single_source: () => gettext("One owner's outlets report it; nobody independent does."),
  corroborated: () => gettext("Two or more sources of different ownership report it."),
  confirmed: () => gettext("A responsible party concedes it, or an editor has verified material."),
  disputed: () => gettext("Reports contradict each other on what happened, not only on figures."),
};

export class DetailPanel {
  /**
   * `codes` are the page's code lists; `known(uid)` promises what the list knows of an incident, or null; `onClose` is called
   * when the reader closes the panel; `api` and `texts` are addresses.
   */
  constructor(element, { api, texts, codebook, codes, known, onClose }) {
    Object.assign(this, { element, api, texts, codebook, codes, known, onClose, names: codes.names });
    this.showNothing();
    element.addEventListener("keydown", (event) => event.key === "Escape" && this.onClose());
  }

  showNothing() {
    this.request?.abort();
    this.element.replaceChildren(
      make("p", { class: "empty" }, gettext("Choose an incident on the map or in the list to see what is known and who says so.")),
    );
  }

  /** Show an incident: what the list knows at once, the evidence when it has come. */
  async showIncident(uid) {
    this.request?.abort();
    this.request = new AbortController();
    const { signal } = this.request;
    this.element.replaceChildren(this.closeButton(), skeleton(6, gettext("Loading …")));
    try {
      const [incident, place] = await Promise.all([fetchJson(`${this.api}incidents/${encodeURIComponent(uid)}/`, { signal }), this.localPlace(uid, signal)]);
      this.names = { ...this.codes.names, ...(place && { [incident.location.name]: place }) };
      if (!signal.aborted) this.element.replaceChildren(this.closeButton(), ...this.incidentParts(incident));
    } catch (error) {
      if (error.name === "AbortError") return;
      const message = error.status === 404 ? gettext("This incident is not (or no longer) public.") : error.message;
      const known = error.status === 0 ? await this.known(uid) : null;
      if (signal.aborted) return;
      this.element.replaceChildren(this.closeButton(), ...(known ? this.outline(known) : []), this.failure(message, () => this.showIncident(uid)));
    }
  }

  /** The name of an incident's place in the page's language, "" where there is none of its own. */
  async localPlace(uid, signal) {
    if (settings.language.startsWith("en")) return "";
    const found = await fetchJson(`${this.texts}?uid=${encodeURIComponent(uid)}`, { signal }).catch(() => ({}));
    return found[uid]?.place ?? "";
  }

  /** Where a page of this site is, below the place that the API has. */
  page(path) {
    return this.api.replace(/api\/v1\/$/, "") + path;
  }

  evidence(field, claims) {
    return fieldEvidence(field, claims, this.words);
  }

  get words() {
    return { subType: (code) => this.subTypeLabel(code), name: (name) => this.names[name] ?? name };
  }

  /** What is known of an incident without its evidence. */
  outline(item) {
    return [
      make("p", { class: "kicker" }, item.subType.label),
      make("h3", { class: "detail-title" }, isolate(item.title || item.subType.label)),
      make(
        "dl",
        { class: "facts" },
        fact(gettext("When"), formatDate(item.dateStart, item.dateEnd, item.datePrecision)),
        fact(gettext("Where"), isolate(item.place || item.district || item.governorate)),
        fact(gettext("Killed"), formatRange(item.killed)),
      ),
    ];
  }

  failure(message, retry) {
    return make("div", { class: "error-box", role: "alert" }, make("p", {}, message), make("button", { type: "button", onclick: retry }, gettext("Try again")));
  }

  closeButton() {
    return make("button", { type: "button", class: "close", "aria-label": gettext("Close details"), onclick: () => this.onClose() }, "×");
  }

  subTypeLabel(code) {
    return this.codebook.subTypes[this.codebook.subTypeIndex.get(code)]?.label ?? code;
  }

  incidentParts(incident) {
    const family = this.codebook.families[this.codebook.familyIndex.get(incident.event_type)];
    const evidence = claimsByField(incident.reports ?? []);
    return [
      make("p", { class: "kicker" }, make("span", { class: `swatch family-${family.slug}`, "aria-hidden": "true" }), ` ${this.subTypeLabel(incident.sub_event_type)} · ${family.label} · `, isolate(incident.code)),
      make("h3", { class: "detail-title" }, make("a", { href: incident.url, dir: "auto" }, incident.title)),
      incident.summary && make("p", { class: "summary", dir: "auto" }, incident.summary),
      make("dl", { class: "facts" }, this.facts(incident, evidence)),
      make("h3", {}, gettext("Who says so")),
      ...(evidence.size > 0
        ? [...evidence].map(([field, claims]) => this.evidence(field, claims))
        : [make("p", { class: "muted" }, gettext("No report with claims stands behind this incident yet."))]),
      ...this.together(incident.groups ?? []),
      sourceList(incident.sources ?? []),
      make("p", {}, make("a", { href: incident.url }, gettext("Page of this incident"))),
    ].filter(Boolean);
  }

  facts(incident, evidence) {
    const { location } = incident;
    const named = [location.name, location.district, location.governorate].filter(Boolean).map((name) => this.names[name] ?? name);
    const where = [...new Set(named)].join(COMMA);
    const precision = fill(gettext("precision: %(precision)s"), { precision: this.codes.location_precision[location.precision] });
    const rows = [
      [gettext("When"), [make("time", { datetime: incident.date_start, title: `${incident.date_start}/${incident.date_end}` }, formatDate(incident.date_start, incident.date_end, incident.date_precision)), incident.date_precision !== "day" && make("span", { class: "muted" }, " ", fill(gettext("(known to the %(precision)s)"), { precision: this.codes.date_precision[incident.date_precision] }))]],
      [gettext("Where"), [make("span", { dir: "auto" }, location.precision === "near" ? fill(gettext("near %(place)s"), { place: where }) : where), make("span", { class: "muted" }, ` (${precision})`), location.longitude === null && make("span", { class: "muted" }, " · ", gettext("no point on the map"))]],
      ...this.actors(incident.actors ?? []),
      [gettext("Killed"), [formatRange(incident.killed), differingFigures("killed", evidence.get("killed") ?? [], this.words)]],
      [gettext("Wounded"), [formatRange(incident.wounded), differingFigures("wounded", evidence.get("wounded") ?? [], this.words)]],
      [gettext("Captured"), [formatRange(incident.captured), differingFigures("captured", evidence.get("captured") ?? [], this.words)]],
      incident.claimed_by && [gettext("Claimed by"), [this.actorLink(incident.claimed_by, this.names[incident.claimed_by])]],
      incident.room && [gettext("Joint operation room"), [make("a", { href: this.page(`rooms/${incident.room.uid}/`), dir: "auto" }, incident.room.name)]],
      [gettext("Verification"), [make("strong", {}, this.codes.verification[incident.verification]), make("span", { class: "muted" }, " ", VERIFICATION[incident.verification]())]],
    ];
    return rows.filter(Boolean).map(([label, content]) => make("div", {}, make("dt", {}, label), make("dd", {}, content)));
  }

  actors(actors) {
    const roles = new Map();
    for (const actor of actors) roles.set(actor.role, [...(roles.get(actor.role) ?? []), actor]);
    return [...roles].map(([role, members]) => [capitalise(this.codes.roles[role]), [make("ul", { class: "plain" }, members.map((actor) => this.actorItem(actor)))]]);
  }

  actorLink(name, localName) {
    return make("a", { href: this.page(`actors/?name=${encodeURIComponent(name)}`), dir: "auto" }, localName || name);
  }

  actorItem(actor) {
    const own = [
      [gettext("killed"), actor.killed],
      [gettext("wounded"), actor.wounded],
      [gettext("captured"), actor.captured],
    ].filter(([, range]) => range);
    const figures = own.map(([label, range]) => ` · ${label} ${formatRange(range)}`).join("");
    return make("li", {}, this.actorLink(actor.name, actor[`name_${settings.language}`]), figures);
  }

  together(groups) {
    if (groups.length === 0) return [];
    const items = groups.flatMap((group) => group.claims.map((claim) => ({ claim, report: { outlet: "", url: claim.source_url, language: "", date: null } })));
    return [
      make("h3", {}, gettext("Figures given for several incidents together")),
      make("p", { class: "muted" }, gettext("These are not counted as this incident's own figures.")),
      ...items.map((item) => this.evidence(item.claim.field, [item])),
    ];
  }

  /** Show a room from its GeoJSON properties. */
  showRoom(room) {
    this.request?.abort();
    const phases = [...room.phases].sort((one, other) => one.date_start.localeCompare(other.date_start));
    const name = room[`name_${settings.language}`] || room.name;
    this.element.replaceChildren(
      this.closeButton(),
      make("p", { class: "kicker" }, roomSign(phases.at(-1)?.phase ?? "", 18), " ", gettext("Joint operation room")),
      make("h3", { class: "detail-title" }, make("a", { href: room.url, dir: "auto" }, name)),
      make(
        "dl",
        { class: "facts" },
        fact(gettext("Where"), make("span", { dir: "auto" }, room.place_name)),
        room.status_note && fact(gettext("Status as reported"), make("span", { dir: "auto" }, room.status_note)),
        fact(gettext("Forces"), room.forces.length ? make("ul", { class: "plain" }, room.forces.map((force) => make("li", { dir: "auto" }, force.name))) : gettext("not reported")),
        fact(gettext("Staffing"), make("span", { dir: "auto" }, room.staffing || gettext("not reported"))),
      ),
      make("h3", {}, gettext("Phases")),
      make("ol", { class: "phases" }, phases.map((phase) => this.phaseItem(phase))),
      make("p", {}, make("a", { href: room.url }, gettext("Page of this room, with where reports differ"))),
    );
  }

  phaseItem(phase) {
    return make(
      "li",
      {},
      make("p", { class: "phase-date" }, formatDate(phase.date_start, phase.date_end, phase.date_precision)),
      make("p", {}, make("strong", {}, capitalise(this.codes.phases[phase.phase])), phase.note && [": ", make("span", { dir: "auto" }, phase.note)]),
      phase.source_url && make("p", { class: "claim-source" }, outLink(phase.source_url, hostOf(phase.source_url))),
    );
  }
}

function fact(label, ...content) {
  return make("div", {}, make("dt", {}, label), make("dd", {}, ...content));
}

function sourceList(sources) {
  if (sources.length === 0) return null;
  return make(
    "section",
    {},
    make("h3", {}, gettext("Sources")),
    make("ul", { class: "sources" }, sources.map((source) => make("li", {}, outLink(source.url, source.outlet || source.url), source.date && `${COMMA}${formatDate(source.date, source.date, "day")}`))),
  );
}

function hostOf(url) {
  return URL.canParse(url) ? new URL(url).host : url;
}

function capitalise(text) {
  return text ? text[0].toLocaleUpperCase(settings.language) + text.slice(1) : "";
}
