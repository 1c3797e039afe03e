/* The page of saved views as a dialog over the map: the same forms, sent without leaving it. */

import { make } from "../dom.js";
import { gettext } from "../i18n.js";

/** Let a link to the page open the dialog; `queryNow()` is what the map shows, as a query string. */
export function connectViews(link, queryNow) {
  if (link) link.addEventListener("click", (event) => open(event, link, queryNow));
}

async function open(event, link, queryNow) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const dialog = make("dialog", { class: "views-dialog", "aria-labelledby": "views-heading", onclose: () => dialog.remove() });
  document.body.append(dialog);
  dialog.addEventListener("submit", (submission) => {
    submission.preventDefault();
    const form = submission.target;
    // As an attribute, since a button of these forms is called "action".
    fill(dialog, link, new Request(form.getAttribute("action"), { method: "post", body: new FormData(form, submission.submitter) }));
  });
  const shown = await fill(dialog, link, new Request(`${link.href}?${new URLSearchParams({ query: queryNow() })}`));
  if (!shown) return;
  dialog.showModal();
  dialog.querySelector("#view-name").focus();
}

/** Fill the dialog with what a request's page says. Where that is another page, such as the log-in, go there. */
async function fill(dialog, link, request) {
  const answer = await fetch(request).catch(() => null);
  const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
  const views = page?.getElementById("saved-views");
  if (!views) {
    location.assign(link.href);
    return false;
  }
  const close = make("button", { type: "button", class: "close", "aria-label": gettext("Close"), onclick: () => dialog.close() }, "×");
  dialog.replaceChildren(close, ...page.querySelectorAll("body > .notice"), views);
  views.querySelector("h1").focus(); // what was pressed is gone
  return true;
}
