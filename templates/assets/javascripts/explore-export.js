/* What is on show as a file: CSV with the columns of data/events.csv, or JSON. No cell starts a formula. */

import { isoDay } from "./explore-words.js";

const STATUS = ["counted", "late", "retracted", "replaced"];
const FORMULA = /^'*[=+\-@\t\r\n|%]/; // also behind quotes of its own, so that the way back is exact: see dateline/cells.py

const safe = (text) => (FORMULA.test(text) ? `'${text}` : text);
const quoted = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The events of a result as CSV, in the order that they are shown in. */
export function csv(store, rows) {
  const { data } = store;
  const measures = data.measures.flatMap(([id]) => [`${id}_low`, `${id}_high`]);
  const header = ["id", "report", "source", "start", "end", "places", data.country_word, ...measures, ...store.keys, "status", "note", "source_kind", "source_url", "adds_to"];
  const lines = [header, ...Array.from(rows, (i) => cells(store, i).map(safe))];
  return lines.map((line) => `${line.map(quoted).join(",")}\n`).join("");
}

function cells(store, i) {
  const { data, events } = store;
  const [places, countries] = data.wheres[events.where[i]];
  const [source, , , url, kind] = data.sources[events.source[i]];
  const counts = data.measures.flatMap((_, m) => [bound(events.low[m][i]), bound(events.high[m][i])]);
  const tallies = data.categories.map((category, c) => (events.kinds[c][i] < 0 ? "" : data.tallies[c][events.kinds[c][i]].map((tally) => tallyCell(tally, category)).join(";")));
  return [
    events.id[i], data.reports[events.report[i]], source, isoDay(events.start[i]), isoDay(events.start[i] + events.days[i] - 1),
    places.map((place) => data.places[place][0]).join("|"), countries.map((country) => data.countries[country][0]).sort().join("|"),
    ...counts, ...tallies, STATUS[events.status[i]], note(store, i), kind, url, data.added[events.id[i]] ?? "",
  ];
}

const bound = (value) => (value < 0 ? "" : String(value));
const note = ({ data, events }, i) => (events.note[i] < 0 ? "" : data.notes[events.note[i]]);

function tallyCell([kind, effect, low, high, some], { kinds, effects }) {
  const amount = some ? "some" : low === high ? String(low) : `${low}-${high < 0 ? "" : high}`;
  return `${effect < 0 ? "" : effects[effect][0]}:${kinds[kind][0]}:${amount}`;
}

/** The same as JSON, with the title of the dataset, its licence and the address of the question. */
export function json(store, rows, address) {
  const { data, events } = store;
  const range = (low, high) => ({ low, high: high < 0 ? null : high });
  const list = Array.from(rows, (i) => {
    const [places, countries] = data.wheres[events.where[i]];
    const [source, , , url] = data.sources[events.source[i]];
    const counts = data.measures.map(([id], m) => [id, range(events.low[m][i], events.high[m][i])]).filter(([, { low }]) => low >= 0);
    const tallies = data.categories.filter((_, c) => events.kinds[c][i] >= 0).map((category) => {
      const c = data.categories.indexOf(category);
      const told = data.tallies[c][events.kinds[c][i]].map(([kind, effect, low, high]) => ({ kind: category.kinds[kind][0], effect: effect < 0 ? null : category.effects[effect][0], ...range(low, high) }));
      return [category.key, told];
    });
    return {
      id: events.id[i], report: data.reports[events.report[i]], start: isoDay(events.start[i]), end: isoDay(events.start[i] + events.days[i] - 1),
      places: places.map((place) => data.places[place][0]), [data.country_word]: countries.map((country) => data.countries[country][0]),
      counts: Object.fromEntries(counts), tallies: Object.fromEntries(tallies), status: STATUS[events.status[i]], note: note(store, i) || null, source, url,
    };
  });
  return `${JSON.stringify({ title: data.title, licence: data.licence, question: address, events: list }, null, 1)}\n`;
}

/** Hand a text to the reader as a file. */
export function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
