/* Start the service worker once the page has all it needs, and tell a reader who looks at a copy. */

import { make } from "../dom.js";
import { fill, gettext } from "../i18n.js";
import { formatMoment } from "../format.js";

const WORTH_KEEPING = /\/texts\.json\?|\/api\/v1\/incidents\/[0-9a-f-]{36}\/$/;

/** Register the worker that the page names; without one, or in an insecure context, nothing happens. */
export function registerWorker() {
  const address = document.documentElement.dataset.worker;
  if (!address || !isSecureContext || !navigator.serviceWorker) return;
  const begin = () => (globalThis.requestIdleCallback ?? setTimeout)(() => start(address));
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
}

async function start(address) {
  try {
    await navigator.serviceWorker.register(address);
  } catch {
    return; // a browser that refuses, as in some private windows: the site works without
  }
  if (navigator.serviceWorker.controller) return;
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => WORTH_KEEPING.test(name));
  active.postMessage({ loaded: [location.href, ...loaded] });
}

/** Say on a page that came from the copy of an earlier visit that it did, and from when it is. */
export function tellOfCopy() {
  const { kept } = document.documentElement.dataset;
  if (!kept || document.getElementById("freshness")) return; // the map says so itself
  const text = fill(gettext("You are offline. This page is as you read it on %(when)s."), { when: formatMoment(new Date(kept)) });
  document.querySelector("main").before(make("p", { class: "notice", role: "status" }, text));
}
