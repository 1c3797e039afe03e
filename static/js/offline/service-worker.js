/*
 * Keeps the pages usable without a network. The server puts "const site = {…}" before this text
 * (incidents/views/offline.py): version, languages, languageCookie, start (the map's address), notice (the page that
 * stands in for one that was never read), api, texts, translations, static, unkept (prefixes that are left alone) and
 * files (what pages need beside what their markup names).
 *
 * Whatever is fetched is asked of the network first, and the copy answers where there is none; only files whose name
 * holds a hash of their content are taken from the copy at once. So a page and its modules are always of one version.
 * The snapshot is not touched here: the page keeps it itself (data/snapshot.js).
 */
/* global site */

const SHELL = `hamrin-shell-${site.version}`; // the map in each language, and what it is made of
const VISITED = `hamrin-visited-${site.version}`; // pages that were read
const ANSWERS = "hamrin-answers-1"; // incidents' evidence and titles: data, so they outlive a version
const MOST_PAGES = 60;
const MOST_ANSWERS = 300;
const MOST_TEXTS = 3000;
const HASHED = /\.[0-9a-f]{12}\.[^/]+$/;
const KEPT_AT = "x-hamrin-kept"; // when a copy was made
const PUBLIC = /^\s*<!doctype html>\s*<html[^>]* data-public[ >]/i; // how a page says that it is the same for everyone
const UNKEPT_FILES = ["admin/", "drf_spectacular_sidecar/"].map((folder) => site.static + folder);

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const answer = answerFor(event);
  if (answer) event.respondWith(answer);
});
/* What a page loaded before this worker was there. */
addEventListener("message", (event) => event.waitUntil(Promise.all((event.data?.loaded ?? []).slice(0, 50).map(keepLoaded))));

async function install() {
  const shell = await caches.open(SHELL);
  const files = new Set(site.files);
  for (const language of site.languages) {
    for (const address of [site.start, site.notice]) {
      const page = await fetchAnonymously(address, language);
      const text = await page.clone().text();
      for (const [, file] of text.matchAll(/(?:src|href)="([^"]+)"/g)) if (file.startsWith(site.static)) files.add(file);
      await keepPage(page, language);
    }
    const catalogue = `${site.translations}?language=${language}`;
    await shell.put(catalogue, await fetchAnonymously(catalogue, language));
  }
  await Promise.all([...files].map(async (file) => keep(shell, file, await fetchWell(file))));
  // The map does without these where it must.
  const context = ["rooms.geojson", ...["disputed", "responsibility", "district"].map((kind) => `areas.geojson?kind=${kind}`)];
  await Promise.allSettled(context.map(async (path) => keep(shell, site.api + path, await fetchWell(site.api + path))));
}

async function activate() {
  await self.registration.navigationPreload?.enable();
  for (const name of await caches.keys()) {
    if (/^hamrin-(shell|visited)-/.test(name) && name !== SHELL && name !== VISITED) await caches.delete(name);
  }
  await self.clients.claim();
}

/** Fetch as somebody who is not logged in and wants a language. */
async function fetchAnonymously(address, language) {
  return fetchWell(address, { credentials: "omit", headers: { "accept-language": language } });
}

async function fetchWell(address, options = {}) {
  const answer = await fetch(address, { cache: HASHED.test(address) ? "default" : "no-cache", ...options });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}

/** Let something end after the answer was given; where nobody waits for an answer, now. */
async function afterwards(event, promise) {
  const safe = promise.catch(() => {});
  if (event.waitUntil) event.waitUntil(safe);
  else await safe;
}

/** The promise of an answer to an event's request, or null where it goes its usual way. */
function answerFor(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || request.headers.has("range") || request.headers.has("authorization")) return null;
  const path = url.pathname;
  if (request.mode === "navigate") return site.unkept.some((prefix) => path.startsWith(prefix)) ? null : pageFor(event, url);
  if (path.startsWith(site.static)) return UNKEPT_FILES.some((folder) => path.startsWith(folder)) ? null : fileFor(event, path);
  if (path === site.texts) return textsFor(event, url);
  if (path === site.translations) return networkFirst(event, SHELL);
  const resource = path.startsWith(site.api) ? path.slice(site.api.length) : "";
  if (/^(rooms|areas)\.geojson$/.test(resource)) return networkFirst(event, SHELL);
  if (/^incidents\/[0-9a-f-]{36}\/$/.test(resource)) return networkFirst(event, ANSWERS, MOST_ANSWERS);
  return null;
}

async function fileFor(event, path) {
  if (HASHED.test(path)) {
    const kept = await (await caches.open(SHELL)).match(event.request, { ignoreVary: true });
    if (kept) return kept;
  }
  return networkFirst(event, SHELL);
}

