/* What changed since the snapshot: fetched after it, and again every few seconds while the page is seen. */

import { fetchJson } from "../fetch.js";

const EVERY = 3000; // ms
const MOST_PAGES = 20; // beyond it a new snapshot is quicker

/** Follows the log of changes into a store. */
export class Changes {
  /**
   * `onChange(uids)` is called after changes were taken in; `onStale()` where the data have to be loaded anew;
   * `onHeard()` when the server answered, `onMissed()` when it did not.
   */
  constructor(store, address, { onChange, onStale, onHeard, onMissed }) {
    Object.assign(this, { store, address, onChange, onStale, onHeard, onMissed });
  }

  /** Take in all there is now. Throws what fetchJson throws. */
  async catchUp() {
    const uids = [];
    for (let page = 0; ; page += 1) {
      if (page === MOST_PAGES) {
        this.onStale();
        return;
      }
      const answer = await fetchJson(this.address);
      this.take(answer.results);
      for (const { uid } of answer.results) uids.push(uid);
      this.address = answer.next;
      if (!answer.more) break;
    }
    this.onHeard();
    if (uids.length > 0) this.onChange(uids);
  }

  take(results) {
    if (results.length === 0) return;
    for (const { uid } of results) this.store.remove(uid);
    for (const { incident } of results) {
      if (incident) this.store.append(this.toItem(incident));
    }
    this.store.inOrder = false;
    this.store.changed();
  }

  toItem(incident) {
    const { location } = incident;
    const acting = (role) => incident.actors.filter((actor) => actor.role === role).map((actor) => actor.name);
    return {
      uid: incident.uid,
      longitude: location.longitude,
      latitude: location.latitude,
      dateStart: incident.date_start,
      dateEnd: incident.date_end,
      datePrecision: incident.date_precision,
      subType: incident.sub_event_type,
      precision: location.precision,
      verification: incident.verification,
      district: location.district,
      governorate: location.governorate,
      killed: incident.killed,
      perpetrator: acting("perpetrator"),
      target: acting("target"),
      area: incident.areas.map(({ kind, code }) => `${kind}:${code}`),
      source: incident.sources.map(({ outlet }) => outlet),
      title: incident.title,
      place: location.name,
    };
  }

  /** Ask again every few seconds while the page is seen; failures wait for the next time. */
  follow() {
    const again = async () => {
      if (document.visibilityState === "visible") {
        try {
          await this.catchUp();
        } catch (error) {
          if (error.status === 410) {
            this.onStale();
            return;
          }
          this.onMissed();
        }
      }
      setTimeout(again, EVERY);
    };
    setTimeout(again, EVERY);
  }
}
