/* Whoever opens a report has it in hand, as long as it is looked at; who took it by hand keeps it. */

const RENEW_AFTER = 10 * 60 * 1000;

let opened = null; // {address, since, done: a promise of whether it was taken} of a report taken by opening it

/** Take the report that is shown, if it is nobody's; `setBar` shows whose it is, `say` why it is not ours. */
export function takeInHand({ setBar, say }) {
  const hands = document.getElementById("hands");
  if (!hands || hands.dataset.holder) return;
  const address = location.pathname + location.search;
  opened = { address, since: Date.now() };
  const mine = opened;
  mine.done = post(address, "take").then(async (answer) => {
    const { bar, message } = answer ? await answer.json() : {};
    // By now another report may be shown, or this one be decided.
    if (opened === mine && bar) {
      setBar(bar);
      if (!answer.ok) say(message, { failed: true });
    }
    return Boolean(answer?.ok);
  });
}

/** Forget that the report was taken by opening it: it was decided, or is somebody's by their own will. */
export function wasDecided() {
  opened = null;
}

/** Give back a report that was only opened. */
export function letGo() {
  const left = opened;
  opened = null;
  left?.done.then((taken) => taken && post(left.address, "release"));
}

async function post(address, action) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!token) return null;
  const body = new URLSearchParams({ action, csrfmiddlewaretoken: token });
  try {
    const answer = await fetch(address, { method: "POST", body, keepalive: true, headers: { accept: "application/json" } });
    return answer.headers.get("content-type")?.startsWith("application/json") ? answer : null;
  } catch {
    return null;
  }
}

addEventListener("pagehide", () => {
  if (opened) post(opened.address, "release");
});
// A page that the browser kept comes back as it was left.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
document.addEventListener("input", () => {
  if (opened && Date.now() - opened.since > RENEW_AFTER) {
    opened.since = Date.now();
    post(opened.address, "take");
  }
});
