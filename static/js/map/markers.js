/* How incidents look: a disc by family with its glyph, soft where the place is only near, a ring where several stand. */

import { colour, familyColour, font } from "./palette.js";

const SMALLEST = 6.5; // px: nobody killed, or not reported
const PER_PERSON = 4; // the radius is this times the root of the number killed, so the area grows with it
const FULL_SIZE_FROM = 9; // signs are smaller at lower zooms, where they stand closer

/** Return a function that gives the radius in pixels for a number of people killed (less than 0 where not reported), at a zoom. */
export function radiusAt(zoom) {
  const scale = PER_PERSON * 2 ** (0.35 * Math.min(0, zoom - FULL_SIZE_FROM));
  return (killed) => (killed > 0 ? Math.max(SMALLEST, scale * Math.sqrt(killed)) : SMALLEST);
}

/** Draw one incident. `near` is the radius in pixels of the disc that says "near here", 0 for an exact place. */
export function drawIncident(context, { x, y, radius, family, near = 0 }) {
  if (near > 0) drawSoftDisc(context, x, y, Math.max(near, radius + 5), familyColour(family));
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.globalAlpha = radius > 16 ? 0.82 : 0.94;
  context.fillStyle = familyColour(family);
  context.fill();
  context.globalAlpha = 1;
  if (near === 0) {
    context.lineWidth = 1.25;
    context.strokeStyle = colour("--map-marker-edge");
    context.stroke();
  }
  drawGlyph(context, family, x, y, Math.min(radius * 0.5, 7));
}

const discs = new Map(); // by colour and radius: a picture is copied much quicker than a gradient is computed

function drawSoftDisc(context, x, y, radius, fill) {
  const reach = Math.ceil(radius);
  const name = `${reach} ${fill}`;
  if (!discs.has(name)) discs.set(name, paintSoftDisc(reach, fill));
  context.drawImage(discs.get(name), x - reach, y - reach, 2 * reach, 2 * reach);
}

function paintSoftDisc(radius, fill) {
  const ratio = globalThis.devicePixelRatio || 1;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.ceil(2 * radius * ratio);
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  const gradient = context.createRadialGradient(radius, radius, 0, radius, radius, radius);
  gradient.addColorStop(0, withAlpha(fill, 0.42));
  gradient.addColorStop(0.65, withAlpha(fill, 0.22));
  gradient.addColorStop(1, withAlpha(fill, 0));
  context.fillStyle = gradient;
  context.fillRect(0, 0, 2 * radius, 2 * radius);
  return canvas;
}

/** "rgb(1, 2, 3)" with an alpha; computed colours always come in this form. */
function withAlpha(rgb, alpha) {
  return rgb.replace("rgb(", "rgba(").replace(")", `, ${alpha})`);
}

const GLYPHS = {
  battles: [[[-1, -1], [1, 1]], [[-1, 1], [1, -1]]],
  explosions: [[[0, -1.15], [0, 1.15]], [[-1, -0.57], [1, 0.57]], [[-1, 0.57], [1, -0.57]]],
  civilians: [[[0, -1.1], [1.1, 0], [0, 1.1], [-1.1, 0], [0, -1.1]]],
  protests: [[[-1, 0.7], [0, -0.9], [1, 0.7], [-1, 0.7]]],
  riots: [[[0.3, -1.2], [-0.7, 0.15], [0.7, -0.15], [-0.3, 1.2]]],
  strategic: [[[-0.8, -0.8], [0.8, -0.8], [0.8, 0.8], [-0.8, 0.8], [-0.8, -0.8]]],
  operations: [[[0, -1.1], [0, 1.1]], [[-1.1, 0], [1.1, 0]]],
};
const SOLID = new Set(["civilians", "protests", "strategic"]);

/** Draw a family's sign: meaning is never colour alone. */
export function drawGlyph(context, family, x, y, size, token = "--map-glyph") {
  context.lineWidth = Math.max(1.3, size * 0.38);
  context.lineJoin = "round";
  context.lineCap = "round";
  context.strokeStyle = colour(token);
  context.fillStyle = colour(token);
  context.beginPath();
  for (const line of GLYPHS[family] ?? []) {
    line.forEach(([dx, dy], index) => {
      if (index === 0) context.moveTo(x + dx * size, y + dy * size);
      else context.lineTo(x + dx * size, y + dy * size);
    });
  }
  if (SOLID.has(family)) context.fill();
  else context.stroke();
  context.lineCap = "butt";
}

/** Draw several incidents at one place: their number in a ring of their families' shares. */
export function drawGroup(context, { x, y, radius, shares, count, near = 0 }) {
  if (near > 0) drawSoftDisc(context, x, y, Math.max(near, radius + 5), colour("--map-label-minor"));
  let total = 0;
  for (const [, number] of shares) total += number;
  const thickness = Math.max(4, Math.min(9, radius * 0.3));
  context.beginPath();
  context.arc(x, y, radius + 1, 0, 2 * Math.PI);
  context.fillStyle = colour("--map-marker-edge");
  context.fill();
  context.lineWidth = thickness;
  let angle = -Math.PI / 2;
  for (const [family, number] of shares) {
    const end = angle + (number / total) * 2 * Math.PI;
    context.beginPath();
    context.arc(x, y, radius - thickness / 2, angle, end);
    context.strokeStyle = familyColour(family);
    context.stroke();
    angle = end;
  }
  context.font = font(count.length > 2 ? 10.5 : 11.5, 650);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = colour("--ink");
  context.fillText(count, x, y + 0.5);
}

/** Draw the ring around what is selected. */
export function drawSelection(context, x, y, radius) {
  for (const [width, token] of [
    [6, "--map-marker-edge"],
    [3, "--accent"],
  ]) {
    context.beginPath();
    context.arc(x, y, radius + 4, 0, 2 * Math.PI);
    context.lineWidth = width;
    context.strokeStyle = colour(token);
    context.stroke();
  }
}
