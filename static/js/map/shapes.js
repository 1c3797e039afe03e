/* GeoJSON projected once and traced many times. */

import { worldX, worldY } from "./mercator.js";

/** Return shapes {lines: [Float64Array of x, y, …], bounds: [west, north, east, south] in world units, properties}. */
export function projectCollection(collection) {
  return collection.features.map((feature) => projectFeature(feature)).filter((shape) => shape.lines.length > 0);
}

function projectFeature(feature) {
  const lines = [];
  const bounds = [Infinity, Infinity, -Infinity, -Infinity];
  collectLines(feature.geometry, (coordinates) => {
    const line = new Float64Array(coordinates.length * 2);
    coordinates.forEach(([longitude, latitude], index) => {
      const x = worldX(longitude);
      const y = worldY(latitude);
      line[index * 2] = x;
      line[index * 2 + 1] = y;
      bounds[0] = Math.min(bounds[0], x);
      bounds[1] = Math.min(bounds[1], y);
      bounds[2] = Math.max(bounds[2], x);
      bounds[3] = Math.max(bounds[3], y);
    });
    lines.push(line);
  });
  return { lines, bounds, properties: feature.properties ?? {} };
}

function collectLines(geometry, take) {
  if (!geometry) return;
  const { type, coordinates } = geometry;
  if (type === "LineString") take(coordinates);
  else if (type === "MultiLineString" || type === "Polygon") coordinates.forEach(take);
  else if (type === "MultiPolygon") coordinates.flat().forEach(take);
  else if (type === "GeometryCollection") geometry.geometries.forEach((part) => collectLines(part, take));
}

/** Whether any of a shape lies in the view. */
export function inView(shape, view) {
  const [west, north, east, south] = shape.bounds;
  return (
    east * view.scale >= view.left &&
    west * view.scale <= view.left + view.width &&
    south * view.scale >= view.top &&
    north * view.scale <= view.top + view.height
  );
}

/** Return a path of the shapes in view; points closer than half a pixel are left out. */
export function tracePath(shapes, view, { closed = false } = {}) {
  const path = new Path2D();
  for (const shape of shapes) {
    if (!inView(shape, view)) continue;
    for (const line of shape.lines) traceLine(path, line, view, closed);
  }
  return path;
}

function traceLine(path, line, view, closed) {
  let lastX = NaN;
  let lastY = NaN;
  const end = line.length - 2;
  for (let index = 0; index <= end; index += 2) {
    const x = line[index] * view.scale - view.left;
    const y = line[index + 1] * view.scale - view.top;
    if (index === 0) path.moveTo(x, y);
    else if (index === end || Math.abs(x - lastX) + Math.abs(y - lastY) > 0.5) path.lineTo(x, y);
    else continue;
    lastX = x;
    lastY = y;
  }
  if (closed) path.closePath();
}
