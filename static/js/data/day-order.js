/* Rows in the order of a column of days: those of a span of days lie beside each other. */

export class DayOrder {
  /** `days` are day numbers by row, `size` the number of rows. */
  constructor(days, size) {
    let first = size > 0 ? days[0] : 0;
    let last = first;
    for (let row = 1; row < size; row += 1) {
      if (days[row] < first) first = days[row];
      else if (days[row] > last) last = days[row];
    }
    this.first = first;
    this.starts = new Int32Array(last - first + 2);
    const { starts } = this;
    for (let row = 0; row < size; row += 1) starts[days[row] - first + 1] += 1;
    for (let day = 1; day < starts.length; day += 1) starts[day] += starts[day - 1];
    this.rows = new Int32Array(size);
    const next = starts.slice();
    for (let row = 0; row < size; row += 1) this.rows[next[days[row] - first]++] = row;
  }

  /** The rows of the days from `from` until before `end`. */
  between(from, end) {
    const last = this.starts.length - 1;
    const at = (day) => this.starts[Math.max(0, Math.min(last, day - this.first))];
    return this.rows.subarray(at(from), at(end));
  }
}
