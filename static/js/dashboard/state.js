/* What the page shows, kept in its address with the API's own parameter names: shareable, and back goes back. */

const LISTS = new Set(["unplaced"]);

/** Read {from, to, q, families, subTypes, incident, room, list, view} from a query string. */
export function readState(search = location.search) {
  const query = new URLSearchParams(search);
  const many = (name) => query.getAll(name).flatMap((value) => value.split(",")).filter(Boolean);
  return {
    from: isoDate(query.get("date_from")),
    to: isoDate(query.get("date_to")),
    q: query.get("q")?.trim() ?? "",
    families: many("event_type"),
    subTypes: many("sub_event_type"),
    incident: query.get("incident") ?? "",
    room: query.get("joint_room") ?? "",
    list: LISTS.has(query.get("list")) ? query.get("list") : "",
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

/** Write a state as a query string, "" for none of it. */
export function writeState(state) {
  const query = new URLSearchParams();
  if (state.from) query.set("date_from", state.from);
  if (state.to) query.set("date_to", state.to);
  for (const family of state.families) query.append("event_type", family);
  for (const subType of state.subTypes) query.append("sub_event_type", subType);
  if (state.q) query.set("q", state.q);
  if (state.list) query.set("list", state.list);
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
  return Boolean(state.from || state.to || state.q || state.families.length || state.subTypes.length);
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
