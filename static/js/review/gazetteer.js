/* Places of the gazetteer that bear the name in the form; choosing one fills the place's fields. */

import { make } from "../dom.js";
import { fetchJson } from "../fetch.js";
import { COMMA, gettext, settings } from "../i18n.js";

const FEW = 8;

/** Connect the button "find" of a form; `map` shows the point that is chosen. */
export function connectGazetteer(form, map) {
  const box = form.querySelector("[data-gazetteer]");
  const list = document.getElementById("found-places");
  const field = (name) => form.elements.namedItem(name);
  const choose = (place) => {
    field("place").value = place.id;
    field("place_name").value = place.name;
    field("district").value = place.district;
    field("governorate").value = place.governorate;
    const vague = ["district", "governorate"].includes(field("location_precision").value);
    map.set(vague ? null : { lng: place.longitude, lat: place.latitude });
    list.replaceChildren();
    field("place_name").focus();
  };
  document.getElementById("find-place").addEventListener("click", async () => {
    const name = field("place_name").value.trim();
    if (!name) return;
    try {
      const answer = await fetchJson(`${box.dataset.gazetteer}?limit=${FEW}&q=${encodeURIComponent(name)}`);
      list.replaceChildren(...(answer.results.length > 0 ? answer.results.map((place) => placeItem(place, choose)) : [make("li", {}, gettext("No place of this name is known; the name stays as written."))]));
    } catch (error) {
      list.replaceChildren(make("li", { class: "field-error" }, error.message));
    }
  });
  // A name that is typed over is no longer the place of the gazetteer that was chosen.
  field("place_name").addEventListener("input", () => {
    field("place").value = "";
  });
}

function placeItem(place, choose) {
  const local = place[`name_${settings.language}`] || place.name;
  const where = [place.district, place.governorate].filter(Boolean).join(COMMA);
  return make("li", {}, make("button", { type: "button", onclick: () => choose(place) }, make("span", { dir: "auto" }, local), make("span", { class: "muted" }, ` ${place.kind} · ${where}`)));
}
