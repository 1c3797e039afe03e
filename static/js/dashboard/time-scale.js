/* Days in bins of a day, a week or a month, by how long the span is. */

const LONGEST_BY_DAY = 150;
const LONGEST_BY_WEEK = 1100;
const MONDAY = 4; // day 0 was a Thursday: day 4 was a Monday

/** The bins of a span of days; `range` is the span of all data, every day of which has a bin, the last one for "beyond". */
export class TimeScale {
  constructor(range, [from, to] = range) {
    this.range = range;
    this.unit = unitOf(to - from);
    this.edges = edgesOf(this.unit, from, to);
    this.bins = this.edges.length - 1;
    this.length = this.bins + 1;
    this.first = range[0];
    this.binOf = new Uint16Array(range[1] - range[0] + 1).fill(this.bins);
    for (let bin = 0; bin < this.bins; bin += 1) {
      const start = Math.max(this.edges[bin], range[0]) - range[0];
      this.binOf.fill(bin, start, Math.max(start, this.edges[bin + 1] - range[0]));
    }
  }

  /** Days per unit, where on a line of the length 1 a day begins. */
  share(day) {
    return (day - this.edges[0]) / (this.edges[this.bins] - this.edges[0]);
  }

  dayAt(share) {
    return this.edges[0] + share * (this.edges[this.bins] - this.edges[0]);
  }

  /** The bin with a day in it, the nearest one for days beyond. */
  binAt(day) {
    let low = 0;
    let high = this.bins - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.edges[middle] <= day) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  firstDay(bin) {
    return this.edges[bin];
  }

  lastDay(bin) {
    return this.edges[bin + 1] - 1;
  }
}

function unitOf(days) {
  if (days <= LONGEST_BY_DAY) return "day";
  return days <= LONGEST_BY_WEEK ? "week" : "month";
}

function edgesOf(unit, from, to) {
  if (unit === "month") return monthEdges(from, to);
  const step = unit === "week" ? 7 : 1;
  const edges = [from - ((((from - MONDAY) % step) + step) % step)];
  while (edges.at(-1) <= to) edges.push(edges.at(-1) + step);
  return edges;
}

function monthEdges(from, to) {
  const date = new Date(from * 86_400_000);
  const edges = [];
  for (let month = date.getUTCMonth(), year = date.getUTCFullYear(); ; month += 1) {
    edges.push(Date.UTC(year, month, 1) / 86_400_000);
    if (edges.at(-1) > to) return edges;
  }
}
