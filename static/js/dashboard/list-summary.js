/* What the list's incidents add up to, in words: all killed, and on the side of each actor that is chosen. */

import { isolate, make } from "../dom.js";
import { fetchJson } from "../fetch.js";
import { formatNumber, formatRange } from "../format.js";
import { fill, gettext } from "../i18n.js";
import { settled, whenIdle } from "../pace.js";

const REST = 250; // ms without a step before anything is added up
const SIDES = ["perpetrator", "target"];

/** Return the killed of rows: {low, high (null where one says only "at least"), reported (of so many rows)}. */
export function addUp(store, rows) {
  const { killedLow, killedBest, killedHigh } = store.columns;
  const toll = { low: 0, high: 0, reported: 0 };
  let open = false;
  for (const row of rows) {
    const low = killedLow[row];
    const best = killedBest[row];
    const high = killedHigh[row];
    if (low < 0 && best < 0 && high < 0) continue; // not reported
    toll.reported += 1;
    toll.low += low < 0 ? Math.max(best, 0) : low;
    toll.high += high < 0 ? Math.max(best < 0 ? low : best, 0) : high;
    open ||= best < 0 && high < 0;
  }
  return { ...toll, high: open ? null : toll.high };
}

/** How many of the rows have an actor in a role. */
function countWith(store, rows, { role, name }) {
  const { starts, codes } = store.lists[role];
  const code = store.dictionaries[role].codes.get(name);
  let found = 0;
  for (const row of rows) {
    // An actor stands once in a list.
    for (let at = starts[row], end = starts[row + 1]; at < end; at += 1) if (codes[at] === code) found += 1;
  }
  return found;
}

/** The actors that are chosen as perpetrators and targets, as [{role, name}]. */
function chosenSides(store, { facets }) {
  const known = (role, name) => store.dictionaries[role].codes.has(name);
  return SIDES.flatMap((role) => facets[role].chosen.filter((name) => known(role, name)).map((name) => ({ role, name })));
}

export class ListSummary {
  /** `address` is that of sides in the API; `nameOf` translates names of actors. */
  constructor(element, { address, nameOf }) {
    Object.assign(this, { element, address, nameOf, serial: 0, answer: { query: null } });
    this.later = settled(() => whenIdle(() => this.render()), REST);
  }

  /** Show the rows of a store, once no step has followed; `state` is that of the page where they are all that it filters, else null. */
  show(store, rows, state, query) {
    Object.assign(this, { store, rows, state, query });
    this.later();
  }

  async render() {
    const { store, rows, state, query } = this;
    this.serial += 1;
    const { serial } = this;
    const chosen = state && rows.length > 0 ? chosenSides(store, state) : [];
    const lines = rows.length > 0 ? [line(gettext("Killed:"), addUp(store, rows), rows.length), key()] : [];
    try {
      const sides = chosen.length > 0 ? await this.sides(store, query) : [];
      const ofSides = chosen.map((side) => this.sideLine(sides, side, countWith(store, rows, side)));
      lines.splice(1, 0, ...ofSides);
    } catch (error) {
      lines.push(make("p", { class: "muted" }, error.message));
    }
    if (serial === this.serial) this.element.replaceChildren(...lines);
  }

  sideLine(sides, { role, name }, all) {
    const toll = sides.find((side) => side.actor === name && side.role === role)?.killed ?? { reported: 0 };
    const [before, after = ""] = gettext("Killed on the side of %(side)s:").split("%(side)s");
    return line([before, isolate(this.nameOf(name)), after], toll, all);
  }

  /** The API's sides of a query; what was asked last is kept until incidents change. */
  async sides(store, query) {
    const { version } = store;
    if (this.answer.query !== query || this.answer.version !== version) {
      const { results } = await fetchJson(`${this.address}?${query}`);
      this.answer = { query, version, results };
    }
    return this.answer.results;
  }
}

function line(label, { low, high, reported }, all) {
  const range = formatRange(reported > 0 ? { low, best: null, high } : null);
  const words = fill(gettext("reported of %(reported)s of %(all)s"), { reported: formatNumber(reported), all: formatNumber(all) });
  const share = make("span", { class: "muted" }, ` (${words})`);
  return make("p", {}, label, " ", make("strong", {}, range), reported > 0 && share);
}

/** What the sign beside a row's figure means. */
function key() {
  return make("p", { class: "muted" }, make("span", { class: "differs" }, "≠"), " ", gettext("reports differ on the number killed"));
}
