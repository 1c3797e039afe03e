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
  list: "",
};

/** Read a state from a query string. */
export function readState(search = location.search) {
  const query = new URLSearchParams(search);
  const many = (name) => query.getAll(name).flatMap((value) => value.split(/,(?! )/)).filter(Boolean);
  return {
    from: isoDate(query.get("date_from")),
    to: isoDate(query.get("date_to")),
    q: query.get("q")?.trim() ?? "",
    families: many("event_type"),
    subTypes: many("sub_event_type"),
    bands: readBands(many("killed"), query.get("killed_min"), query.get("killed_max")),
    facets: Object.fromEntries(FACETS.map((name) => [name, { chosen: many(name), excluded: many(`not_${name}`) }])),
    circle: readCircle(query.get("near"), query.get("radius_km")),
    polygon: readPolygon(query.get("within")),
    incident: query.get("incident") ?? "",
    room: query.get("joint_room") ?? "",
    list: LISTS.has(query.get("list")) ? query.get("list") : "",
    shade: SHADES.has(query.get("shade")) ? query.get("shade") : "",
    view: readView(query.get("view")),
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

/** The ring of a GeoJSON polygon, without its closing point, or null. */
function readPolygon(text) {
  try {
    const ring = JSON.parse(text ?? "null")?.coordinates?.[0];
    const good = Array.isArray(ring) && ring.length > 3 && ring.every((point) => point.length === 2 && point.every(Number.isFinite));
    return good ? ring.slice(0, -1) : null;
  } catch {
    return null;
  }
}

const KNOWN_BANDS = BANDS.filter((band) => band.min !== null);

/** Bands by name, or those that the API's limits mean. */
function readBands(named, least, most) {
  if (named.length > 0) return named.filter((value) => BANDS.some((band) => band.value === value));
  if (least === null && most === null) return [];
  const from = least === null ? 0 : Number(least);
  const to = most === null ? Infinity : Number(most);
  return KNOWN_BANDS.filter((band) => band.min >= from && (band.max ?? Infinity) <= to).map((band) => band.value);
}

/** The API's limits for bands that follow each other, null for others. */
export function limitsOf(bands) {
  const indices = KNOWN_BANDS.map((band, index) => (bands.includes(band.value) ? index : -1)).filter((index) => index >= 0);
  if (indices.length !== bands.length || indices.length === 0 || indices.at(-1) - indices[0] !== indices.length - 1) return null;
  return { min: KNOWN_BANDS[indices[0]].min, max: KNOWN_BANDS[indices.at(-1)].max };
}

/** The filters of a state with the API's names; what the API has no name for is left out and reported by `complete`. */
export function apiQuery(state) {
  const query = new URLSearchParams();
  let complete = true;
  if (state.from) query.set("date_from", state.from);
  if (state.to) query.set("date_to", state.to);
  for (const family of state.families) query.append("event_type", family);
  for (const subType of state.subTypes) query.append("sub_event_type", subType);
  for (const name of FACETS) {
    for (const value of state.facets[name].chosen) query.append(name, value);
    if (state.facets[name].excluded.length > 0) complete = false;
  }
  const limits = limitsOf(state.bands);
  if (limits) {
    query.set("killed_min", limits.min);
    if (limits.max !== null) query.set("killed_max", limits.max);
  } else if (state.bands.length > 0) complete = false;
  if (state.circle) {
    query.set("near", `${state.circle.longitude},${state.circle.latitude}`);
    query.set("radius_km", state.circle.km);
  }
  if (state.polygon) query.set("within", JSON.stringify({ type: "Polygon", coordinates: [[...state.polygon, state.polygon[0]]] }));
  if (state.q) query.set("q", state.q);
  return { query, complete };
}

/** Write a state as a query string, "" for none of it. */
export function writeState(state) {
  const { query } = apiQuery(state);
  for (const name of FACETS) for (const value of state.facets[name].excluded) query.append(`not_${name}`, value);
  if (state.bands.length > 0 && !limitsOf(state.bands)) for (const band of state.bands) query.append("killed", band);
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
  return Boolean(state.from || state.to || state.q || state.families.length || state.subTypes.length || state.bands.length || state.circle || state.polygon || faceted);
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
