/* The table of the explore page: Tabulator, given one page of rows at a time, as a plain table for readers of all kinds. */

import { make } from "./explore-charts.js";
import { tabulator } from "./libraries.js";
import { capital, countWords, listed, periodWords, tallyWords } from "./explore-words.js";

export const PAGE_SIZE = 50;
const WIDTHS = { "dlx-when": "150px", "dlx-where": "minmax(0, 1fr)", "dlx-amount": "92px", "dlx-kinds": "minmax(0, 1.6fr)", "dlx-report": "170px" };
const NOTES = { 1: "added by a later report", 2: "retracted: counts nothing", 3: "in a report that was replaced: counts nothing" };

/** Where a place set lies, in words: `Bayji or Qayyarah`; empty where no place was stated. */
export function whereWords({ places }, [named]) {
  return listed(named.map((place) => places[place][1]));
}

function countryWords({ countries }, [, lie]) {
  return listed(lie.map((country) => countries[country][1]));
}

/** An address that a link may have; anything else is left out. */
const outward = (url) => (/^https?:\/\//i.test(url) ? url : null);

export class EventTable {
  /** `fetchRows({page, sort})` gives {rows, pages, total}; `onChange({page, sort})` is told what the reader chose. */
  constructor({ box, pager, store, base, fetchRows, onChange }) {
    Object.assign(this, { box, pager, store, base, fetchRows, onChange });
  }

  /** Build the table with its first rows in place. */
  async open({ page, sort }) {
    const Tabulator = await tabulator();
    this.table?.destroy();
    this.pager.replaceChildren();
    const columns = this._columns();
    this.box.style.setProperty("--dlx-columns", columns.map(({ cssClass }) => WIDTHS[cssClass]).join(" "));
    const [field, dir] = sort.startsWith("-") ? [sort.slice(1), "desc"] : [sort, "asc"];
    this.quiet = true;
    this.table = new Tabulator(this.box, {
      columns, columnDefaults: { resizable: false, headerHozAlign: "left" }, layout: "fitColumns",
      ajaxURL: "rows", ajaxRequestFunc: (_, __, asked) => this._answer(asked), dataLoader: false,
      pagination: true, paginationMode: "remote", paginationSize: PAGE_SIZE, paginationInitialPage: page, paginationElement: this.pager,
      paginationButtonCount: 5, sortMode: "remote", renderVertical: "basic", columnHeaderSortMulti: false, headerSortElement: "",
      initialSort: columns.some((column) => column.field === field) ? [{ column: field, dir }] : [],
      placeholder: "No event answers these filters.", index: "index",
      langs: { default: { pagination: { first: "First", first_title: "First page", last: "Last", last_title: "Last page", prev: "Previous", prev_title: "Previous page", next: "Next", next_title: "Next page", page_title: "Page" } } },
    });
    await new Promise((resolve) => this.table.on("tableBuilt", resolve));
    this._asTable();
    this.quiet = false;
  }

  /** Show the rows of another question, from its first page. */
  refresh() {
    this.quiet = true;
    const done = this.table.setPage(1);
    return Promise.resolve(done).finally(() => (this.quiet = false));
  }

  async _answer({ page, sort }) {
    const wanted = sort?.[0] ? `${sort[0].dir === "desc" ? "-" : ""}${sort[0].field}` : null;
    const { rows, pages, total } = this.fetchRows({ page, sort: wanted });
    if (!this.quiet) this.onChange({ page, sort: wanted });
    return { data: Array.from(rows, (i) => ({ index: i })), last_page: pages, last_row: total };
  }

  _columns() {
    const { data, events } = this.store;
    const given = data.measures.map((measure, number) => [measure, number]).filter(([, number]) => events.low[number].some((low) => low >= 0));
    const column = (title, field, write, rest = {}) => ({
      title, field, ...rest,
      titleFormatter: () => (rest.headerSort === false ? document.createTextNode(title) : make("button", { type: "button", class: "dlx-sort" }, title)),
      formatter: (cell) => this._cell(cell, title, write, rest.cssClass),
    });
    return [
      column("When", "when", (i) => [periodWords(events.start[i], events.start[i] + events.days[i] - 1, true)], { cssClass: "dlx-when" }),
      column("Where", "where", (i) => this._where(i), { cssClass: "dlx-where" }),
      ...given.map(([[id, , many], number]) => column(capital(many), id, (i) => this._amount(i, number), { cssClass: "dlx-amount", headerSortStartingDir: "desc" })),
      ...data.categories.map((category, number) => column(capital(category.many), category.key, (i) => this._tallies(i, number), { headerSort: false, cssClass: "dlx-kinds" })),
      column("Report", "report", (i) => this._report(i), { cssClass: "dlx-report" }),
    ];
  }

  /** A cell: its column's name for narrow screens, where headers are not shown, and what it says. */
  _cell(cell, title, write) {
    cell.getElement().setAttribute("role", "cell");
    const content = write(cell.getData().index);
    return make("div", { class: content.length ? "dlx-cell" : "dlx-cell dlx-none" }, make("span", { class: "dlx-label" }, `${title}: `), ...content);
  }

  _where(i) {
    const { data, events } = this.store;
    const place = whereWords(data, data.wheres[events.where[i]]);
    const parts = [make("span", { class: "dlx-strong" }, place || "Place not stated"), ", ", countryWords(data, data.wheres[events.where[i]])];
    if (NOTES[events.status[i]]) parts.push(make("span", { class: "dlx-status" }, NOTES[events.status[i]]));
    if (events.note[i] >= 0) parts.push(make("span", { class: "dlx-note" }, data.notes[events.note[i]]));
    return parts;
  }

  _amount(i, measure) {
    const amount = this.store.amount(i, measure);
    return amount ? [countWords(amount)] : ["not stated"];
  }

  _tallies(i, number) {
    const { data, events } = this.store;
    const list = events.kinds[number][i];
    return list < 0 ? [] : [tallyWords(data.tallies[number][list], data.categories[number])];
  }

  _report(i) {
    const { data, events } = this.store;
    const report = data.reports[events.report[i]];
    const [, title, publisher, url, kind] = data.sources[events.source[i]];
    const home = make("a", { href: `${this.base}/reports/${encodeURIComponent(report)}/#${encodeURIComponent(events.id[i])}` }, report);
    const name = kind === "second-hand" ? `${publisher} (second-hand)` : publisher;
    const source = outward(url) ? make("a", { href: url, rel: "noreferrer", title }, name) : name;
    return [home, make("span", { class: "dlx-source" }, source)];
  }

  /** Rows, cells and headings say what they are; Tabulator's own grid role promises keys that a list of events does not need. */
  _asTable() {
    this.box.setAttribute("role", "table");
    this.box.setAttribute("aria-label", "Events");
    this.box.removeAttribute("aria-owns");
    this.box.querySelector(".tabulator-tableholder").removeAttribute("tabindex");
    this.box.querySelectorAll("[aria-title]").forEach((element) => element.removeAttribute("aria-title"));
  }
}
