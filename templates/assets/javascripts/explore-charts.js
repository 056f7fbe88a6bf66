/* The two small charts of the explore page, drawn anew from the events on show: weeks as bars on a time axis, places as a list
   of bars. Solid is certain, light is possible. What is counted is decided in explore-store.js. */

import { NOWHERE, SEVERAL } from "./explore-store.js";
import { MONTHS, countWords, counted, number, periodWords } from "./explore-words.js";

const SVG = "http://www.w3.org/2000/svg";
const TOP = 18;
const FOOT = 22;
const FEW = 10;

/** An element with attributes and children; texts are texts. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => value !== false && value !== null && element.setAttribute(key, value === true ? "" : value));
  element.append(...children);
  return element;
}

function shape(parent, name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
}

/** Bars by reporting week; those `without` anything itemised are grey all through. `onChoose(first, last)` is told the days that a reader drags over, or the week pressed. */
export class WeekBars {
  constructor(box, weeks, without, measure, onChoose) {
    Object.assign(this, { box, weeks, without, measure, onChoose, counts: [] });
    this.even = new Set(weeks.map(([start, end]) => end - start)).size < 2;
    this.svg = shape(box, "svg", { role: "img" });
    this.readout = box.parentElement.querySelector(".dlx-readout");
    new ResizeObserver(() => this.draw()).observe(box);
    this._listen();
  }

  /** Show counts, and which days are asked for. */
  show(counts, from, to) {
    Object.assign(this, { counts, from, to });
    this.draw();
  }

  size(count, week) {
    const [start, end] = this.weeks[week];
    return this.even ? count : count / (end - start + 1);
  }

  draw() {
    const width = this.box.clientWidth;
    if (!width || !this.counts.length) return;
    this.width = width;
    this.height = this.box.clientHeight;
    this.svg.setAttribute("height", this.height);
    this.svg.replaceChildren();
    this.svg.setAttribute("width", width);
    this.svg.setAttribute("viewBox", `0 0 ${width} ${this.height}`);
    const highest = Math.max(...this.counts.map((count, week) => this.size(count.most, week)), 0);
    const [top, step] = scale(highest);
    const y = (value) => this.height - FOOT - (value / top) * (this.height - FOOT - TOP);
    this.without.forEach((week) => this._gap(week, y));
    this._axes(width, y, top, step);
    this._selected(y);
    this.counts.forEach((count, week) => this._bar(count, week, y));
    this._name();
  }

  x(day) {
    const first = this.weeks[0][0];
    const last = this.weeks.at(-1)[1] + 1;
    return ((day - first) / (last - first)) * this.width;
  }

  _axes(width, y, top, step) {
    for (let value = 0; value <= top + step / 2; value += step) {
      shape(this.svg, "path", { d: `M0,${y(value).toFixed(1)}H${width}`, class: value ? "dl-s-grid" : "dl-s-axis" });
      if (value) shape(this.svg, "text", { x: 0, y: y(value) - 4, class: "dl-muted" }, number(Number(value.toFixed(2))));
    }
    const ticks = timeTicks(this.weeks[0][0], this.weeks.at(-1)[1], width);
    ticks.forEach(({ day, label }) => {
      const x = this.x(day);
      shape(this.svg, "path", { d: `M${x.toFixed(1)},${this.height - FOOT}v5`, class: "dl-s-axis" });
      if (x < width - 34) shape(this.svg, "text", { x: x + 3, y: this.height - 5, class: "dl-muted" }, label);
    });
  }

  _selected(y) {
    if (this.from === null && this.to === null) return;
    const left = Math.max(0, this.x(this.from ?? this.weeks[0][0]));
    const right = Math.min(this.width, this.x((this.to ?? this.weeks.at(-1)[1]) + 1));
    if (right > left) shape(this.svg, "rect", { x: left, width: right - left, y: TOP, height: y(0) - TOP, class: "dlx-range" });
  }

  _gap(week, y) {
    const [left, right] = [this.x(this.weeks[week][0]), this.x(this.weeks[week][1] + 1)];
    shape(this.svg, "rect", { x: left.toFixed(2), width: (right - left).toFixed(2), y: TOP, height: y(0) - TOP, class: "dlx-gap" });
  }

  _bar(count, week, y) {
    if (!count.most) return;
    const [start, end] = this.weeks[week];
    const left = this.x(start);
    const whole = this.x(end + 1) - left;
    const width = Math.max(1, whole - (whole > 4 ? 1 : 0.2));
    const place = { x: left.toFixed(2), width: width.toFixed(2) };
    const [low, most] = [y(this.size(count.low, week)), y(this.size(count.most, week))];
    if (count.low) shape(this.svg, "rect", { ...place, y: low, height: y(0) - low, class: "dl-c1" });
    if (count.named) shape(this.svg, "rect", { ...place, y: most, height: low - most, class: "dl-c1 dlx-light" });
  }

  _name() {
    const held = this.counts.filter((count) => count.most).length;
    const [first, last] = [this.weeks[0][0], this.weeks.at(-1)[1]];
    const text = `Itemised ${this.measure[2]} by reporting week, ${periodWords(first, last)}: ${number(held)} of ${number(this.weeks.length)} weeks have any in this selection; of ${number(this.without.length)} nothing is itemised.`;
    this.svg.setAttribute("aria-label", text);
  }

