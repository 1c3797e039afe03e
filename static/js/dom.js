/* Elements without markup in strings: text from the world enters by textContent alone. */

/**
 * Make an element: `attributes` are set as attributes ("class", "dir", "data-…"), functions as listeners
 * ("onclick"); children are nodes or texts; null, undefined and false are left out.
 */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Set properties of an element ("textContent", "hidden", "value") that are not so already: what stays costs no layout. */
export function update(element, properties) {
  for (const [name, value] of Object.entries(properties)) if (element[name] !== value) element[name] = value;
}

/** Grey lines where something is about to appear. */
export function skeleton(lines, loading) {
  return make("div", { class: "skeleton", role: "status" }, make("span", { class: "visually-hidden" }, loading), Array.from({ length: lines }, () => make("i")));
}

/** Text of unknown direction inside a sentence. */
export function isolate(text) {
  return make("bdi", {}, text);
}

/** A link to the world: only to the web, only its address, and the other side learns nothing. */
export function outLink(url, text) {
  if (!/^https?:\/\//.test(url ?? "")) return isolate(text);
  return make("a", { href: url, rel: "noopener noreferrer external", dir: "auto" }, text);
}
