/* Header of every page: menu on phones, theme, language. */

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

function connectForms() {
  for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
    form.addEventListener("change", () => {
      // The address may have changed since the page was made, by filters.
      const next = form.elements.namedItem("next");
      if (next) next.value = location.pathname + location.search;
      form.requestSubmit();
    });
  }
}

showScriptedParts();
connectTheme(document.getElementById("site-theme"));
connectMenu(document.querySelector(".menu-button"));
connectForms();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
  document.dispatchEvent(new CustomEvent("theme-changed")),
);
