/* Joint operation rooms: a dark ring with a white centre, filled by phase. Buttons on the map, for the keyboard too. */

const L = globalThis.L;
const SVG = "http://www.w3.org/2000/svg";
const SIZE = 22;
const PIN = 40; // px from the top of the sign to the foot of its pin
// How much of the centre is filled: the further a room is, the fuller.
const FILL = { agreed: 0, opened: 0.25, operational: 0.5, joint_checkpoints: 0.75, joint_operations: 1 };
// Struck through once or twice.
const ENDED = { suspended: "M6 16 16 6", closed: "M6 16 16 6M6 6 16 16" };

/** Return the sign of a phase as an SVG element. */
export function roomSign(phase, size = SIZE) {
  const svg = draw("svg", { viewBox: "0 0 22 22", width: size, height: size, class: "room-sign", "aria-hidden": "true" });
  svg.append(
    draw("circle", { cx: 11, cy: 11, r: 10.2, class: "room-halo" }),
    draw("circle", { cx: 11, cy: 11, r: 8, class: "room-ring" }),
  );
  const share = FILL[phase] ?? 0;
  if (share === 1) svg.append(draw("circle", { cx: 11, cy: 11, r: 4.2, class: "room-fill" }));
  else if (share > 0) svg.append(draw("path", { d: wedge(11, 11, 4.6, share), class: "room-fill" }));
  if (phase in ENDED) svg.append(draw("path", { d: ENDED[phase], class: "room-ended" }));
  return svg;
}

function draw(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function wedge(x, y, radius, share) {
  const angle = share * 2 * Math.PI;
  const endX = x + radius * Math.sin(angle);
  const endY = y - radius * Math.cos(angle);
  return `M${x} ${y}V${y - radius}A${radius} ${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${endX} ${endY}Z`;
}

/** The phase that a room had reached on its latest reported date, "" where none is reported. */
export function latestPhase(phases) {
  const last = [...phases].sort((one, other) => one.date_start.localeCompare(other.date_start)).at(-1);
  return last?.phase ?? "";
}

/** The pin below a sign, whose foot is the room's point. */
function roomPin() {
  const height = PIN - SIZE + 2;
  const svg = draw("svg", { viewBox: `0 0 ${SIZE} ${height}`, width: SIZE, height, "aria-hidden": "true" });
  svg.append(
    draw("path", { d: `M11 0V${height - 3}`, class: "room-stem-edge" }),
    draw("path", { d: `M11 0V${height - 3}`, class: "room-stem" }),
    draw("circle", { cx: 11, cy: height - 3, r: 2.6, class: "room-foot" }),
  );
  return svg;
}

/**
 * Return a room's two Leaflet markers {sign, pin}: the sign stands above the incidents, the pin that leads to its
 * point below them, so that it covers no number. `label` is what a screen reader says.
 */
export function roomMarkers([longitude, latitude], phase, label) {
  const at = [latitude, longitude];
  const signIcon = L.divIcon({ className: "room-marker", html: roomSign(phase), iconSize: [SIZE, SIZE], iconAnchor: [SIZE / 2, PIN - 3] });
  const pinIcon = L.divIcon({ className: "room-pin", html: roomPin(), iconSize: [SIZE, PIN - SIZE + 2], iconAnchor: [SIZE / 2, PIN - SIZE - 1] });
  const sign = L.marker(at, { icon: signIcon, keyboard: true, title: label, alt: label, riseOnHover: true });
  // Leaflet gives alternative texts to images only.
  sign.on("add", () => sign.getElement()?.setAttribute("aria-label", label));
  const pin = L.marker(at, { icon: pinIcon, pane: "rooms", interactive: false, keyboard: false });
  return { sign, pin };
}

/** The disc that a sign covers, from its room's place on the screen. */
export function signDisc(x, y) {
  return { x, y: y - PIN + 3 + SIZE / 2, radius: SIZE / 2 };
}
