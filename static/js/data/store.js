/* All incidents in the browser as columns. Rows are only ever appended; a changed incident is a new row, its old one dead. */

import { dayNumber, isoDay } from "../format.js";
import { latitudeAt, longitudeAt, worldX, worldY } from "../map/mercator.js";
import { Dictionary, Keys, ListColumn } from "./columns.js";

export const PRECISIONS = ["exact", "near", "district", "governorate"];
const DATE_PRECISIONS = ["day", "week", "month", "year"];
export const NOT_REPORTED = -1;
const SPARE = 1024;
const KINDS = {
  x: Float64Array,
  y: Float64Array,
  start: Int32Array,
  end: Int32Array,
  killed: Int32Array,
  killedLow: Int32Array,
  killedBest: Int32Array,
  killedHigh: Int32Array,
  family: Uint8Array,
  subType: Uint8Array,
  precision: Uint8Array,
  datePrecision: Uint8Array,
  verification: Uint8Array,
  band: Uint8Array,
  district: Uint16Array,
  governorate: Uint16Array,
  dead: Uint8Array,
};
/** The bands of the best figure of killed persons: their number in the column, and their limits. */
export const BANDS = [
  { value: "unknown", min: null, max: null },
  { value: "0", min: 0, max: 0 },
  { value: "1-4", min: 1, max: 4 },
  { value: "5-", min: 5, max: null },
];
export const LISTS = ["perpetrator", "target", "area", "source"];

export function bandOf(best) {
  if (best < 0) return 0;
  return best === 0 ? 1 : best < 5 ? 2 : 3;
}

export class Store {
  /** `capacity` rows are expected; there may come more. `verifications` is the code list in its order. */
  constructor(codebook, verifications, capacity) {
    this.codebook = codebook;
    this.capacity = capacity + SPARE;
    this.size = 0;
    this.living = 0;
    this.version = 0; // grows with every change, for those who keep something derived
    this.inOrder = true; // whether the rows stand newest first
    this.hasSources = true;
    this.columns = Object.fromEntries(Object.entries(KINDS).map(([name, Kind]) => [name, new Kind(this.capacity)]));
    this.lists = Object.fromEntries(LISTS.map((name) => [name, new ListColumn(this.capacity)]));
    this.keys = new Keys(this.capacity);
    this.texts = new Map(); // row → {title, place, differ}, or partial: what came with the row
    this.dictionaries = {
      subType: new Dictionary(codebook.subTypes.map((item) => item.value)),
      verification: new Dictionary(verifications),
      band: new Dictionary(BANDS.map((band) => band.value)),
      district: new Dictionary(),
      governorate: new Dictionary(),
      ...Object.fromEntries(LISTS.map((name) => [name, new Dictionary()])),
    };
  }

  /** Make room for so many more rows. */
  reserve(more) {
    if (this.size + more <= this.capacity) return;
    this.capacity = Math.max(this.size + more, Math.ceil(this.capacity * 1.5));
    for (const [name, column] of Object.entries(this.columns)) {
      this.columns[name] = new KINDS[name](this.capacity);
      this.columns[name].set(column);
    }
    for (const list of Object.values(this.lists)) list.grow(this.capacity);
    this.keys.grow(this.capacity);
  }

