/* The review page: marks and fields that point to each other, keys, dialogs, the point on the map. */

import { connectDesk } from "./desk.js";
import { connectGazetteer } from "./gazetteer.js";
import { connectKeys, connectKeysSwitch } from "./keys.js";
import { connectMarks } from "./marks.js";
import { PointMap } from "./point-map.js";

let map = null;

function connectDialogs() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-close], #open-reject, #open-help");
    if (!button) return;
    if (button.hasAttribute("data-close")) button.closest("dialog").close();
    else document.getElementById(button.id.replace("open-", "") + "-dialog").showModal();
  });
}

function connectForm(form) {
  const inputs = { longitude: form.elements.namedItem("longitude"), latitude: form.elements.namedItem("latitude") };
  map = new PointMap(document.getElementById("point-map"), inputs);
  const point = map;
  document.getElementById("clear-point").addEventListener("click", () => point.set(null));
  connectGazetteer(form, point);
}

/** Connect what belongs to one report: it is exchanged when another one is shown. */
function connectItem() {
  map?.remove();
  map = null;
  for (const part of document.querySelectorAll("main .with-script")) part.hidden = false;
  document.querySelector("dialog[data-open]")?.showModal();
  const form = document.getElementById("accept-form");
  if (form) connectForm(form);
  connectKeysSwitch();
}

connectDialogs();
connectMarks();
connectKeys();
connectDesk(connectItem);
