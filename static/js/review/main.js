/* The review page: marks and fields that point to each other, keys, dialogs, the point on the map. */

import { connectGazetteer } from "./gazetteer.js";
import { connectKeys } from "./keys.js";
import { connectMarks } from "./marks.js";
import { PointMap } from "./point-map.js";

function connectDialogs() {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    if (dialog.hasAttribute("data-open")) dialog.showModal();
  }
  document.getElementById("open-reject")?.addEventListener("click", () => document.getElementById("reject-dialog").showModal());
  document.getElementById("open-help")?.addEventListener("click", () => document.getElementById("help-dialog").showModal());
}

function connectForm(form) {
  const inputs = { longitude: form.elements.namedItem("longitude"), latitude: form.elements.namedItem("latitude") };
  for (const part of form.querySelectorAll(".with-script")) part.hidden = false;
  const map = new PointMap(document.getElementById("point-map"), inputs);
  document.getElementById("clear-point").addEventListener("click", () => map.set(null));
  connectGazetteer(form, map);
}

const form = document.getElementById("accept-form");
if (form) connectForm(form);
connectDialogs();
connectMarks();
connectKeys();
