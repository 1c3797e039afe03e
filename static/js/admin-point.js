/* The admin's point picker: our map beside longitude and latitude; a chosen place of the gazetteer fills both. */

import { fetchJson } from "./fetch.js";
import { PointMap } from "./review/point-map.js";

const MANY = 1000;
const VAGUE = ["district", "governorate"];
const TYPED = "input";

const field = (name) => document.getElementById(`id_${name}`);

/** Put the map into the fieldset that holds the two numbers, and connect it; return null without them. */
function connectMap(element) {
  const inputs = { longitude: field("longitude"), latitude: field("latitude") };
  const fieldset = inputs.longitude?.closest("fieldset.point-picker");
  if (!fieldset || !inputs.latitude) return null;
  fieldset.append(element);
  element.hidden = false;
  const map = new PointMap(element, inputs);
  for (const input of Object.values(inputs)) input.addEventListener(TYPED, () => map.read());
  return map;
}

/** Ask the gazetteer for a place by the text of its option, which may be "name, district". */
async function findPlace(url, key, text) {
  const names = new Set([text, text.slice(0, text.lastIndexOf(","))]);
  for (const name of names) {
    if (!name.trim()) continue;
    const answer = await fetchJson(`${url}?limit=${MANY}&q=${encodeURIComponent(name)}`);
    const place = answer.results.find((row) => String(row.id) === key);
    if (place) return place;
  }
  return null;
}

function fill(place, map) {
  const vague = VAGUE.includes(field("location_precision")?.value);
  for (const [name, value] of [["place_name", place.name], ["district", place.district], ["governorate", place.governorate]]) {
    if (field(name)) field(name).value = value;
  }
  map.set(vague ? null : { lng: place.longitude, lat: place.latitude });
}

function connectPlace(element, map) {
  const select = field("place");
  const jquery = globalThis.django?.jQuery;
  if (!select || !jquery) return;
  // Select2 tells of a choice through jQuery alone.
  jquery(select).on("change", async () => {
    const key = select.value;
    if (!key) return;
    const place = await findPlace(element.dataset.places, key, select.selectedOptions[0].text.trim()).catch(() => null);
    if (place && select.value === key) fill(place, map);
  });
}

const element = document.getElementById("admin-point");
const map = element && connectMap(element);
if (map) connectPlace(element, map);
