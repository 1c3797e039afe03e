/* Pages of this site, loaded and read without being shown. */

/** Return a page's text, or null where it can't be had. */
export async function load(address) {
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

/** Return a page of this site as a document, without what only stands in for scripts. */
export function parse(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  for (const part of page.querySelectorAll("noscript")) part.remove();
  return page;
}
