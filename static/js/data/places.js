/* Which incidents lie in a circle or polygon that was drawn on the map. */

import { latitudeAt, longitudeAt } from "../map/mercator.js";

const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/** Kilometres between two points, each [longitude, latitude] in degrees. */
export function distanceKm([longitude, latitude], [otherLongitude, otherLatitude]) {
  const sine = Math.sin(latitude * RADIANS) * Math.sin(otherLatitude * RADIANS);
  const cosine = Math.cos(latitude * RADIANS) * Math.cos(otherLatitude * RADIANS) * Math.cos((otherLongitude - longitude) * RADIANS);
  return EARTH_KM * Math.acos(Math.max(-1, Math.min(1, sine + cosine)));
}

/** Whether a ring [[longitude, latitude], …] holds a point. */
export function ringHolds(ring, longitude, latitude) {
  let inside = false;
  for (let index = 0, last = ring.length - 1; index < ring.length; last = index, index += 1) {
    const [x, y] = ring[index];
    const [otherX, otherY] = ring[last];
    if (y > latitude !== otherY > latitude && longitude < ((otherX - x) * (latitude - y)) / (otherY - y) + x) inside = !inside;
  }
  return inside;
}

/** Return a Uint8Array with 1 for rows inside the circle {longitude, latitude, km} and the ring; null without either. */
export function rowsInside(store, circle, ring) {
  if (!circle && !ring) return null;
  const passing = new Uint8Array(store.capacity);
  const { x, y } = store.columns;
  const center = circle && [circle.longitude, circle.latitude];
  for (let row = 0; row < store.size; row += 1) {
    if (Number.isNaN(x[row])) continue;
    const longitude = longitudeAt(x[row]);
    const latitude = latitudeAt(y[row]);
    if (center && distanceKm(center, [longitude, latitude]) > circle.km) continue;
    if (ring && !ringHolds(ring, longitude, latitude)) continue;
    passing[row] = 1;
  }
  return passing;
}
