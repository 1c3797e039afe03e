/* In the page: random filters over random rows, each step compared with a count of all rows that knows no steps. */
async ({ seed, rows, steps }) => {
  const [{ Selection }, { Codebook, LISTS, Store }, { Grid }, { TimeScale }] = await Promise.all(
    ["data/selection", "data/store", "map/grid", "dashboard/time-scale"].map((name) => import(`/static/js/${name}.js`)),
  );
  let state = seed;
  const chance = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (number) => Math.floor(chance() * number);
  const iso = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
  const families = ["A", "B", "C"].map((value) => ({ value, sub_types: [1, 2, 3].map((number) => ({ value: value + number, label: value + number })) }));
  const codebook = new Codebook(families, families.map(({ value }) => ({ value, slug: value.toLowerCase() })));
  const store = new Store(codebook, ["single", "several", "disputed"], rows);
  const FIRST = 17_000;
  const DAYS = 900;
  const uids = [];
  const append = () => {
    const start = FIRST + below(DAYS);
    const best = chance() < 0.3 ? null : below(9);
    const uid = `00000000-0000-4000-8000-${String(uids.length).padStart(12, "0")}`;
    uids.push(uid);
    const placed = chance() < 0.9;
    const some = (name) => Array.from({ length: below(3) }, () => `${name} ${below(7)}`);
    store.append({
      uid,
      longitude: placed ? 43 + Math.round(chance() * 30) / 10 : null,
      latitude: placed ? 34 + Math.round(chance() * 30) / 10 : null,
      dateStart: iso(start),
      dateEnd: iso(Math.min(FIRST + DAYS - 1, start + (chance() < 0.2 ? below(40) : 0))),
      datePrecision: "day",
      subType: codebook.subTypes[below(9)].value,
      precision: chance() < 0.5 ? "near" : "exact",
      verification: ["single", "several", "disputed"][below(3)],
      district: "",
      governorate: "",
      killed: { low: null, best, high: best },
      ...Object.fromEntries(LISTS.map((name) => [name, some(name)])),
    });
  };
  for (let row = 0; row < rows; row += 1) append();
  store.changed();

  const SINGLE = ["subType", "verification", "band"];
  const scale = new TimeScale([FIRST, FIRST + DAYS - 1]);
  const codesOf = (name, row) => (SINGLE.includes(name) ? [store.columns[name][row]] : [...store.lists[name].of(row)]);
  const passes = (wanted, name, row) => {
    const marks = wanted[name];
    if (!marks) return true;
    if (name === "search") return marks[row] === 1;
    const found = codesOf(name, row).map((code) => marks[code]);
    return !found.includes(2) && (!marks.includes(1) || found.includes(1));
  };
  const inDates = ({ dates }, row) => store.columns.end[row] >= (dates.from ?? -1e9) && store.columns.start[row] <= (dates.to ?? 1e9);
  const NAMES = [...SINGLE, ...LISTS, "search"];
  const recount = (wanted) => {
    const counts = Object.fromEntries([...SINGLE, ...LISTS].map((name) => [name, new Array(store.dictionaries[name].values.length).fill(0)]));
    const indices = [];
    const bins = new Array(scale.length * families.length).fill(0);
    for (let row = 0; row < store.size; row += 1) {
      if (store.columns.dead[row]) continue;
      const failed = NAMES.filter((name) => !passes(wanted, name, row));
      if (failed.length === 0) bins[scale.binOf[store.columns.start[row] - FIRST] * families.length + store.columns.family[row]] += 1;
      if (!inDates(wanted, row)) continue;
      if (failed.length === 0) indices.push(row);
      for (const name in counts) {
        if (failed.every((other) => other === name)) for (const code of codesOf(name, row)) counts[name][code] += 1;
      }
    }
    return { counts, indices, bins, unplaced: indices.filter((row) => !store.hasPoint(row)).length };
  };
  const view = { zoom: 7, scale: 128, left: 20_200, top: 12_700, width: 900, height: 700 };
  const selection = new Selection(store);
  const wanted = { dates: { from: null, to: null } };
  const change = () => {
    const name = NAMES[below(NAMES.length)];
    if (chance() < 0.3) wanted[name] = null;
    else if (name === "search") wanted.search = Uint8Array.from({ length: store.capacity }, () => (chance() < 0.7 ? 1 : 0));
    else wanted[name] = Uint8Array.from({ length: store.dictionaries[name].values.length + 1 }, () => (chance() < 0.4 ? 1 : chance() < 0.2 ? 2 : 0));
  };
  const brush = () => {
    const near = (day) => (day ?? FIRST + below(DAYS)) + below(61) - 30;
    const { from, to } = wanted.dates;
    wanted.dates = [{ from: near(from), to }, { from, to: near(to) }, { from: near(from), to: near(to) }, { from: null, to: null }][chance() < 0.05 ? 3 : below(3)];
  };
  const same = (what, one, other) => {
    if (one.length !== other.length || one.some((value, index) => value !== other[index])) throw new Error(`${what} at step ${done}: ${one} ≠ ${other}`);
  };
  let grid = null;
  let moved = 0;
  let done = 0;
  for (; done < steps; done += 1) {
    if (chance() < 0.75) brush();
    else if (chance() < 0.8) change();
    else {
      store.remove(uids[below(uids.length)]);
      append();
      store.inOrder = false;
      store.changed();
    }
    if (done % 10 === 0) selection.order(); // else when there is time
    const result = selection.apply({ ...wanted }, scale);
    if (result.toggled) moved += 1;
    const right = recount(wanted);
    same("rows", result.indices, right.indices);
    same("found, unplaced", [result.found, result.unplaced], [right.indices.length, right.unplaced]);
    same("bins", result.bins, right.bins);
    for (const name in right.counts) if (chance() < 0.5) same(name, result.countsOf(name), right.counts[name]);
    if (!grid?.isOf(store, view) || !grid.follow(result)) {
      grid = new Grid(store, view, grid);
      grid.fill(result);
    }
    const fresh = new Grid(store, view);
    fresh.fill(result);
    for (const name of ["count", "killed", "sharp", "sumRow", "shares"]) same(`grid's ${name}`, grid[name], fresh[name]);
    same("rows in view", grid.rows(), fresh.rows());
  }
  return { steps: done, moved };
};
