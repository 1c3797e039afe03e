/* One row of the list, which is made once and then shows one incident after another. */

import { make } from "../dom.js";
import { formatRange, formatShortDate } from "../format.js";
import { gettext } from "../i18n.js";

const notReported = () => gettext("not reported");
const differs = () => gettext("reports differ on the number killed");

export class ListRow {
  constructor() {
    this.shown = {};
    this.time = make("time");
    this.title = make("span", { class: "event-title", dir: "auto" });
    this.swatch = make("span", { "aria-hidden": "true" });
    this.type = make("span");
    this.place = make("span", { class: "place-name", dir: "auto" });
    this.noPoint = make("span", { class: "no-point" }, gettext("no point"));
    this.placeCell = make("td", { class: "column-place" }, this.place);
    this.unknown = make("span", { class: "not-reported", title: notReported() }, make("span", { "aria-hidden": "true" }, "–"), make("span", { class: "visually-hidden" }, notReported()));
    this.differs = make("span", { class: "differs", title: differs() }, make("span", { "aria-hidden": "true" }, "≠"), make("span", { class: "visually-hidden" }, `${differs()}: `));
    this.killed = make("td", { class: "column-killed number" });
    this.element = make(
      "tr",
      {},
      make("td", { class: "column-date" }, this.time),
      make("td", { class: "column-event" }, this.title, make("span", { class: "event-type" }, this.swatch, this.type)),
      this.placeCell,
      this.killed,
    );
  }

  /** Whether something is another one than was shown before; what stays the same is not touched. */
  isNew(name, value) {
    if (this.shown[name] === value) return false;
    this.shown[name] = value;
    return true;
  }

  /** Show a row of a store at a position of the list. `localName` translates places. */
  show(store, index, { position, selected, focused, localName }) {
    this.stand(position, selected, focused);
    const item = store.item(index);
    const title = item.title || item.subType.label;
    const place = item.place || localName(item.district || item.governorate);
    const killed = formatRange(item.killed);
    const date = item.dateStart === item.dateEnd ? item.dateStart : `${item.dateStart}/${item.dateEnd}`;
    if (this.isNew("date", `${date} ${item.datePrecision}`)) {
      Object.assign(this.time, { dateTime: item.dateStart, title: date, textContent: formatShortDate(item.dateStart, item.dateEnd, item.datePrecision) });
    }
    if (this.isNew("title", title)) Object.assign(this.title, { title, textContent: title });
    if (this.isNew("type", item.subType.label)) {
      this.swatch.className = `swatch family-${store.familySlug(index)}`;
      this.type.textContent = item.subType.label;
    }
    if (this.isNew("place", place)) Object.assign(this.place, { title: place, textContent: place });
    if (this.isNew("placed", store.hasPoint(index))) {
      if (store.hasPoint(index)) this.noPoint.remove();
      else this.placeCell.append(this.noPoint);
    }
    if (this.isNew("killed", `${killed} ${item.differ}`)) {
      const figure = killed === notReported() ? this.unknown : killed;
      this.killed.replaceChildren(...(item.differ ? [this.differs, figure] : [figure]));
    }
  }

  stand(position, selected, focused) {
    const { element } = this;
    if (this.isNew("focused", focused)) element.tabIndex = focused ? 0 : -1;
    if (this.isNew("selected", selected)) {
      element.setAttribute("aria-selected", String(selected));
      element.classList.toggle("is-selected", selected);
    }
    if (this.isNew("position", position)) {
      element.dataset.position = position;
      element.setAttribute("aria-rowindex", position + 2);
    }
  }
}
