/* What a row fails, as bits: a row without any is shown, one with a single one is what that filter leaves out. */

export const DEAD = 1;
export const BEFORE = 2; // ends before the first day that is wanted
export const AFTER = 4; // begins after the last one
export const DATES = BEFORE | AFTER;
/** Facets of which each row has one value, and of which it has a list. */
export const SINGLE = ["subType", "verification", "band"];
export const LISTED = ["perpetrator", "target", "area", "source"];
/** "places" is what was drawn on the map, "search" what a text search found. */
export const BITS = { subType: 8, verification: 16, band: 32, perpetrator: 64, target: 128, area: 256, source: 512, search: 1024, places: 2048 };
