/* What the page shows, kept in its address with the API's own parameter names: shareable, and back goes back. */

import { BANDS } from "../data/store.js";

const LISTS = new Set(["unplaced"]);
const SHADES = new Set(["heat", "districts"]);
/** The facets whose values stand in the address under these names, and with "not_" before them where excluded. */
export const FACETS = ["perpetrator", "target", "area", "verification", "source"];
export const UNFILTERED = {
  from: "",
  to: "",
  q: "",
  families: [],
  subTypes: [],
  bands: [],
  facets: Object.fromEntries(FACETS.map((name) => [name, { chosen: [], excluded: [] }])),
  circle: null,
  polygon: null,
  others: [],
  problems: [],
  list: "",
};
const FACET_NAMES = FACETS.flatMap((name) => [name, `not_${name}`]);
const SHOWN = new Set(["date_from", "date_to", "q", "event_type", "sub_event_type", "killed", "killed_min", "killed_max", "near", "radius_km", "within", ...FACET_NAMES]);
const OWN = new Set(["incident", "joint_room", "list", "shade", "view"]);

/**
 * Read a state from a query string. `known` are the code lists: filters (the API's names), families and verification.
 * What no panel shows is in `others`, as [{name, value}]; names of what is not understood are in `problems`.
 */
export function readState(search, known) {
  const query = new URLSearchParams(search);
  const others = [];
  const problems = [];
  const many = (name) => query.getAll(name).flatMap((value) => value.split(/,(?! )/)).filter(Boolean);
  const keep = (name) => others.push(...query.getAll(name).map((value) => ({ name, value })));
  /** Read one value; what is there and can't be read is a problem, or asked of the server. */
  const read = (reader, names, otherwise) => {
    const value = reader(...names.map((name) => query.get(name)));
    if (!value) for (const name of names) if (query.has(name)) otherwise(name);
    return value;
  };
  const complain = (name) => problems.push(name);
  const ofList = (name, values) => many(name).filter((value) => values.includes(value) || (problems.push(`${name}=${value}`), false));
  for (const name of new Set(query.keys())) {
    if (SHOWN.has(name) || OWN.has(name)) continue;
    if (known.filters.includes(name)) keep(name);
    else problems.push(name);
  }
  const facets = Object.fromEntries(FACETS.map((name) => [name, { chosen: many(name), excluded: many(`not_${name}`) }]));
  const verifications = Object.keys(known.verification);
  facets.verification = { chosen: ofList("verification", verifications), excluded: ofList("not_verification", verifications) };
  return {
    from: read(isoDate, ["date_from"], complain),
    to: read(isoDate, ["date_to"], complain),
    q: query.get("q")?.trim() ?? "",
    families: ofList("event_type", known.families.map((family) => family.value)),
    subTypes: ofList("sub_event_type", known.families.flatMap((family) => family.sub_types.map((item) => item.value))),
    bands: readBands(query, keep),
    facets,
    circle: read(readCircle, ["near", "radius_km"], complain),
    polygon: read(readPolygon, ["within"], keep),
    incident: query.get("incident") ?? "",
    room: query.get("joint_room") ?? "",
    list: LISTS.has(query.get("list")) ? query.get("list") : "",
    shade: SHADES.has(query.get("shade")) ? query.get("shade") : "",
    view: readView(query.get("view")),
    others,
    problems,
  };
}

function isoDate(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? "")) return "";
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : "";
}

function readView(text) {
  const [zoom, latitude, longitude] = (text ?? "").split("/").map(Number);
  const good = text && [zoom, latitude, longitude].every(Number.isFinite) && Math.abs(latitude) <= 85;
  return good ? { zoom, latitude, longitude } : null;
}

function readCircle(near, radius) {
  const [longitude, latitude] = (near ?? "").split(",").map(Number);
  const km = Number(radius);
  return near && [longitude, latitude, km].every(Number.isFinite) && km > 0 ? { longitude, latitude, km } : null;
}

/** The ring of a GeoJSON polygon without holes, without its closing point, or null. */
function readPolygon(text) {
  try {
    const geometry = JSON.parse(text ?? "null");
    const ring = geometry?.type === "Polygon" && geometry.coordinates.length === 1 && geometry.coordinates[0];
    const good = Array.isArray(ring) && ring.length > 3 && ring.every((point) => point.length === 2 && point.every(Number.isFinite));
    return good ? ring.slice(0, -1) : null;
  } catch {
    return null;
  }
}

const KNOWN_BANDS = BANDS.filter((band) => band.min !== null);

