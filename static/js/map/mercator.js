/* Web Mercator in units of the world at zoom 0: x and y run from 0 to 256, y downwards. */

const WORLD = 256;
const LIMIT = 85.0511287798;

export function worldX(longitude) {
  return ((longitude + 180) / 360) * WORLD;
}

export function worldY(latitude) {
  const clamped = Math.max(-LIMIT, Math.min(LIMIT, latitude));
  const sine = Math.sin((clamped * Math.PI) / 180);
  return (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD;
}

export function longitudeAt(x) {
  return (x / WORLD) * 360 - 180;
}

export function latitudeAt(y) {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD))) * 180) / Math.PI;
}

/** Pixels on the screen for a kilometre on the ground at this latitude and zoom. */
export function pixelsPerKilometre(latitude, zoom) {
  const girth = 40_075.017 * Math.cos((latitude * Math.PI) / 180);
  return (WORLD * 2 ** zoom) / girth;
}
