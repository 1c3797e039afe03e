/* Incidents from the API's GeoJSON, page by page: where there is no snapshot yet. */

import { fetchJson } from "../fetch.js";

/** Return all features at an address and at the "next" ones that follow it. */
export async function loadFeatures(url) {
  const features = [];
  let next = url;
  while (next) {
    const page = await fetchJson(next);
    for (const feature of page.features) features.push(feature);
    next = page.next;
  }
  return features;
}

/** Append a feature to a store. `areaOf` gives the key of a district by its name, undefined where it is unknown. */
export function appendFeature(store, { geometry, properties }, areaOf) {
  const [longitude, latitude] = geometry ? geometry.coordinates : [null, null];
  const area = areaOf(properties.district);
  store.append({
    uid: properties.uid,
    longitude,
    latitude,
    dateStart: properties.date_start,
    dateEnd: properties.date_end,
    datePrecision: properties.date_precision,
    subType: properties.sub_event_type,
    precision: properties.precision,
    verification: properties.verification,
    district: properties.district,
    governorate: properties.governorate,
    killed: { low: properties.killed_low, best: properties.killed_best, high: properties.killed_high },
    perpetrator: properties.perpetrators,
    target: properties.targets,
    area: area ? [area] : [],
    source: [],
    title: properties.title,
    place: properties.place,
  });
}

/** Return the uids of the incidents that a query of the API finds. Throws an Error for people. */
export async function findUids(api, query) {
  const answer = await fetch(`${api}incidents.csv?fields=uid&${query}`).catch(() => null);
  if (!answer?.ok) {
    // The other format says what is wrong with the question.
    const features = await loadFeatures(`${api}incidents.geojson?${query}`);
    return features.map((feature) => feature.properties.uid);
  }
  return (await answer.text()).split(/\r?\n/).slice(1).filter(Boolean);
}
