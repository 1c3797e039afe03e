/* Decisions without a wait: they are sent in the background, and the next report, loaded ahead, appears. */

import { fill, gettext } from "../i18n.js";
import { load, parse } from "./pages.js";
import { letGo, takeInHand, wasDecided } from "./hands.js";

// These change whose hands a report is in, and leave what is shown of it as it is.
const HANDLING = new Set(["take", "release", "hand_over"]);
const byId = (id) => document.getElementById(id);

let connectItem = () => {};
let ahead = null; // {address, text: a promise}
let busy = false;

/** Connect forms with data-desk and the links to the neighbours; `connect` is called for each report shown. */
export function connectDesk(connect) {
  connectItem = connect;
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-desk]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#next-report, #previous-report");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    letGo();
    show(link.getAttribute("href"));
  });
  addEventListener("popstate", () => location.reload());
  connectItem();
  prepare();
}

/** Say something to everybody, on the screen and to a screen reader. */
export function say(message, { failed = false } = {}) {
  const status = byId("review-status");
  status.classList.toggle("error", failed);
  status.textContent = message;
}

async function send(form, submitter) {
  if (busy) return;
  busy = true;
  const data = new FormData(form, submitter);
  const action = data.get("action");
  try {
    const answer = await fetch(form.getAttribute("action") ?? location.href, {
      method: "POST",
      body: data,
      headers: { accept: "application/json, text/html;q=0.5" },
    });
    await (isJson(answer) ? follow(await answer.json(), answer.ok, action) : showErrors(answer));
  } catch {
    say(gettext("The server does not answer. Check the connection and try again."), { failed: true });
  } finally {
    busy = false;
  }
}

const isJson = (answer) => (answer.headers.get("content-type") ?? "").startsWith("application/json");

async function follow({ address, bar, candidates, message, waiting }, ok, action) {
  if (!ok) {
    if (bar) setBar(bar);
    say(message, { failed: true });
    return;
  }
  const badge = document.querySelector(".site-tools .badge");
  if (badge && waiting) badge.lastChild.textContent = waiting;
  wasDecided();
  if (HANDLING.has(action)) {
    setBar(bar);
    say(message);
  } else await show(address, { bar, candidates, message });
}

async function showErrors(answer) {
  if (answer.status !== 422) {
    const text = answer.redirected ? gettext("You are logged out. Log in in another tab, then try again.") : gettext("The server answered with an error (%(status)s). Try again in a moment.");
    say(fill(text, { status: answer.status }), { failed: true });
    return;
  }
  exchange(parse(await answer.text()));
  connectItem();
  prepare();
  document.querySelector(".has-error input, .has-error select, .has-error textarea, dialog[open] textarea")?.focus();
}

/** Show a report's page in the place of this one; `bar` and `candidates` are newer than what was loaded ahead. */
async function show(address, { bar = "", candidates = "", message = "" } = {}) {
  const text = ahead?.address === address ? await ahead.text : await load(address);
  const page = text && parse(text);
  if (!page?.getElementById("review-bar")) {
    location.assign(address); // the queue, or a page that says why not
    return;
  }
  history.pushState(null, "", address);
  exchange(page);
  if (bar) setBar(bar);
  if (candidates) byId("candidates")?.replaceWith(parse(candidates).getElementById("candidates"));
  say(message);
  connectItem();
  scrollTo(0, 0);
  byId("article-heading").focus({ preventScroll: true });
  prepare();
}

function exchange(page) {
  for (const old of document.querySelectorAll("body > .notice")) old.remove();
  const fresh = page.getElementById("content");
  byId("content").replaceChildren(byId("review-status"), ...[...fresh.children].filter((part) => part.id !== "review-status"));
  document.title = page.title;
}

/** Put a newer bar in the place of the one that is shown; the focus stays where it was. */
export function setBar(html) {
  const fresh = parse(html).getElementById("review-bar");
  const focused = byId("review-bar").contains(document.activeElement) && document.activeElement.id;
  byId("review-bar").replaceWith(fresh);
  for (const part of fresh.querySelectorAll(".with-script")) part.hidden = false;
  if (focused) byId(focused)?.focus();
}

function prepare() {
  takeInHand({ setBar, say });
  const link = byId("next-report");
  const address = link?.getAttribute("href");
  ahead = address ? { address, text: load(address) } : null;
}
