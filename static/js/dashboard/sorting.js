/* The orders of the list. Equal rows keep the order in which they came, which is the newest first. */

import { gettext, settings } from "../i18n.js";

const collator = new Intl.Collator(settings.language, { numeric: true, sensitivity: "base" });

/** Sort by a number; rows without one (NaN) stand last in both directions. */
function byNumber(numberOf) {
  return (store, indices, descending) =>
    Array.from(indices).sort((one, other) => {
      const first = numberOf(store, one);
      const second = numberOf(store, other);
      if (Number.isNaN(first) || Number.isNaN(second)) return Number.isNaN(first) - Number.isNaN(second) || one - other;
      return (descending ? second - first : first - second) || one - other;
    });
}

function byText(textOf) {
  return (store, indices, descending) => {
    const texts = new Map(Array.from(indices, (index) => [index, textOf(store, index)]));
    return Array.from(indices).sort((one, other) => {
      const order = collator.compare(texts.get(one), texts.get(other));
      return (descending ? -order : order) || one - other;
    });
  };
}

/** label, the direction of the first click, and order(store, indices, descending) → array of indices. */
export const SORTS = {
  date: {
    label: () => gettext("Date"),
    descendingFirst: true,
    order: byNumber((store, index) => store.columns.start[index]),
  },
  event: {
    label: () => gettext("Incident"),
    descendingFirst: false,
    order: byText((store, index) => `${store.columns.family[index]} ${store.texts[index].sub_event_type}`),
  },
  place: {
    label: () => gettext("Place"),
    descendingFirst: false,
    order: byText((store, index) => store.texts[index].place || store.texts[index].district || store.texts[index].governorate),
  },
  killed: {
    label: () => gettext("Killed"),
    descendingFirst: true,
    order: byNumber((store, index) => (store.columns.killed[index] < 0 ? NaN : store.columns.killed[index])),
  },
};
