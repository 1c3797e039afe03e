/* From a state of the page to the filters of a selection; what did not change stays the same object. */

import { rowsInside } from "../data/places.js";
import { dayNumber } from "../format.js";
import { FACETS, UNFILTERED, chosenSubTypes } from "./state.js";

export class Wanted {
  constructor() {
    this.kept = new Map();
  }

  /**
   * Return what Selection.apply takes. `found` are the rows (a Uint8Array) that pass what is no facet, or null; it also
   * answers for the facets named in `foreign`.
   */
  of(store, state, found, foreign) {
    const { dictionaries } = store;
    const wanted = {
      dates: { from: state.from ? dayNumber(state.from) : null, to: state.to ? dayNumber(state.to) : null },
      search: found,
      subType: this.keep("subType", [state.families, state.subTypes], () => {
        const chosen = chosenSubTypes(store.codebook, state);
        return chosen && Uint8Array.from(dictionaries.subType.values, (_value, code) => (chosen.has(code) ? 1 : 0));
      }),
      band: this.keep("band", [state.bands], () => marks(dictionaries.band, state.bands, [])),
      places: this.keep("places", [state.circle, state.polygon, store.version], () => rowsInside(store, state.circle, state.polygon)),
    };
    for (const name of FACETS) {
      const { chosen, excluded } = foreign.includes(name) ? UNFILTERED.facets[name] : state.facets[name];
      // A delta may bring values that were unknown, hence the version.
      wanted[name] = this.keep(name, [chosen, excluded, store.version], () => marks(dictionaries[name], chosen, excluded));
    }
    return wanted;
  }

  keep(name, reasons, make) {
    const kept = this.kept.get(name);
    const text = JSON.stringify(reasons);
    if (kept?.text === text) return kept.value;
    const value = make();
    this.kept.set(name, { text, value });
    return value;
  }
}

/** 1 for chosen codes and 2 for excluded ones, null where there are none; unknown values match nothing. */
function marks(dictionary, chosen, excluded) {
  if (chosen.length === 0 && excluded.length === 0) return null;
  const marked = new Uint8Array(dictionary.values.length + 1); // the last one stands for unknown values
  for (const value of excluded) if (dictionary.codes.has(value)) marked[dictionary.codes.get(value)] = 2;
  for (const value of chosen) marked[dictionary.codes.get(value) ?? dictionary.values.length] = 1;
  return marked;
}
