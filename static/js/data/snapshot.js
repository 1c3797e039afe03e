/* The snapshot's columns into the store, batch by batch as they come, and kept in the browser's cache. */

import { fetchJson } from "../fetch.js";
import { worldX, worldY } from "../map/mercator.js";
import { ArrowReader, isValid } from "./arrow.js";
import { DATE_PRECISIONS, LISTS, NOT_REPORTED, PRECISIONS } from "./store.js";

const CACHE = "hamrin-snapshot-1";
// On the machine itself, packing takes longer than sending; a range is never packed.
const LOCAL = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
const LISTS_OF = { perpetrator: "perpetrators", target: "targets", area: "areas", source: "sources" };

/** The browser's cache; none in an insecure context or where the browser refuses. */
async function openCache() {
  try {
    return await globalThis.caches?.open(CACHE);
  } catch {
    return null;
  }
}

/** Return the manifest of the snapshot that is in the cache with its file, or null. */
async function keptManifest(address) {
  const cache = await openCache();
  const answer = await cache?.match(address);
  const manifest = answer && (await answer.json());
  return manifest && (await cache.match(manifest.arrow.url)) ? manifest : null;
}

/** Return the current manifest from the server, or null where there is no snapshot yet. */
export async function currentManifest(address) {
  try {
    return await fetchJson(address);
  } catch (error) {
    if (error.status === 404) return null;
    throw error;
  }
}

let begun = null;

/** Ask for a snapshot before anybody reads it, so that it comes while the page is built. */
export function beginSnapshot(address) {
  begun = begin(address);
  begun.catch(() => {}); // whoever asks for it hears of the failure
}

/** Return {kept, manifest, file}: the manifest in the cache or null, the one to read or null, and what openFile gives. */
export function firstSnapshot(address) {
  return begun ?? begin(address);
}

async function begin(address) {
  const kept = await keptManifest(address);
  const manifest = kept ?? (await currentManifest(address));
  return { kept, manifest, file: manifest && (await openFile(manifest)) };
}

/** Return a manifest's file from the cache, else from the server: {cached, answer}. */
async function openFile({ arrow }) {
  const cached = await (await openCache())?.match(arrow.url);
  return { cached: Boolean(cached), answer: cached ?? (await fetch(arrow.url, { headers: LOCAL ? { range: "bytes=0-" } : {} })) };
}

/**
 * Read a manifest's file; `onBatch(batch)` gets each batch as soon as it is whole. Kept in the cache for the next
 * visit, in place of an older one. `file` is what firstSnapshot has opened.
 */
export async function readSnapshot(address, manifest, onBatch, file) {
  const { cached, answer } = file ?? (await openFile(manifest));
  if (!answer.ok) throw new Error(String(answer.status));
  const buffer = new ArrayBuffer(manifest.arrow.bytes);
  const bytes = new Uint8Array(buffer);
  const reader = new ArrowReader(buffer);
  let end = 0;
  for (const stream = answer.body.getReader(); ; ) {
    const { done, value } = await stream.read();
    if (done) break;
    bytes.set(value, end);
    end += value.length;
    const batches = reader.readTo(end);
    for (const batch of batches) await onBatch(batch);
  }
  const cache = cached ? null : await openCache();
  if (cache) keep(cache, address, manifest, bytes);
}

/** Put a file and its manifest into the cache, and take the older ones out. A full disk is no failure. */
async function keep(cache, address, manifest, bytes) {
  try {
    const older = await cache.keys();
    await cache.put(manifest.arrow.url, new Response(bytes));
    await cache.put(address, new Response(JSON.stringify(manifest)));
    const wanted = new Set([manifest.arrow.url, new URL(address, location.href).href]);
    await Promise.all(older.filter((request) => !wanted.has(request.url)).map((request) => cache.delete(request)));
  } catch {
    // The next visit loads it again.
  }
}

/** Append a batch of the snapshot to a store. */
export function appendBatch(store, { length, columns }) {
  store.reserve(length);
  const row = store.size;
  placePoints(store, columns, row, length);
  const { start, end } = store.columns;
  start.set(columns.date_start.values, row);
  end.set(columns.date_end.values, row);
  const subTypes = store.codebook.subTypes;
  translate(columns.sub_event_type, store.dictionaries.subType, store.columns.subType, row);
  for (let index = row; index < row + length; index += 1) store.columns.family[index] = subTypes[store.columns.subType[index]].family;
  translate(columns.verification, store.dictionaries.verification, store.columns.verification, row);
  translate(columns.district, store.dictionaries.district, store.columns.district, row);
  translate(columns.governorate, store.dictionaries.governorate, store.columns.governorate, row);
  translateBy(columns.precision, (text) => PRECISIONS.indexOf(text), store.columns.precision, row);
  translateBy(columns.date_precision, (text) => DATE_PRECISIONS.indexOf(text), store.columns.datePrecision, row);
  const figures = [columns.killed_low, columns.killed_best, columns.killed_high];
  for (let index = 0; index < length; index += 1) {
    const [low, best, high] = figures.map((column) => (isValid(column.validity, index) ? column.values[index] : NOT_REPORTED));
    store.setKilled(row + index, low, best, high);
  }
  for (const name of LISTS) appendLists(store, name, columns[LISTS_OF[name]], row, length);
  const { offsets, bytes } = columns.uid;
  for (let index = 0; index < length; index += 1) store.keys.appendBytes(bytes, offsets[index]);
  store.size += length;
  store.living += length;
}

function placePoints(store, columns, row, length) {
  const { longitude, latitude } = columns;
  const { x, y } = store.columns;
  for (let index = 0; index < length; index += 1) {
    const placed = isValid(longitude.validity, index);
    x[row + index] = placed ? worldX(longitude.values[index]) : NaN;
    y[row + index] = placed ? worldY(latitude.values[index]) : NaN;
  }
}

function translate(column, dictionary, target, row) {
  translateBy(column, (text) => dictionary.codeOf(text), target, row);
}

function translateBy({ values, dictionary }, codeOf, target, row) {
  const codes = dictionary.map(codeOf);
  for (let index = 0; index < values.length; index += 1) target[row + index] = codes[values[index]];
}

function appendLists(store, name, { offsets, child }, row, length) {
  const list = store.lists[name];
  const codes = child.dictionary?.map((text) => store.dictionaries[name].codeOf(text)) ?? [];
  list.reserve(offsets[length] - offsets[0]);
  for (let index = 0; index < length; index += 1) {
    for (let at = offsets[index]; at < offsets[index + 1]; at += 1) list.codes[list.used++] = codes[child.values[at]];
    list.starts[row + index + 1] = list.used;
  }
}
