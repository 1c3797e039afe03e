/* Colours of the style sheet's tokens for use on a canvas, as the current theme resolves them. */

let probe;
let known = new Map();

const families = new Map(); // slug → colour

document.addEventListener("theme-changed", () => {
  known = new Map();
  families.clear();
});

/** Return the resolved colour of a token such as "--map-water". */
export function colour(token) {
  if (!known.has(token)) {
    if (!probe) {
      probe = document.createElement("span");
      probe.hidden = true;
      document.body.append(probe);
    }
    probe.style.color = `var(${token})`;
    known.set(token, getComputedStyle(probe).color);
  }
  return known.get(token);
}

/** Return the resolved colour of an event family by its slug. */
export function familyColour(slug) {
  let found = families.get(slug);
  if (!found) families.set(slug, (found = colour(`--family-${slug}`)));
  return found;
}

let family;
const fonts = new Map();

/** The page's fonts at a size, as a canvas takes them. */
export function font(pixels, weight = 400) {
  family ??= getComputedStyle(document.documentElement).fontFamily;
  const key = weight * 100 + pixels;
  if (!fonts.has(key)) fonts.set(key, `${weight} ${pixels}px ${family}`);
  return fonts.get(key);
}
