/* Filters of the API that an address may hold and no panel shows: read from the columns where these have them. */

import { findUids } from "../data/features.js";
import { NOT_REPORTED, PRECISIONS, DATE_PRECISIONS } from "../data/store.js";
import { worldX, worldY } from "../map/mercator.js";
import { FACETS, facetQuery } from "./state.js";

const codesOf = (texts) => texts.flatMap((text) => text.split(",")).map((text) => text.trim());
const only = (texts) => (texts.length === 1 ? texts[0] : null);

/**
 * By name: a function of a store and the texts given, to a test of a row; null where the server has to be asked, which
 * also names what is wrong with a text.
 */
const FROM_COLUMNS = {
  bbox: inBox,
  has_point: (store, texts) => ({ yes: (row) => store.hasPoint(row), no: (row) => !store.hasPoint(row) })[only(texts)] ?? null,
  precision: (store, texts) => oneOf(store.columns.precision, texts, (text) => PRECISIONS.indexOf(text)),
  date_precision: (store, texts) => oneOf(store.columns.datePrecision, texts, (text) => DATE_PRECISIONS.indexOf(text)),
  event_type: (store, texts) => oneOf(store.columns.family, texts, (text) => store.codebook.familyIndex.get(text) ?? -1),
  sub_event_type: (store, texts) => oneOf(store.columns.subType, texts, (text) => store.codebook.subTypeIndex.get(text) ?? -1),
  killed: (store, texts) => inBands(store.columns.killedBest, texts),
  killed_min: (store, texts) => beyond(store, only(texts), (best, limit) => best >= limit),
  killed_max: (store, texts) => beyond(store, only(texts), (best, limit) => best <= limit && best !== NOT_REPORTED),
};

function inBox(store, texts) {
  const sides = (only(texts) ?? "").split(",").map(Number);
  const [west, south, east, north] = sides;
  if (sides.length !== 4 || !sides.every(Number.isFinite) || south > north || south < -85 || north > 85 || Math.max(Math.abs(west), Math.abs(east)) > 180) return null;
  if (west > east && !(west > 0 && east < 0)) return null;
  const { x, y } = store.columns;
  const [left, right, top, bottom] = [worldX(west), worldX(east), worldY(north), worldY(south)];
  return (row) => (left <= right ? x[row] >= left && x[row] <= right : x[row] >= left || x[row] <= right) && y[row] >= top && y[row] <= bottom;
}

function oneOf(column, texts, codeOf) {
  const codes = codesOf(texts).map(codeOf);
  return codes.includes(-1) ? null : (row) => codes.includes(column[row]);
}

function inBands(column, texts) {
  const bands = codesOf(texts).map((text) => {
    if (text === "unknown") return [NOT_REPORTED, NOT_REPORTED];
    const found = /^(\d{1,9})(-(\d{1,9})?)?$/.exec(text);
    return found && [Number(found[1]), found[2] ? Number(found[3] ?? Infinity) : Number(found[1])];
  });
  if (!bands.every((band) => band && band[0] <= band[1])) return null;
  return (row) => bands.some(([least, most]) => column[row] >= least && column[row] <= most);
}

function beyond(store, text, passes) {
  const column = store.columns.killedBest;
  return /^\d{1,9}$/.test(text ?? "") ? (row) => passes(column[row], Number(text)) : null;
}

function testOf(store, name, texts) {
  if (FROM_COLUMNS[name]) return FROM_COLUMNS[name](store, texts);
  const opposite = name.startsWith("not_") && FROM_COLUMNS[name.slice(4)]?.(store, texts);
  return opposite ? (row) => !opposite(row) : null;
}

/** Finds the rows that pass the text search and the filters that no panel shows. */
export class Finder {
  constructor(api) {
    this.api = api;
    this.answers = new Map();
  }

  /** Something changed on the server: ask it again. */
  forget() {
    this.answers.clear();
  }

  /**
   * Split what a state asks beyond the facets: {tests, asked (a query for the server), foreign (facets with values
   * that the columns do not have, such as another name of an actor), key}; key is "" where there is nothing of it.
   */
  plan(store, state, complete) {
    const tests = [];
    const asked = new URLSearchParams();
    if (state.q) asked.set("q", state.q);
    for (const name of new Set(state.others.map((one) => one.name))) {
      const texts = state.others.filter((one) => one.name === name).map(({ value }) => value);
      const test = testOf(store, name, texts);
      if (test) tests.push(test);
      else for (const text of texts) asked.append(name, text);
    }
    const foreign = complete ? FACETS.filter((name) => [...state.facets[name].chosen, ...state.facets[name].excluded].some((value) => !store.dictionaries[name].codes.has(value))) : [];
    for (const name of foreign) facetQuery(asked, name, state.facets[name]);
    const plain = tests.length === 0 && !asked.size;
    return { tests, asked, foreign, key: plain ? "" : `${store.version} ${asked} ${JSON.stringify(state.others)}` };
  }

  /** Return a Uint8Array with 1 for the rows of a plan. Throws an Error for people where the server has no answer. */
  async rows(store, { tests, asked }) {
    const rows = new Uint8Array(store.capacity);
    if (asked.size > 0) {
      const query = String(asked);
      if (!this.answers.has(query)) this.answers.set(query, findUids(this.api, query));
      try {
        for (const uid of await this.answers.get(query)) {
          const row = store.rowOf(uid);
          if (row >= 0) rows[row] = 1;
        }
      } catch (error) {
        this.answers.delete(query);
        throw error;
      }
    } else rows.fill(1);
    for (const test of tests) for (let row = 0; row < store.size; row += 1) if (rows[row] === 1 && !test(row)) rows[row] = 0;
    return rows;
  }
}
