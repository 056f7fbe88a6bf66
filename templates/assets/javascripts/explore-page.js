/* The explore page: filters, address, charts, table and downloads kept in step. Counting is in explore-store.js. */

import { FIRST_SORT, read, write } from "./explore-address.js";
import { PlaceBars, WeekBars, make } from "./explore-charts.js";
import { csv, json, save } from "./explore-export.js";
import { Store } from "./explore-store.js";
import { EventTable, PAGE_SIZE, whereWords } from "./explore-table.js";
import { capital, counted, dayNumber, isoDay, listed, number } from "./explore-words.js";

const MEASURE = 0;
const PATIENCE = 180; // ms after the last letter of a search
const MOST_OPTIONS = 400;

class Page {
  constructor(app, store) {
    this.app = app;
    this.store = store;
    this.measure = store.data.measures[MEASURE];
    this.state = read(location.search, store.keys);
    this.form = app.querySelector("form");
    this._controls();
    this.weeks = new WeekBars(this.part("weeks"), store.data.weeks, store.weeksWithout(), this.measure, (from, to) => this.change({ from, to }));
    if (!this.weeks.even) this.part("weeks-measure").textContent = `Itemised ${this.measure[2]} per day in each reporting period. Lighter: possible, not certain. Grey ground: nothing itemised. Drag over periods to choose them.`;
    this.places = new PlaceBars(this.part("places"), store, this.measure, (place) => this.change({ place }));
    this.table = new EventTable({
      box: this.part("table"), pager: this.part("pager"), store, base: app.dataset.base,
      fetchRows: (asked) => this.rows(asked), onChange: (chosen) => this.turned(chosen),
    });
  }

  part(name) {
    return this.app.querySelector(`[data-part="${name}"]`);
  }

  /** The controls that depend on the record: a choice of places, countries and kinds, and the reports to be typed. */
  _controls() {
    const { data, keys } = this.store;
    const byName = (entries) => [...entries].sort((a, b) => a[1].localeCompare(b[1], "en"));
    const used = new Set(data.wheres.flatMap(([places]) => places));
    this.choices = new Map();
    this._choice("place", byName(data.places.filter((_, i) => used.has(i))), "any place");
    this._choice("country", data.countries, `any ${data.country_word}`);
    data.categories.forEach((category, i) => {
      const seen = new Set(data.tallies[i].flat().map(([kind]) => kind));
      this._choice(keys[i], byName(category.kinds.filter((_, kind) => seen.has(kind))), `any ${category.one}`);
    });
    this.part("reports").append(...data.reports.slice(-MOST_OPTIONS).map((id) => make("option", { value: id })));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", (event) => this._changed(event.target));
    this.form.elements.q.addEventListener("input", () => this._typed());
    this.part("reset").addEventListener("click", () => this.clear());
    this.part("csv").addEventListener("click", () => save("events.csv", "text/csv;charset=utf-8", csv(this.store, this.rowsShown)));
    this.part("json").addEventListener("click", () => save("events.json", "application/json", json(this.store, this.rowsShown, location.href)));
  }

  _choice(name, entries, none) {
    const select = this.form.elements.namedItem(name);
    select.replaceChildren(make("option", { value: "" }, capital(none)), ...entries.map(([id, label]) => make("option", { value: id }, label)));
    this.choices.set(name, select);
  }

