/* A figure made selectable: brush its weeks, choose country and kind, see the places change with them. What is chosen stands in
   the selects: a brush sets those of weeks, and they draw the brush. Vega is loaded when a
   reader asks for it. Whatever fails to load, the figure stays as it was and a quiet note says so. */

import { vega as loadVega } from "./libraries.js";
import { counted } from "./explore-words.js";

const WIDE = 620; // px of room from which the wide drawing is shown, as for the figure itself
const FAILED = "Exploring could not be loaded. The chart above is complete without it.";
const EVER = 1e15;

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children);
  return element;
}

/** The specification with the colours that the reader's scheme has for their roles. */
function coloured(spec, colours, figure) {
  const style = getComputedStyle(figure);
  const found = new Map(Object.entries(colours).map(([colour, role]) => [colour, style.getPropertyValue(`--dl-${role}`).trim() || colour]));
  return JSON.parse(JSON.stringify(spec), (_, value) => (typeof value === "string" && found.has(value) ? found.get(value) : value));
}

function stylesheet() {
  const href = new URL("../stylesheets/explore.css", import.meta.url).href;
  if ([...document.styleSheets].some((sheet) => sheet.href === href)) return Promise.resolve();
  const link = make("link", { rel: "stylesheet", href });
  document.head.append(link);
  return new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error("the style sheet cannot be loaded")));
  });
}

const SVG = "http://www.w3.org/2000/svg";

function drawn(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children);
  return element;
}

