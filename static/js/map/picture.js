/* The map as a picture: what its canvases show, rooms, and where it comes from. */

import { colour, font } from "./palette.js";

const FILL = { opened: 0.25, operational: 0.5, joint_checkpoints: 0.75, joint_operations: 1 };

/** Return a PNG as a Blob. `rooms` are [{latlng, phase}], `lines` what is written below. */
export async function paintPicture(map, rooms, lines) {
  const size = map.getSize();
  const ratio = globalThis.devicePixelRatio || 1;
  const foot = 8 + lines.length * 16;
  const canvas = document.createElement("canvas");
  canvas.width = size.x * ratio;
  canvas.height = (size.y + foot) * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  pen.fillStyle = colour("--map-land");
  pen.fillRect(0, 0, size.x, size.y + foot);
  const frame = map.getContainer().getBoundingClientRect();
  pen.save();
  pen.beginPath();
  pen.rect(0, 0, size.x, size.y);
  pen.clip();
  drawRelief(pen, map, frame);
  for (const layer of map.getContainer().querySelectorAll(".leaflet-map-pane canvas")) {
    const box = layer.getBoundingClientRect();
    pen.drawImage(layer, box.left - frame.left, box.top - frame.top, box.width, box.height);
  }
  for (const { latlng, phase } of rooms) drawRoom(pen, map.latLngToContainerPoint(latlng), FILL[phase] ?? 0);
  pen.restore();
  pen.fillStyle = colour("--panel");
  pen.fillRect(0, size.y, size.x, foot);
  pen.fillStyle = colour("--ink");
  pen.font = font(12);
  pen.textBaseline = "top";
  const rtl = document.documentElement.dir === "rtl";
  pen.textAlign = rtl ? "right" : "left";
  lines.forEach((line, index) => pen.fillText(line, rtl ? size.x - 8 : 8, size.y + 5 + index * 16, size.x - 16));
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function drawRelief(pen, map, frame) {
  const pane = map.getPane("relief");
  const image = pane.querySelector("img");
  if (!image || pane.hidden) return;
  const style = getComputedStyle(pane);
  const box = image.getBoundingClientRect();
  pen.save();
  pen.globalAlpha = Number(style.opacity);
  pen.globalCompositeOperation = style.mixBlendMode;
  pen.filter = getComputedStyle(image).filter;
  pen.drawImage(image, box.left - frame.left, box.top - frame.top, box.width, box.height);
  pen.restore();
}

function drawRoom(pen, { x, y }, share) {
  const top = y - 26;
  pen.strokeStyle = colour("--room-ring");
  pen.fillStyle = colour("--room-centre");
  pen.lineWidth = 1.6;
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x, top);
  pen.stroke();
  pen.lineWidth = 2.6;
  pen.beginPath();
  pen.arc(x, top, 8, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
  pen.fillStyle = colour("--room-fill");
  pen.beginPath();
  pen.moveTo(x, top);
  pen.arc(x, top, 4.6, -Math.PI / 2, -Math.PI / 2 + share * 2 * Math.PI);
  pen.fill();
}