  _typed() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.change({ q: this.form.elements.q.value }, { push: false }), PATIENCE);
  }

  _changed(control) {
    const { name, value } = control;
    if (name === "from" || name === "to") this.change({ [name]: dayNumber(value) });
    else if (name === "report") this._reportTyped(value.trim());
    else if (name !== "q") this.change(this._filter(name, value ? value.split(",") : []));
  }

  _reportTyped(value) {
    const unknown = value && this.store.unknown("report", [value]).length;
    this.form.elements.report.setCustomValidity(unknown ? "No report has this id." : "");
    if (unknown) this.form.elements.report.reportValidity();
    else this.change({ report: value ? [value] : [] });
  }

  _filter(name, ids) {
    return this.store.keys.includes(name) ? { kinds: { ...this.state.question.kinds, [name]: ids } } : { [name]: ids };
  }

  _ids(name) {
    return this.store.keys.includes(name) ? this.state.question.kinds[name] : this.state.question[name];
  }

  /** Ask something else: from the first page, at an address of its own. */
  change(part, { push = true } = {}) {
    Object.assign(this.state.question, part);
    this.state.page = 1;
    this._remember(push);
    this.answer();
    this.table.refresh();
  }

  clear() {
    const { question, sort } = read("", this.store.keys);
    this.state = { question, sort: this.state.sort || sort, page: 1 };
    this.change({});
    this.form.elements.q.focus();
  }

  /** The reader turned a page of the table, or sorted it. */
  turned({ page, sort }) {
    if (page === this.state.page && (sort ?? FIRST_SORT) === this.state.sort) return;
    Object.assign(this.state, { page, sort: sort ?? FIRST_SORT });
    this._remember(true);
  }

  _remember(push) {
    const address = `${location.pathname}${write(this.state)}`;
    if (address === `${location.pathname}${location.search}`) return;
    history[push ? "pushState" : "replaceState"](null, "", address);
  }

  /** Count what the question asks, and show it everywhere but in the table. */
  answer() {
    const { question } = this.state;
    const asked = this.store.ask(question);
    this.sortedBy = null;
    this.found = asked;
    this.rowsShown = asked.rows;
    const summed = this.store.summed(asked, MEASURE);
    this.weeks.show(summed.weeks, question.from, question.to);
    this.places.show(summed.places, question.place);
    this._fill();
    this._say(summed, asked.rows.length);
  }

  /** One page of rows in an order; what was found stays sorted for the downloads. */
  rows({ page, sort }) {
    const wanted = sort ?? FIRST_SORT;
    if (this.sortedBy !== wanted) {
      const { data } = this.store;
      this.rowsShown = this.store.sorted(this.found, wanted, (where) => whereWords(data, where) || "\uffff");
      this.sortedBy = wanted;
    }
    const total = this.rowsShown.length;
    return { rows: this.rowsShown.subarray((page - 1) * PAGE_SIZE, page * PAGE_SIZE), pages: Math.max(1, Math.ceil(total / PAGE_SIZE)), total };
  }

  _fill() {
    const { question } = this.state;
    const { elements } = this.form;
    if (document.activeElement !== elements.q) elements.q.value = question.q;
    elements.from.value = question.from === null ? "" : isoDay(question.from);
    elements.to.value = question.to === null ? "" : isoDay(question.to);
    elements.report.value = question.report.join(",");
    this.choices.forEach((select, name) => this._choose(select, this._ids(name)));
  }

  /** Several values at once, as an address may have them or the bars give them, are an option of their own. */
  _choose(select, ids) {
    select.querySelector("[data-several]")?.remove();
    const value = ids.join(",");
    if (![...select.options].some((option) => option.value === value)) {
      const names = ids.map((id) => [...select.options].find((option) => option.value === id)?.text ?? id);
      select.append(make("option", { value, "data-several": true }, listed(names)));
    }
    select.value = value;
  }

  _say({ events, total }, rows) {
    const sum = `${number(events)} ${events === 1 ? "event" : "events"} · ${counted(total, this.measure)} itemised`;
    const idle = rows - events;
    this.part("count").textContent = rows === 0 ? "No event answers these filters." : `${sum}${idle ? ` · ${number(idle)} more on record that count nothing` : ""}`;
    const unknown = ["place", "country", "report", ...this.store.keys].flatMap((name) => this.store.unknown(name, this._ids(name)));
    this.part("unknown").textContent = unknown.length ? `The address asks for ${listed(unknown, "and")}, which the record does not know.` : "";
    const backwards = this.state.question.from !== null && this.state.question.to !== null && this.state.question.to < this.state.question.from;
    if (backwards) this.part("unknown").textContent += " The last day lies before the first.";
  }

  async open() {
    this.answer();
    await this.table.open(this.state);
  }

  /** Back and forward: what the address says now. */
  async back() {
    this.state = read(location.search, this.store.keys);
    await this.open();
  }
}

/** Fill the page. Rejects where its events or its table cannot be had. */
export async function fill(app) {
  const answer = await fetch(app.dataset.source);
  if (!answer.ok) throw new Error(`the list of events answers ${answer.status}`);
  const page = new Page(app, new Store(await answer.json()));
  app.hidden = false;
  await page.open();
  addEventListener("popstate", () => page.back());
  app.dataset.ready = "";
}
