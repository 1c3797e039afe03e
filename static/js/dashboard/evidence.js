/* Claims by field: each value with its words, its source and whom it is attributed to. */

import { isolate, make, outLink } from "../dom.js";
import { formatDate, formatRange } from "../format.js";
import { COMMA, fill, gettext } from "../i18n.js";

/** The fields of claims, in the order in which they are read; the labels are texts of the catalogue. */
export const FIELDS = {
  sub_event_type: () => gettext("Event type"),
  date: () => gettext("Date"),
  place: () => gettext("Place"),
  perpetrator: () => gettext("Perpetrator"),
  target: () => gettext("Target"),
  participant: () => gettext("Participant"),
  killed: () => gettext("Killed"),
  wounded: () => gettext("Wounded"),
  captured: () => gettext("Captured"),
  claimed_by: () => gettext("Claimed by"),
};
const ACTORS = new Set(["perpetrator", "target", "claimed_by"]);
const CASUALTIES = new Set(["killed", "wounded", "captured"]);

/** Return Map(field → [{claim, report}]) of an incident's reports, in reading order. */
export function claimsByField(reports) {
  const found = new Map(Object.keys(FIELDS).map((field) => [field, []]));
  for (const report of reports) {
    for (const claim of report.claims) found.get(claim.field)?.push({ claim, report });
  }
  return new Map([...found].filter(([, claims]) => claims.length > 0));
}

/**
 * Whether claims of one field contradict each other. Of what has one value: whether there are two, about the whole
 * or about the same side. Of actors, of whom a report may name several: whether two reports have none in common.
 */
export function contradict(field, claims) {
  if (field === "participant") return false;
  const actors = ACTORS.has(field);
  const values = new Map();
  for (const { claim, report } of claims) {
    const key = actors ? report : (claim.value.who ?? "");
    const value = actors ? claim.value.actor : JSON.stringify(Object.entries(claim.value).filter(([name]) => name !== "note").sort());
    values.set(key, (values.get(key) ?? new Set()).add(value));
  }
  const sets = [...values.values()];
  if (!actors) return sets.some((different) => different.size > 1);
  return sets.some((one, index) => sets.slice(index + 1).some((other) => ![...one].some((actor) => other.has(actor))));
}

/** Return the figures of one kind that contradict each other, of the whole or of one side, in one line; else null. */
export function differingFigures(field, claims, words) {
  const side = ({ claim }) => claim.value.who ?? "";
  const apart = claims.filter((item) => contradict(field, claims.filter((other) => side(other) === side(item))));
  if (apart.length === 0) return null;
  const parts = apart.flatMap((item, index) => [
    index > 0 && " · ",
    isolate(describeValue(field, item.claim.value, words)),
    COMMA,
    isolate(item.claim.attributed_to || item.report.outlet),
  ]);
  return make("span", { class: "differing" }, gettext("reports differ:"), " ", parts);
}

/** A claim's value in words; `words` are functions that translate: {subType(code), name(of a place or actor)}. */
export function describeValue(field, value, words) {
  if (field === "sub_event_type") return words.subType(value.code);
  if (field === "date") return formatDate(value.start, value.end, value.precision);
  if (field === "place") {
    const named = [value.name, value.district, value.governorate].filter(Boolean).map((name) => words.name(name));
    const names = [...new Set(named)].join(COMMA);
    return value.precision === "near" ? fill(gettext("near %(place)s"), { place: names }) : names;
  }
  if (CASUALTIES.has(field)) {
    const figure = formatRange(value);
    return value.who ? fill(gettext("%(figure)s (%(who)s)"), { figure, who: words.name(value.who) }) : figure;
  }
  return words.name(value.actor ?? "");
}

/** Return the evidence of one field as an element. */
export function fieldEvidence(field, claims, words) {
  const sideBySide = contradict(field, claims);
  return make(
    "section",
    { class: "field-evidence" },
    make("h4", {}, FIELDS[field](), sideBySide && make("span", { class: "conflict-note" }, gettext("reports differ"))),
    make("ul", { class: `claims${sideBySide ? " side-by-side" : ""}` }, claims.map((item) => claimItem(item, field, words))),
  );
}

function claimItem({ claim, report }, field, words) {
  const language = report.language && report.language !== "und" ? report.language : null;
  return make(
    "li",
    { class: `claim${claim.value.who ? " about-part" : ""}` },
    make("p", { class: "claim-value", dir: "auto" }, describeValue(field, claim.value, words)),
    claim.quote && make("blockquote", { dir: "auto", lang: language }, claim.quote),
    make(
      "p",
      { class: "claim-source" },
      outLink(claim.source_url || report.url, report.outlet || report.url),
      report.date && `${COMMA}${formatDate(report.date, report.date, "day")}`,
      claim.attributed_to && make("span", { class: "attribution" }, ...splitAround(gettext("according to %(who)s"), claim.attributed_to)),
    ),
  );
}

/** Put a value of unknown direction into a translated sentence. */
function splitAround(sentence, value) {
  const [before, after = ""] = sentence.split("%(who)s");
  return [before, isolate(value), after];
}