async function networkFirst(event, name, most = Infinity) {
  const { request } = event;
  const cache = await caches.open(name);
  try {
    const answer = await fetch(request);
    if (answer.status === 200) await afterwards(event, keep(cache, request, answer.clone(), most));
    return answer;
  } catch (error) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

/** Put an answer into a cache that holds so many, the oldest going first. What may not be stored is not; a full disk is no failure. */
async function keep(cache, request, answer, most = Infinity) {
  if (/no-store|private/.test(answer.headers.get("cache-control") ?? "")) return;
  try {
    await cache.delete(request, { ignoreVary: true });
    await cache.put(request, answer);
    if (most === Infinity) return;
    const keys = await cache.keys();
    for (const key of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(key);
  } catch {
    // It is asked of the network again.
  }
}

/* Pages: one address has a copy for each language. */

const copyAddress = (url, language) => {
  const { pathname, search } = new URL(url, location.origin);
  // The map is one page, whatever it shows.
  return `/kept/${language}${pathname}${pathname === site.start ? "" : search}`;
};

async function pageFor(event, url) {
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    if (answer.status >= 500) return (await keptPage(url)) ?? answer;
    const language = answer.headers.get("content-language");
    if (language && answer.status === 200 && !answer.redirected) await afterwards(event, keepPage(answer.clone(), language));
    return answer;
  } catch {
    return (await keptPage(url)) ?? standIn(url);
  }
}

const copyFolder = (url) => ([site.start, site.notice].includes(new URL(url, location.origin).pathname) ? SHELL : VISITED);

/** Keep a page that is the same for everyone; one of somebody who is logged in leaves no trace. */
async function keepPage(page, language) {
  const text = await page.text();
  if (!PUBLIC.test(text) || !site.languages.includes(language)) return;
  const headers = new Headers(page.headers);
  for (const name of ["content-encoding", "content-length", "set-cookie"]) headers.delete(name);
  headers.set(KEPT_AT, new Date().toISOString());
  const folder = copyFolder(page.url);
  await keep(await caches.open(folder), copyAddress(page.url, language), new Response(text, { headers }), folder === VISITED ? MOST_PAGES : Infinity);
}

/** The copy of a page in the reader's language, which says in its markup when it was made; undefined without one. */
async function keptPage(url) {
  const cache = await caches.open(copyFolder(url));
  const kept = await cache.match(copyAddress(url, await languageNow()), { ignoreVary: true });
  if (!kept) return undefined;
  const text = await kept.text();
  return new Response(text.replace(/<html /i, `<html data-kept="${kept.headers.get(KEPT_AT)}" `), { headers: kept.headers });
}

async function standIn(url) {
  const incident = /^\/incidents\/([0-9a-f-]{36})\/$/.exec(url.pathname);
  // What the map's columns know of an incident is better than nothing.
  if (incident) return Response.redirect(`${site.start}?incident=${incident[1]}`);
  return (await keptPage(new URL(site.notice, location.origin))) ?? Response.error();
}

/** The language that was chosen, else that of the browser where there is a copy in it. */
async function languageNow() {
  const cookie = await self.cookieStore?.get(site.languageCookie).catch(() => null);
  const wanted = [cookie?.value, ...navigator.languages.map((language) => language.split("-")[0])];
  return wanted.find((language) => site.languages.includes(language)) ?? site.languages[0];
}

/* Titles and names of places: those that were seen, by language. */

let writing = Promise.resolve();

async function textsFor(event, url) {
  try {
    const answer = await fetch(event.request);
    const language = answer.headers.get("content-language");
    if (answer.status === 200 && language) {
      const copy = answer.clone();
      // One after the other, since each adds to what is there.
      writing = writing.then(async () => addTexts(language, await copy.json())).catch(() => {});
      await afterwards(event, writing);
    }
    return answer;
  } catch (error) {
    const known = await knownTexts(await languageNow());
    const wanted = (url.searchParams.get("uid") ?? "").split(",").filter((uid) => uid in known);
    if (wanted.length === 0) throw error;
    return Response.json(Object.fromEntries(wanted.map((uid) => [uid, known[uid]])));
  }
}

async function knownTexts(language) {
  const kept = await (await caches.open(ANSWERS)).match(`/kept/${language}/texts`);
  return kept ? kept.json() : {};
}

async function addTexts(language, texts) {
  const all = Object.entries({ ...(await knownTexts(language)), ...texts }).slice(-MOST_TEXTS);
  await keep(await caches.open(ANSWERS), `/kept/${language}/texts`, Response.json(Object.fromEntries(all)));
}

/** Keep what a page had loaded before: fetched again, and most of it from the browser's own cache. */
async function keepLoaded(address) {
  const url = new URL(address, location.origin);
  if (url.origin !== location.origin) return;
  try {
    const event = { request: new Request(url) };
    if (!(await answerFor(event)) && !site.unkept.some((prefix) => url.pathname.startsWith(prefix))) await pageFor(event, url);
  } catch {
    // The next visit keeps it.
  }
}
