/* The filters of the explore page as a query string, in the form that dateline/addresses.py writes, and back. */

import { dayNumber, isoDay } from "./explore-words.js";

export const FIRST_SORT = "-when";
const LISTS = ["country", "place", "report"];

/** What an address asks: the question, the order and the page of the table. */
export function read(search, keys) {
  const given = new URLSearchParams(search);
  const list = (name) => (given.get(name) ?? "").split(",").map((id) => id.trim()).filter(Boolean);
  const question = { from: dayNumber(given.get("from") ?? ""), to: dayNumber(given.get("to") ?? ""), q: given.get("q") ?? "", kinds: {} };
  LISTS.forEach((name) => (question[name] = list(name)));
  keys.forEach((key) => (question.kinds[key] = list(key)));
  return { question, sort: given.get("sort") || FIRST_SORT, page: Math.max(1, Number.parseInt(given.get("page"), 10) || 1) };
}

/** The query string of a state, with `?`, or nothing: one question has one address. */
export function write({ question, sort, page }) {
  const named = { ...Object.fromEntries(LISTS.map((name) => [name, question[name]])), ...question.kinds, q: question.q ? [question.q.trim()] : [] };
  const parts = ["from", "to"].filter((name) => question[name] !== null).map((name) => [name, isoDay(question[name])]);
  Object.keys(named).sort().forEach((name) => {
    const value = [...(named[name] ?? [])].sort().join(",");
    if (value) parts.push([name, value]);
  });
  if (sort !== FIRST_SORT) parts.push(["sort", sort]);
  if (page > 1) parts.push(["page", String(page)]);
  return parts.length ? `?${parts.map(([name, value]) => `${plus(name)}=${plus(value)}`).join("&")}` : "";
}

function plus(text) {
  return encodeURIComponent(text).replace(/%2C/g, ",").replace(/%20/g, "+").replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
