/* The queue: all rows chosen at once, filters that close by Escape or a click elsewhere, U for undo. */

import { connectKeys } from "./keys.js";

const all = document.getElementById("choose-all");
const boxes = [...document.querySelectorAll("[name=reports]")];

all?.addEventListener("change", () => {
  for (const box of boxes) box.checked = all.checked;
});

const facets = [...document.querySelectorAll(".queue-facet")];

document.addEventListener("keydown", (event) => {
  const facet = event.key === "Escape" && facets.find((one) => one.open);
  if (!facet) return;
  facet.open = false;
  facet.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  for (const facet of facets) if (facet.open && !facet.contains(event.target)) facet.open = false;
});

connectKeys();
