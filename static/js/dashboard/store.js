/* All incidents in the browser as columns; filtering and counting happen here. */

import { dayNumber } from "../format.js";
import { worldX, worldY } from "../map/mercator.js";

const PRECISIONS = ["exact", "near", "district", "governorate"];
const NOT_REPORTED = -1;

/** Which families there are, with their sub types: from the page's code lists and settings. */
export class Codebook {
  constructor(families, slugs) {
    this.families = families.map((family) => ({ ...family, ...slugs.find((item) => item.value === family.value) }));
    this.subTypes = this.families.flatMap((family, familyIndex) =>
      family.sub_types.map((item) => ({ ...item, family: familyIndex })),
    );
    this.familyIndex = new Map(this.families.map((family, index) => [family.value, index]));
    this.subTypeIndex = new Map(this.subTypes.map((item, index) => [item.value, index]));
  }
}

export class Store {
  /** `features` are those of /api/v1/incidents.geojson, in the order that the list begins with. */
  constructor(codebook, features) {
    this.codebook = codebook;
    this.size = features.length;
    this.texts = features.map(({ properties }) => properties);
    this.indexByUid = new Map(this.texts.map((item, index) => [item.uid, index]));
    const column = (Kind) => new Kind(features.length);
    this.columns = {
      x: column(Float64Array),
      y: column(Float64Array),
      longitude: column(Float64Array),
      latitude: column(Float64Array),
      start: column(Int32Array),
      end: column(Int32Array),
      family: column(Uint8Array),
      subType: column(Uint8Array),
      precision: column(Uint8Array),
      killed: column(Int32Array),
      wounded: column(Int32Array),
    };
    features.forEach((feature, index) => this.fillRow(feature, index));
    this.all = Int32Array.from({ length: this.size }, (_value, index) => index);
  }

  fillRow({ geometry, properties }, index) {
    const { columns, codebook } = this;
    const [longitude, latitude] = geometry ? geometry.coordinates : [NaN, NaN];
    columns.longitude[index] = longitude;
    columns.latitude[index] = latitude;
    columns.x[index] = worldX(longitude);
    columns.y[index] = geometry ? worldY(latitude) : NaN;
    columns.start[index] = dayNumber(properties.date_start);
    columns.end[index] = dayNumber(properties.date_end);
    columns.subType[index] = codebook.subTypeIndex.get(properties.sub_event_type);
    columns.family[index] = codebook.familyIndex.get(properties.event_type);
    columns.precision[index] = PRECISIONS.indexOf(properties.precision);
    // Where only "at least" is known, the sign is as large as what is certain.
    columns.killed[index] = properties.killed_best ?? properties.killed_low ?? NOT_REPORTED;
    columns.wounded[index] = properties.wounded_best ?? NOT_REPORTED;
  }

  /** The short name of an incident's family in style sheets. */
  familySlug(index) {
    return this.codebook.families[this.columns.family[index]].slug;
  }

  /** [[slug, number], …] of some incidents, in the order of the code list. */
  familyShares(indices) {
    const numbers = new Array(this.codebook.families.length).fill(0);
    for (const index of indices) numbers[this.columns.family[index]] += 1;
    return numbers
      .map((number, family) => [this.codebook.families[family].slug, number])
      .filter(([, number]) => number > 0);
  }

  hasPoint(index) {
    return !Number.isNaN(this.columns.x[index]);
  }

  /**
   * Filter: `from` and `to` are day numbers or null, `subTypes` a set of indices or null for all, `allowed` a set
   * of indices that a text search found or null. Returns {indices, subTypeCounts, unplaced}; the counts are of
   * what passes all other filters, so that they say what choosing a type would show.
   */
  filter({ from, to, subTypes, allowed }) {
    const { start, end, subType } = this.columns;
    const found = new Int32Array(this.size);
    const subTypeCounts = new Uint32Array(this.codebook.subTypes.length);
    let count = 0;
    let unplaced = 0;
    for (let index = 0; index < this.size; index += 1) {
      // As the API: an uncertain date passes where any of its days does.
      if ((from !== null && end[index] < from) || (to !== null && start[index] > to)) continue;
      if (allowed && !allowed.has(index)) continue;
      subTypeCounts[subType[index]] += 1;
      if (subTypes && !subTypes.has(subType[index])) continue;
      found[count] = index;
      count += 1;
      if (!this.hasPoint(index)) unplaced += 1;
    }
    return { indices: found.subarray(0, count), subTypeCounts, unplaced };
  }
}
