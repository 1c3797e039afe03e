/* Header of every page: menu on phones, theme, language; and what makes pages work without a network. */

import { registerWorker, tellOfCopy } from "./offline/register.js";

const ONE_YEAR = 31_536_000;

function showScriptedParts() {
  for (const part of document.querySelectorAll(".with-script")) part.hidden = false;
  for (const part of document.querySelectorAll(".without-script")) part.hidden = true;
}

function connectTheme(select) {
  select?.addEventListener("change", () => {
    document.documentElement.dataset.theme = select.value;
    document.cookie = `theme=${select.value}; path=/; max-age=${ONE_YEAR}; samesite=lax`;
    document.dispatchEvent(new CustomEvent("theme-changed"));
  });
}

function connectMenu(button) {
  const tools = document.getElementById("site-tools");
  button?.addEventListener("click", () => {
    const open = !tools.hasAttribute("data-open");
    tools.toggleAttribute("data-open", open);
    button.setAttribute("aria-expanded", String(open));
  });
}

/** What the server would do, where it can't be reached: there is a copy of the map in each language. */
function changeLanguageHere(form) {
  document.cookie = `${form.dataset.cookie}=${form.elements.namedItem("language").value}; path=/; max-age=${ONE_YEAR}; samesite=lax`;
  location.reload();
}

function connectForms() {
  for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
    form.addEventListener("change", () => {
      // The address may have changed since the page was made, by filters.
      const next = form.elements.namedItem("next");
      if (next) next.value = location.pathname + location.search;
      if (navigator.onLine) form.requestSubmit();
      else changeLanguageHere(form);
    });
  }
}

showScriptedParts();
connectTheme(document.getElementById("site-theme"));
connectMenu(document.querySelector(".menu-button"));
connectForms();
tellOfCopy();
registerWorker();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
  document.dispatchEvent(new CustomEvent("theme-changed")),
);
