/* Work that need not be done at every step of a drag. */

/** Return a function that calls `work` at once where the last call is `ms` ago, else once at the end of that time. */
export function paced(work, ms) {
  let last = -Infinity;
  let timer;
  const run = () => {
    timer = undefined;
    last = performance.now();
    work();
  };
  return () => {
    if (timer) return;
    const wait = ms - (performance.now() - last);
    if (wait <= 0) run();
    else timer = setTimeout(run, wait);
  };
}

/** Return a function that calls `work` when it has not been called for `ms`. */
export function settled(work, ms) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
  };
}

/** Call `work` when the browser has nothing else to do, in a second at the latest. */
export function whenIdle(work) {
  return globalThis.requestIdleCallback ? requestIdleCallback(work, { timeout: 1000 }) : setTimeout(work, 200);
}
