/* One look at the page a frame: what is to be drawn waits here, and what it asks for meanwhile is drawn in the same frame. */

const waiting = new Set();
let asked = false;

/** Call `work` once before the next frame is painted, however often it is asked for. */
export function beforeFrame(work) {
  waiting.add(work);
  if (asked) return;
  asked = true;
  requestAnimationFrame(run);
}

/** Take back what was asked for. */
export function notBeforeFrame(work) {
  waiting.delete(work);
}

function run() {
  try {
    for (const work of waiting) {
      waiting.delete(work);
      work();
    }
  } finally {
    asked = false;
    // After a failure the others still get their turn.
    if (waiting.size > 0) beforeFrame(waiting.values().next().value);
  }
}

/** Call `work` when the next frame has been painted. */
export function afterFrame(work) {
  beforeFrame(() => setTimeout(work));
}
