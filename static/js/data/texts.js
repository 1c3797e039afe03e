/* Titles, names of places, and whether reports differ: fetched for the rows that are looked at, in the page's language. */

import { fetchJson } from "../fetch.js";

const MOST = 100; // keys in one request

export class Texts {
  /** `onTexts()` is called when more of them have come. */
  constructor(address, onTexts) {
    this.address = address;
    this.onTexts = onTexts;
    this.asked = new Set();
    this.idle = Promise.resolve();
  }

  /** Make sure that these rows of a store have their texts, sooner or later. */
  want(store, rows) {
    const known = (row) => store.texts.has(row) && !store.texts.get(row).partial;
    const missing = rows.filter((row) => !known(row) && !this.asked.has(row)).slice(0, MOST);
    if (missing.length === 0) return;
    for (const row of missing) this.asked.add(row);
    this.idle = this.load(store, missing);
  }

  async load(store, rows) {
    try {
      const found = await fetchJson(`${this.address}?uid=${rows.map((row) => store.uid(row)).join(",")}`);
      for (const row of rows) {
        const text = found[store.uid(row)];
        if (text) store.texts.set(row, text);
      }
      this.onTexts();
    } catch {
      // The rows are still there with their type and district; asked again when they are seen next.
    } finally {
      for (const row of rows) this.asked.delete(row);
    }
  }

  /** Forget everything that was asked, for a new store. */
  reset() {
    this.asked.clear();
  }
}