  /**
   * Append one incident: {uid, longitude, latitude (null without a point), dateStart, dateEnd (ISO), datePrecision,
   * subType, precision, verification, district, governorate, killed: {low, best, high}, perpetrator, target, area,
   * source (lists), title, place}.
   */
  append(item) {
    this.reserve(1);
    const row = this.size;
    const { columns, dictionaries } = this;
    const placed = item.longitude !== null;
    columns.x[row] = placed ? worldX(item.longitude) : NaN;
    columns.y[row] = placed ? worldY(item.latitude) : NaN;
    columns.start[row] = dayNumber(item.dateStart);
    columns.end[row] = dayNumber(item.dateEnd);
    columns.datePrecision[row] = DATE_PRECISIONS.indexOf(item.datePrecision);
    columns.subType[row] = dictionaries.subType.codeOf(item.subType);
    columns.family[row] = this.codebook.subTypes[columns.subType[row]].family;
    columns.precision[row] = PRECISIONS.indexOf(item.precision);
    columns.verification[row] = dictionaries.verification.codeOf(item.verification);
    columns.district[row] = dictionaries.district.codeOf(item.district);
    columns.governorate[row] = dictionaries.governorate.codeOf(item.governorate);
    const { low, best, high } = item.killed ?? { low: null, best: null, high: null };
    this.setKilled(row, low ?? NOT_REPORTED, best ?? NOT_REPORTED, high ?? NOT_REPORTED);
    for (const name of LISTS) this.lists[name].append(row, [...new Set(item[name])].map((text) => dictionaries[name].codeOf(text)));
    this.keys.append(item.uid);
    this.texts.set(row, { title: item.title, place: item.place, partial: true });
    this.size += 1;
    this.living += 1;
  }

  setKilled(row, low, best, high) {
    const { columns } = this;
    columns.killedLow[row] = low;
    columns.killedBest[row] = best;
    columns.killedHigh[row] = high;
    // Where only "at least" is known, the sign is as large as what is certain.
    columns.killed[row] = best >= 0 ? best : low;
    columns.band[row] = bandOf(best);
  }

  /** Take an incident away. */
  remove(uid) {
    const row = this.rowOf(uid);
    if (row < 0) return;
    this.columns.dead[row] = 1;
    this.living -= 1;
  }

  /** Rows were appended or removed: what was derived is old. */
  changed() {
    this.version += 1;
    this.keys.slots = null;
  }

  /** The row of an incident that is there, or -1. */
  rowOf(uid) {
    let row = this.keys.find(uid);
    // A hash table holds the first row of a key; where that is dead, a later one may live.
    while (row >= 0 && this.columns.dead[row]) row = this.laterRow(row);
    return row;
  }

  laterRow(row) {
    const { keys } = this;
    for (let next = row + 1; next < this.size; next += 1) if (keys.same(next, keys.words, row * 4)) return next;
    return -1;
  }

  uid(row) {
    return this.keys.text(row);
  }

  hasPoint(row) {
    return !Number.isNaN(this.columns.x[row]);
  }

  /** [longitude, latitude] of a row. */
  pointOf(row) {
    return [longitudeAt(this.columns.x[row]), latitudeAt(this.columns.y[row])];
  }

  /** The short name of a row's family in style sheets. */
  familySlug(row) {
    return this.codebook.families[this.columns.family[row]].slug;
  }

  /** What a list or a tooltip says of a row. `title` is "" until it has been fetched. */
  item(row) {
    const { columns, dictionaries } = this;
    const known = (value) => (value < 0 ? null : value);
    return {
      uid: this.uid(row),
      dateStart: isoDay(columns.start[row]),
      dateEnd: isoDay(columns.end[row]),
      datePrecision: DATE_PRECISIONS[columns.datePrecision[row]],
      subType: this.codebook.subTypes[columns.subType[row]],
      killed: { low: known(columns.killedLow[row]), best: known(columns.killedBest[row]), high: known(columns.killedHigh[row]) },
      district: dictionaries.district.values[columns.district[row]],
      governorate: dictionaries.governorate.values[columns.governorate[row]],
      title: this.texts.get(row)?.title ?? "",
      place: this.texts.get(row)?.place ?? "",
      differ: this.texts.get(row)?.differ ?? false,
    };
  }
}

/** Which families there are, with their sub types: from the page's code lists and settings. */
export class Codebook {
  constructor(families, slugs) {
    this.families = families.map((family) => ({ ...family, ...slugs.find((item) => item.value === family.value) }));
    this.subTypes = this.families.flatMap((family, index) => family.sub_types.map((item) => ({ ...item, family: index })));
    this.familyIndex = new Map(this.families.map((family, index) => [family.value, index]));
    this.subTypeIndex = new Map(this.subTypes.map((item, index) => [item.value, index]));
  }
}

export { DATE_PRECISIONS };
