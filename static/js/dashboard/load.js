/* Incidents from the API, page by page, newest first. */

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

/** Return the uids of the incidents that a text search finds. */
export async function searchUids(api, q) {
  const features = await loadFeatures(`${api}incidents.geojson?q=${encodeURIComponent(q)}`);
  return features.map((feature) => feature.properties.uid);
}
