/* One quiet line that says from when the data are, and whether they follow what happens. */

import { formatMoment } from "../format.js";
import { fill, gettext } from "../i18n.js";

export class Freshness {
  /** `line` is seen; `announcement` is read out, and only when the state changes. */
  constructor(line, announcement) {
    Object.assign(this, { line, announcement, moment: null, state: "" });
  }

  /** The server was heard: the data are those of now. */
  heard() {
    this.moment = new Date();
    this.enter("live");
  }

  /** The data are those of a moment (a Date), and nobody has asked for newer ones yet. */
  from(moment) {
    this.moment = moment;
    this.show();
  }

  /** The server was asked and did not answer. */
  missed() {
    this.enter("offline");
  }

  enter(state) {
    const before = this.state;
    this.state = state;
    this.show();
    if (before === state) return;
    if (state === "offline") this.announcement.textContent = this.words();
    else if (before === "offline") this.announcement.textContent = gettext("The server answers again: the data are up to date.");
  }

  words() {
    if (!this.moment) return this.state === "offline" ? gettext("Offline") : "";
    const values = { when: formatMoment(this.moment) };
    if (this.state === "live") return fill(gettext("Data from %(when)s · up to date"), values);
    if (this.state === "offline") return fill(gettext("Offline: data from %(when)s"), values);
    return fill(gettext("Data from %(when)s"), values);
  }

  show() {
    const words = this.words();
    if (this.line.textContent === words) return;
    this.line.textContent = words;
    this.line.title = this.moment?.toISOString() ?? "";
    this.line.classList.toggle("is-offline", this.state === "offline");
  }
}