  _weekAt(event) {
    const box = this.box.getBoundingClientRect();
    const [first, last] = [this.weeks[0][0], this.weeks.at(-1)[1] + 1];
    const day = first + ((event.clientX - box.left) / box.width) * (last - first);
    const found = this.weeks.findIndex(([, end]) => day < end + 1);
    return found < 0 ? this.weeks.length - 1 : found;
  }

  _listen() {
    const ends = (from, to) => [this.weeks[Math.min(from, to)][0], this.weeks[Math.max(from, to)][1]];
    this.svg.addEventListener("pointerdown", (event) => {
      if (event.button || !this.weeks.length) return;
      this.dragged = this._weekAt(event);
      this.svg.setPointerCapture(event.pointerId);
    });
    this.svg.addEventListener("pointermove", (event) => {
      if (!this.weeks.length) return;
      const week = this._weekAt(event);
      this._read(week);
      if (this.dragged === undefined) return;
      [this.from, this.to] = ends(this.dragged, week);
      this.draw();
    });
    this.svg.addEventListener("pointerup", (event) => {
      if (this.dragged === undefined) return;
      const [from, to] = ends(this.dragged, this._weekAt(event));
      this.dragged = undefined;
      this.onChoose(from, to);
    });
    this.svg.addEventListener("pointercancel", () => (this.dragged = undefined));
    this.svg.addEventListener("pointerleave", () => (this.readout.textContent = ""));
  }

  _read(week) {
    const count = this.counts[week];
    if (count) this.readout.textContent = `${periodWords(...this.weeks[week], true)}: ${this.without.includes(week) ? "nothing" : counted(count, this.measure)} itemised`;
  }
}

/** A round top of a scale, and its steps: two to four of 1, 2 or 5 times a power of ten. */
function scale(highest) {
  if (highest <= 0) return [1, 1];
  const rough = highest / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough * 0.999);
  return [Math.ceil(highest / step - 1e-9) * step, step];
}

/** Years, or months where there is room for them. */
function timeTicks(first, last, width) {
  const date = new Date(first * 86400000);
  const months = ((last - first) / 30) * 44 < width ? 1 : ((last - first) / 91) * 44 < width ? 3 : ((last - first) / 365) * 44 < width ? 12 : 60;
  const ticks = [];
  let [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  month -= month % Math.min(months, 12);
  for (let guard = 0; guard < 400; guard += 1) {
    const day = Date.UTC(year, month, 1) / 86400000;
    if (day > last) break;
    if (day >= first && (months < 60 || year % 5 === 0)) ticks.push({ day, label: month && months < 12 ? MONTHS[month].slice(0, 3) : String(year) });
    month += Math.min(months, 12);
    year += Math.floor(month / 12);
    month %= 12;
  }
  return ticks;
}

/** The places with the most, each a button that limits the page to it. */
export class PlaceBars {
  constructor(list, store, measure, onChoose) {
    Object.assign(this, { list, store, measure, onChoose });
  }

  show(counts, chosen) {
    const { places } = this.store.data;
    const named = [...counts].filter(([place]) => place >= 0).sort(([a, one], [b, two]) => two.low - one.low || two.named - one.named || a - b);
    const shown = named.slice(0, FEW);
    const rest = named.slice(FEW);
    const rows = shown.map(([place, count]) => ({ label: places[place][1], id: places[place][0], count }));
    if (rest.length) rows.push({ label: `${number(rest.length)} more ${rest.length === 1 ? "place" : "places"}`, count: together(rest) });
    if (counts.has(SEVERAL)) rows.push({ label: "One of several places", count: counts.get(SEVERAL) });
    if (counts.has(NOWHERE)) rows.push({ label: "Place not stated", count: counts.get(NOWHERE) });
    const highest = Math.max(...rows.map(({ count }) => count.most), 1);
    this.list.replaceChildren(...rows.map((row) => this._row(row, highest, chosen)));
  }

  _row({ label, id, count }, highest, chosen) {
    const solid = make("span", { class: "dlx-bar" });
    const light = make("span", { class: "dlx-bar dlx-light" });
    solid.style.width = `${(count.low / highest) * 100}%`;
    light.style.width = `${(count.named / highest) * 100}%`;
    const track = make("span", { class: "dlx-track", "aria-hidden": "true" }, solid, light);
    const parts = [make("span", { class: "dlx-place" }, label), " ", track, " ", make("span", { class: "dlx-number" }, countWords(count))];
    if (!id) return make("li", {}, make("span", { class: "dlx-placerow dlx-plainrow" }, ...parts));
    const pressed = chosen.includes(id);
    const button = make("button", { type: "button", class: "dlx-placerow", "aria-pressed": String(pressed) }, ...parts);
    button.addEventListener("click", () => this.onChoose(pressed ? chosen.filter((one) => one !== id) : [...chosen, id]));
    return make("li", {}, button);
  }
}

function together(rows) {
  return rows.reduce((sum, [, count]) => ({ low: sum.low + count.low, named: sum.named + count.named, most: sum.most + count.most, open: sum.open || count.open }), { low: 0, named: 0, most: 0, open: false });
}
