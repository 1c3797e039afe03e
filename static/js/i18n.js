/* Translations from Django's catalogue, and the page's settings. Texts are marked with gettext(). */

// The catalogue's global functions, not those of globalThis.django, which the admin's scripts replace.
export const gettext = globalThis.gettext ?? ((text) => text);

export const ngettext = globalThis.ngettext ?? ((one, many, count) => (count === 1 ? one : many));

const pgettext = globalThis.pgettext ?? ((context, text) => text);

/** The comma of the page's language, with its space. */
export const COMMA = pgettext("between the words of a list", ", ");

/** Fill "%(name)s" with the given values; unknown names stay as they are. */
export function fill(text, values) {
  return text.replaceAll(/%\((\w+)\)s/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

const element = document.getElementById("page-settings");

/** {language, months and short_months: [12 names], digits: ten characters, families: [{value, label, slug}]} */
export const settings = element
  ? JSON.parse(element.textContent)
  : { language: "en", months: [], short_months: [], digits: "0123456789", families: [] };