/** The hatching that the specification fills weeks without a report with, once in a page. */
function hatching() {
  if (document.getElementById("dlx-hatch")) return;
  const lines = [drawn("rect", { width: 6, height: 6, "fill-opacity": ".16", class: "dl-hatch" }), drawn("path", { d: "M0,0V6", "stroke-width": 2, class: "dl-s-hatch" })];
  const pattern = drawn("pattern", { id: "dlx-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, ...lines);
  document.body.append(drawn("svg", { class: "dlx-patterns", width: 0, height: 0, "aria-hidden": "true", focusable: "false" }, pattern));
}

const CHIPS = {
  light: () => drawn("rect", { x: 1.5, y: 1.5, width: 11, height: 11, "fill-opacity": ".3", class: "dl-c1 dl-s-c1" }),
  hatch: () => drawn("path", { d: "M1,5L5,1M1,9L9,1M1,13L13,1M5,13L13,5M9,13L13,9", "stroke-width": 1.8, class: "dl-s-hatch" }),
  ground: () => drawn("rect", { x: 0, y: 0, width: 14, height: 14, class: "dlx-ground" }),
};

function keyed(entries) {
  const chip = (mark) => drawn("svg", { class: "dl-chip", viewBox: "0 0 14 14", width: 14, height: 14, "aria-hidden": "true", focusable: "false" }, CHIPS[mark]());
  return make("ul", { class: "dl-key" }, ...entries.map(([mark, words]) => make("li", {}, chip(mark), words)));
}

class Explored {
  constructor(figure, button, told, tools) {
    Object.assign(this, { figure, button, told, tools, chosen: { ...told.parameters } });
    this.weeks = told.data.weeks.slice(0, told.choices.weeks.length); // every week comes first, once, before the events
    this.box = make("div", { class: "dlx-drawing" });
    this.status = make("p", { class: "dlx-sum", role: "status" });
    this.panel = make("div", { class: "dlx-explored", role: "group", "aria-label": "Explore the events of this chart" }, this._controls(), this.status, ...(told.key.length ? [keyed(told.key)] : []), this.box, make("p", { class: "dlx-covers" }, told.covers));
    this._letGo();
    this.panel.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  _controls() {
    const { choices } = this.told;
    const weeks = choices.weeks.map(([middle, words]) => [String(middle), words]);
    const row = make("div", { class: "dlx-controls" });
    row.append(this._select("first", "From", weeks, "the first week"), this._select("last", "To", weeks, "the last week"));
    if (choices.country.length > 1) row.append(this._select("country", choices.country_word, choices.country, "all"));
    if (choices.kind.length > 1) row.append(this._select("kind", choices.kind_word, choices.kind, "all"));
    const reset = make("button", { type: "button", class: "dlx-button" }, "Reset");
    const close = make("button", { type: "button", class: "dlx-button" }, "Close");
    reset.addEventListener("click", () => this.reset());
    close.addEventListener("click", () => this.close());
    row.append(reset, close);
    return row;
  }

  _select(name, word, entries, none) {
    const select = make("select", { name }, make("option", { value: "" }, none), ...entries.map(([value, text]) => make("option", { value }, text)));
    select.addEventListener("change", () => {
      const unset = this.told.parameters[name];
      this.chosen[name] = select.value === "" ? unset : typeof unset === "number" ? Number(select.value) : select.value;
      if (this.chosen.first > this.chosen.last) this.chosen[name === "first" ? "last" : "first"] = this.chosen[name];
      if (typeof unset === "number") this.choose(this.chosen.first, this.chosen.last, true);
      else this.show();
    });
    return make("label", {}, word.slice(0, 1).toUpperCase() + word.slice(1), select);
  }

  /** Draw it in place of the figure's own drawing. Rejects when it cannot be drawn. */
  async open() {
    this.figure.querySelector(".dl-plot").before(this.panel);
    this.figure.classList.add("dlx-open");
    await this.draw();
    this.button.setAttribute("aria-expanded", "true");
    this.panel.querySelector("select").focus();
  }

  async draw() {
    const { vega, expressionInterpreter } = this.tools;
    const spec = coloured(this.told.specs[this.figure.clientWidth < WIDE ? "narrow" : "wide"], this.told.colours, this.figure);
    spec.data = spec.data.map((set) => (this.told.data[set.name] ? { ...set, values: this.told.data[set.name].map((row) => ({ ...row })) } : set));
    const runtime = vega.parse(spec, null, { ast: true });
    this.view?.finalize();
    this.view = new vega.View(runtime, { expr: expressionInterpreter, renderer: "svg", container: this.box, hover: false, logLevel: vega.Error });
    hatching();
    this.show();
    await this.view.runAsync();
    await this.view.signal("brushed", null).runAsync(); // Vega passes over what a signal causes when it first changes
    this.view.addSignalListener("brush", () => this.view.runAfter(() => this.brushed()));
  }

  /** Once a brush is let go it lies over whole weeks. */
  _letGo() {
    const snap = async () => {
      await this.view.runAsync();
      if (!this.panel.isConnected) return;
      this.brushed();
      this.choose(this.chosen.first, this.chosen.last, true);
    };
    this.box.addEventListener("pointerdown", () => window.addEventListener("pointerup", snap, { once: true }));
  }

  /** Choose weeks by their middles. The first and the last of all are no limit. */
  choose(first, last, withBrush) {
    const { weeks, chosen } = this;
    chosen.first = first > weeks[0].middle ? first : -EVER;
    chosen.last = last < weeks.at(-1).middle ? last : EVER;
    ["first", "last"].forEach((name) => (this.panel.querySelector(`select[name=${name}]`).value = Math.abs(chosen[name]) === EVER ? "" : String(chosen[name])));
    this.show(withBrush ? { brushed: this.span() } : {});
  }

  /** Where a brush over the weeks that are chosen lies: nowhere where all are. */
  span() {
    const inside = this.weeks.filter(({ middle }) => middle >= this.chosen.first && middle <= this.chosen.last);
    return inside.length < this.weeks.length ? [inside[0].start, inside.at(-1).end] : false;
  }

  /** A brush chooses the weeks whose middles it covers; a small one the weeks that it touches. */
  brushed() {
    const ends = this.view.signal("brush").middle;
    if (!ends) return this.choose(-EVER, EVER);
    const [from, to] = ends.map(Number).sort((a, b) => a - b);
    const covered = this.weeks.filter(({ middle }) => middle >= from && middle <= to);
    const inside = covered.length ? covered : this.weeks.filter(({ start, end }) => start <= to && end >= from);
    return this.choose(inside[0].middle, inside.at(-1).middle);
  }

  /** Draw and say what is chosen. Signals are set between two runs: those set amidst one may be lost. */
  show(more = {}) {
    const signals = Object.entries({ ...this.chosen, ...more });
    this.view.runAsync(null, (view) => signals.forEach(([name, value]) => view.signal(name, value)));
    this.say();
  }

  /** Vega calls a group without marks a symbol, which then has no name: it is not told. */
  async quiet() {
    await this.view.runAsync();
    this.box.querySelectorAll("g.role-mark[aria-roledescription]").forEach((group) => (group.childElementCount ? group.removeAttribute("aria-hidden") : group.setAttribute("aria-hidden", "true")));
  }

  /** What is chosen, counted as the bars are. */
  say() {
    this.quiet();
    const { first: from, last: to, country, kind } = this.chosen;
    const has = (tokens, id) => id === "" || tokens.includes(`|${id}|`);
    const only = (tokens, id) => id === "" || tokens === `|${id}|`;
    const sum = { low: 0, named: 0, open: false };
    let events = 0;
    this.told.data.events.forEach((row) => {
      if (row.last < from || row.first > to || !has(row.country, country) || !has(row.kinds, kind)) return;
      const inside = row.first >= from && row.last <= to && only(row.country, country);
      const sure = only(row.kinds, kind) ? row.low : has(row.surely, kind) ? Math.min(1, row.low) : 0;
      const low = inside ? sure : 0;
      events += 1;
      sum.low += low;
      sum.named += row.low + row.may - low;
      sum.open ||= Boolean(row.open);
    });
    const words = counted(sum, ["", ...this.told.choices.measure]);
    this.status.textContent = `${events.toLocaleString("en-GB")} ${events === 1 ? "event" : "events"} · ${words} itemised`;
  }

  async reset() {
    this.chosen = { ...this.told.parameters };
    this.panel.querySelectorAll("select").forEach((select) => (select.value = ""));
    await this.draw();
  }

  close() {
    this.view?.finalize();
    this.panel.remove();
    this.figure.classList.remove("dlx-open");
    this.button.setAttribute("aria-expanded", "false");
    this.button.focus();
  }
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
  return answer.json();
}

async function pressed(button, note) {
  const figure = button.closest(".dl-figure");
  if (button.getAttribute("aria-expanded") === "true" || button.disabled) return;
  button.disabled = true;
  note.textContent = "";
  let explored = null;
  try {
    const [tools, told] = await Promise.all([loadVega(), fetched(button.dataset.dlExploreOpen), stylesheet()]);
    button.disabled = false;
    explored = new Explored(figure, button, told, tools);
    await explored.open();
  } catch (error) {
    button.disabled = false;
    explored?.close();
    note.textContent = FAILED;
    console.warn(`The figure ${figure.id} cannot be explored: ${error.message}`);
  }
}

/** Each place for exploring gets its button; the link that stands there without scripts stays beside it. */
document.querySelectorAll("[data-dl-explore]:not([data-dl-ready])").forEach((place) => {
  place.dataset.dlReady = "";
  const button = make("button", { type: "button", class: "dl-explore", "aria-expanded": "false", "data-dl-explore-open": place.dataset.dlExplore }, "Explore in place");
  const note = make("span", { class: "dl-explore-note", role: "status" });
  button.addEventListener("click", () => pressed(button, note));
  place.prepend(button, " ");
  place.append(note);
});
