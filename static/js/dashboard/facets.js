/* All facets of the filter panel: which values belong to each, in whose words. */

import { update } from "../dom.js";
import { afterFrame } from "../frame.js";
import { gettext } from "../i18n.js";
import { paced } from "../pace.js";
import { EventFacet } from "./facet.js";
import { FACETS, chosenSubTypes, describeChoice } from "./state.js";
import { ValueFacet } from "./value-facet.js";

const EVERY = 100; // ms between two renderings while a brush is dragged

export class Facets {
  /** `onChange(changes)` gets the changes of the state. */
  constructor(codebook, codes, onChange) {
    this.codebook = codebook;
    this.onChange = onChange;
    // Map and timeline come first, the numbers right after them.
    this.drawing = () => this.render();
    this.renderPaced = paced(() => afterFrame(this.drawing), EVERY);
    this.events = new EventFacet(document.getElementById("event-facet"), codebook, (chosen) => onChange(describeChoice(codebook, chosen)));
    const element = document.getElementById("value-facets");
    const areas = new Map(codes.areas.map((area) => [area.value, area.label]));
    const nameOf = (name) => codes.names[name] ?? name;
    const bands = { unknown: gettext("not reported, or only a bound"), 0: gettext("nobody"), "1-4": gettext("1–4"), "5-": gettext("5 or more") };
    const facet = (name, options) => new ValueFacet(element, { name, ...options }, (choice) => this.take(name, choice));
    this.values = {
      perpetrator: facet("perpetrator", { label: gettext("Perpetrator"), labelOf: nameOf, open: true }),
      target: facet("target", { label: gettext("Target"), labelOf: nameOf }),
      area: facet("area", { label: gettext("District"), labelOf: (value) => areas.get(value) ?? value, only: (value) => value.startsWith("district:") }),
      verification: facet("verification", { label: gettext("Verification"), labelOf: (value) => codes.verification[value] ?? value, sorted: true }),
      band: facet("band", { label: gettext("Killed"), labelOf: (value) => bands[value], sorted: true, excludes: false }),
      source: facet("source", { label: gettext("Source") }),
    };
  }

  take(name, choice) {
    if (name === "band") this.onChange({ bands: choice.chosen });
    else this.onChange({ facets: { ...this.state.facets, [name]: choice } });
  }

  /** Show what is chosen and the numbers, these at most every so often while they change quickly. */
  show(store, state, countsOf) {
    Object.assign(this, { store, state, countsOf });
    this.events.choose(chosenSubTypes(this.codebook, state));
    for (const name of FACETS) this.values[name].choose(state.facets[name]);
    this.values.band.choose({ chosen: state.bands, excluded: [] });
    this.renderPaced();
  }

  render() {
    const { store, countsOf } = this;
    this.events.show(countsOf("subType"));
    update(this.values.source.details, { hidden: !store.hasSources });
    for (const name of [...FACETS, "band"]) this.values[name].show(store.dictionaries[name].values, () => this.countsOf(name));
  }
}