/** Bands by name, or those that the API's limits mean; `keep(name)` is told of what is no band of ours. */
function readBands(query, keep) {
  const named = query.getAll("killed").flatMap((text) => text.split(","));
  const limits = ["killed_min", "killed_max"].filter((name) => query.has(name));
  if (named.length > 0) {
    for (const name of limits) keep(name);
    if (named.every((value) => BANDS.some((band) => band.value === value))) return named;
    keep("killed");
    return [];
  }
  if (limits.length === 0) return [];
  const from = Number(query.get("killed_min") ?? 0);
  const to = Number(query.get("killed_max") ?? Infinity);
  const bands = KNOWN_BANDS.filter((band) => band.min >= from && (band.max ?? Infinity) <= to).map((band) => band.value);
  const meant = limitsOf(bands);
  if (meant?.min === from && (meant.max ?? Infinity) === to) return bands;
  for (const name of limits) keep(name);
  return [];
}

/** The API's limits for bands that follow each other, null for others. */
function limitsOf(bands) {
  const indices = KNOWN_BANDS.map((band, index) => (bands.includes(band.value) ? index : -1)).filter((index) => index >= 0);
  if (indices.length !== bands.length || indices.length === 0 || indices.at(-1) - indices[0] !== indices.length - 1) return null;
  return { min: KNOWN_BANDS[indices[0]].min, max: KNOWN_BANDS[indices.at(-1)].max };
}

/** Add what is chosen and excluded in a facet to a query, with the API's names. */
export function facetQuery(query, name, { chosen, excluded }) {
  for (const value of chosen) query.append(name, value);
  for (const value of excluded) query.append(`not_${name}`, value);
}

/** The filters of a state as a query of the API. */
export function apiQuery(state) {
  const query = new URLSearchParams();
  if (state.from) query.set("date_from", state.from);
  if (state.to) query.set("date_to", state.to);
  for (const family of state.families) query.append("event_type", family);
  for (const subType of state.subTypes) query.append("sub_event_type", subType);
  for (const name of FACETS) facetQuery(query, name, state.facets[name]);
  const limits = limitsOf(state.bands);
  if (limits) {
    query.set("killed_min", limits.min);
    if (limits.max !== null) query.set("killed_max", limits.max);
  } else for (const band of state.bands) query.append("killed", band);
  if (state.circle) {
    query.set("near", `${state.circle.longitude},${state.circle.latitude}`);
    query.set("radius_km", state.circle.km);
  }
  if (state.polygon) query.set("within", JSON.stringify({ type: "Polygon", coordinates: [[...state.polygon, state.polygon[0]]] }));
  if (state.q) query.set("q", state.q);
  for (const { name, value } of state.others) query.append(name, value);
  return query;
}

/** Write a state as a query string, "" for none of it. */
export function writeState(state) {
  const query = apiQuery(state);
  if (state.list) query.set("list", state.list);
  if (state.shade) query.set("shade", state.shade);
  if (state.incident) query.set("incident", state.incident);
  if (state.room) query.set("joint_room", state.room);
  if (state.view) {
    const { zoom, latitude, longitude } = state.view;
    query.set("view", `${zoom}/${latitude.toFixed(4)}/${longitude.toFixed(4)}`);
  }
  const text = query.toString().replaceAll("%2F", "/");
  return text ? `?${text}` : "";
}

/** Whether any filter is set. */
export function isFiltered(state) {
  const { facets } = state;
  const faceted = FACETS.some((name) => facets[name].chosen.length > 0 || facets[name].excluded.length > 0);
  return Boolean(state.from || state.to || state.q || state.families.length || state.subTypes.length || state.bands.length || state.circle || state.polygon || state.others.length || faceted);
}

/**
 * Choose sub types (a set of indices): whole families are written as families, but never both kinds at once,
 * since the API joins different parameters with "and".
 */
export function describeChoice(codebook, chosen) {
  const chosenOf = codebook.families.map((family, index) =>
    codebook.subTypes.filter((item, position) => item.family === index && chosen.has(position)),
  );
  const whole = chosenOf.every((items, index) => items.length === 0 || items.length === codebook.families[index].sub_types.length);
  if (whole) {
    return { families: codebook.families.filter((_family, index) => chosenOf[index].length > 0).map((family) => family.value), subTypes: [] };
  }
  return { families: [], subTypes: chosenOf.flat().map((item) => item.value) };
}

/** The chosen sub types of a state as a set of indices, or null where all are. Unknown values are left out. */
export function chosenSubTypes(codebook, state) {
  if (state.families.length === 0 && state.subTypes.length === 0) return null;
  const chosen = new Set();
  codebook.subTypes.forEach((item, index) => {
    const inFamily = state.families.length === 0 || state.families.includes(codebook.families[item.family].value);
    const inTypes = state.subTypes.length === 0 || state.subTypes.includes(item.value);
    if (inFamily && inTypes) chosen.add(index);
  });
  return chosen;
}
