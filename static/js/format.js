/* Numbers, ranges and dates as the server writes them (incidents/presentation.py). */

import { fill, gettext, settings } from "./i18n.js";

const LATIN = settings.digits.startsWith("0");

/** Write ASCII digits as the page's language does. */
export function localiseDigits(text) {
  return LATIN ? text : text.replaceAll(/[0-9]/g, (digit) => settings.digits[Number(digit)]);
}

/** A whole number with grouped thousands. */
export function formatNumber(value) {
  const grouped = String(value).replaceAll(/\B(?=(\d{3})+$)/g, LATIN ? "," : "٬");
  return localiseDigits(grouped);
}

/** Casualties: "7", "7–10", "at least 5", "up to 9"; "not reported" where nothing is known, never 0. */
export function formatRange(range) {
  const { low = null, best = null, high = null } = range ?? {};
  const known = [low, best, high].filter((value) => value !== null);
  if (known.length === 0) return gettext("not reported");
  if (high === null && best === null) return fill(gettext("at least %(number)s"), { number: formatNumber(low) });
  if (low === null && best === null) return fill(gettext("up to %(number)s"), { number: formatNumber(high) });
  const least = Math.min(...known);
  const most = Math.max(...known);
  return least === most ? formatNumber(least) : `${formatNumber(least)}–${formatNumber(most)}`;
}

/** "1 May 2021", "16–17 October 2017", "May 2021" or "2021", no more exact than the precision. ISO dates in. */
export function formatDate(start, end, precision, months = settings.months) {
  const from = split(start);
  const to = split(end ?? start);
  const monthOf = ({ year, month }) => `${months[month - 1]} ${localiseDigits(String(year))}`;
  const dayOf = (date) => `${localiseDigits(String(date.day))} ${monthOf(date)}`;
  const sameMonth = from.year === to.year && from.month === to.month;
  if (precision === "year" && from.year === to.year) return localiseDigits(String(from.year));
  if (precision === "month") return sameMonth ? monthOf(from) : `${monthOf(from)} – ${monthOf(to)}`;
  if (start === end || !end) return dayOf(from);
  if (sameMonth) return `${localiseDigits(String(from.day))}–${dayOf(to)}`;
  if (from.year !== to.year) return `${dayOf(from)} – ${dayOf(to)}`;
  return `${localiseDigits(String(from.day))} ${months[from.month - 1]} – ${dayOf(to)}`;
}

/** The same with short names of months, for narrow columns. */
export function formatShortDate(start, end, precision) {
  return formatDate(start, end, precision, settings.short_months);
}

function split(iso) {
  const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
  return { year, month, day };
}

/** "25 Nov 2026, 21:10" of a Date, by the clock of the reader's device. */
export function formatMoment(moment) {
  const two = (number) => String(number).padStart(2, "0");
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  const time = localiseDigits(`${two(moment.getHours())}:${two(moment.getMinutes())}`);
  return fill(gettext("%(day)s, %(time)s"), { day: formatShortDate(day, day, "day"), time });
}

/** Days since 1970-01-01 of an ISO date: what date columns hold. */
export function dayNumber(iso) {
  return Math.round(Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1, Number(iso.slice(8, 10))) / 86_400_000);
}

/** The ISO date of a day number. */
export function isoDay(number) {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}
