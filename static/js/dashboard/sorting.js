/* The orders of the list. Equal rows keep the order of the dates, which is the newest first. */

import { gettext, settings } from "../i18n.js";

const collator = new Intl.Collator(settings.language, { numeric: true, sensitivity: "base" });
const FEW = 20_000; // rows; beyond it an order of all rows is made once, and gone through after that

/** Numbers in the order of a dictionary's texts. */
function ranksOf(texts) {
  const order = texts.map((_text, code) => code).sort((one, other) => collator.compare(texts[one], texts[other]));
  const ranks = new Int32Array(texts.length);
  order.forEach((code, rank) => {
    ranks[code] = rank;
  });
  return ranks;
}

/** label, the direction of the first click, and what a row is sorted by: a number, NaN for rows that stand last. */
export const SORTS = {
  date: { label: () => gettext("Date"), descendingFirst: true, by: ({ columns }) => (row) => columns.start[row] },
  event: {
    label: () => gettext("Incident"),
    descendingFirst: false,
    by: ({ columns, codebook }) => {
      const ranks = ranksOf(codebook.subTypes.map((item) => item.label));
      return (row) => columns.family[row] * 1000 + ranks[columns.subType[row]];
    },
  },
  place: {
    label: () => gettext("Place"),
    descendingFirst: false,
    by: ({ columns, dictionaries }) => {
      const ranks = ranksOf(dictionaries.district.values);
      return (row) => ranks[columns.district[row]];
    },
  },
  killed: { label: () => gettext("Killed"), descendingFirst: true, by: ({ columns }) => (row) => (columns.killed[row] < 0 ? NaN : columns.killed[row]) },
};

const known = new WeakMap(); // store → {version, orders by name}

/** Return rows in an order. Rows come newest first. */
export function orderRows(store, indices, key, descending) {
  if (key === "date" && descending && store.inOrder) return indices;
  if (indices.length <= FEW) return sort(store, indices, key, descending);
  let kept = known.get(store);
  if (kept?.version !== store.version) known.set(store, (kept = { version: store.version, orders: new Map() }));
  const name = `${key} ${descending}`;
  if (!kept.orders.has(name)) kept.orders.set(name, sort(store, Int32Array.from({ length: store.size }, (_row, index) => index), key, descending));
  return pick(kept.orders.get(name), indices, store.size);
}

/** Those of an order that are among the given rows. */
function pick(order, indices, size) {
  const wanted = new Uint8Array(size);
  for (const row of indices) wanted[row] = 1;
  return order.filter((row) => wanted[row] === 1);
}

function sort(store, indices, key, descending) {
  const valueOf = SORTS[key].by(store);
  const { start } = store.columns;
  const values = new Float64Array(store.size);
  for (const row of indices) values[row] = valueOf(row);
  return Int32Array.from(indices).sort((one, other) => {
    const first = values[one];
    const second = values[other];
    if (Number.isNaN(first) || Number.isNaN(second)) return Number.isNaN(first) - Number.isNaN(second) || start[other] - start[one] || one - other;
    return (descending ? second - first : first - second) || start[other] - start[one] || one - other;
  });
}
