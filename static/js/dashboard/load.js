/* The data's way into the page: what the cache has at once, else the snapshot as it comes, else GeoJSON; then changes. */

import { Changes } from "../data/changes.js";
import { appendFeature, loadFeatures } from "../data/features.js";
import { appendBatch, currentManifest, firstSnapshot, readSnapshot } from "../data/snapshot.js";
import { Store } from "../data/store.js";

const SHOW_EVERY = 700; // ms between two looks at what has come

const nextFrame = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Load everything. `onPart(store)` is called whenever more of it can be shown, `told` is what
 * Changes takes. Returns {store, changes, builtAt: when the snapshot was built}, the last two only where there is one.
 */
export async function loadStore({ api, codebook, codes, areaOf, onPart, told }) {
  const address = `${api}snapshot/`;
  const verifications = Object.keys(codes.verification);
  const { kept, manifest, file } = await firstSnapshot(address);
  if (!manifest) {
    const features = await loadFeatures(`${api}incidents.geojson`);
    const store = new Store(codebook, verifications, features.length);
    store.hasSources = false;
    for (const feature of features) appendFeature(store, feature, areaOf);
    store.changed();
    return { store, builtAt: null };
  }
  const store = new Store(codebook, verifications, manifest.rows);
  let shownAt = -Infinity;
  const take = async (batch) => {
    appendBatch(store, batch);
    store.changed();
    if (performance.now() - shownAt < SHOW_EVERY) return;
    onPart(store);
    await nextFrame();
    shownAt = performance.now();
  };
  await readSnapshot(address, manifest, take, file);
  const changes = new Changes(store, manifest.changes_since, told);
  if (kept) refresh(address, kept);
  return { store, builtAt: manifest.built_at, changes };
}

/** Fetch a newer snapshot into the cache, for the next visit; without a network, the kept one stays. */
async function refresh(address, kept) {
  try {
    const manifest = await currentManifest(address);
    if (manifest && manifest.name !== kept.name) await readSnapshot(address, manifest, () => {});
  } catch {
    // The next visit tries again.
  }
}

/** Forget what the cache keeps, and begin anew. */
export async function startAnew() {
  for (const name of (await globalThis.caches?.keys()) ?? []) if (name.startsWith("hamrin-snapshot")) await caches.delete(name);
  location.reload();
}
