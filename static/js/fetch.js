/* JSON over HTTP, with errors that say what happened and what to do. */

import { fill, gettext } from "./i18n.js";

/** Return the parsed answer. Throws an Error whose message is for people; `status` is 0 without an answer. */
export async function fetchJson(url, { signal } = {}) {
  let answer;
  try {
    answer = await fetch(url, { signal, headers: { accept: "application/json, application/geo+json" } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw failure(gettext("The server does not answer. Check the connection and try again."), 0);
  }
  if (!answer.ok) throw failure(await explain(answer), answer.status);
  return answer.json();
}

function failure(message, status) {
  return Object.assign(new Error(message), { status });
}

async function explain(answer) {
  try {
    const problem = await answer.json();
    const details = (problem.errors ?? []).map((item) => `${item.parameter ?? item.name ?? ""} ${item.detail ?? ""}`.trim());
    if (details.length > 0) return details.join("; ");
    if (problem.detail || problem.title) return problem.detail || problem.title;
  } catch {
    // Not a problem description: the status has to do.
  }
  return fill(gettext("The server answered with an error (%(status)s). Try again in a moment."), {
    status: answer.status,
  });
}
