/* The events of data/explore.json in memory, and every question the explore page asks of them. No DOM, no words for readers.

   The file is columns (see dateline/explore/data.py). A question is {from, to, place, country, report, q, kinds}: days as numbers
   or null, lists of ids, a text, and lists of ids by a category's key. The rules are those of the build: an event that may lie
   elsewhere is possible, not certain; nothing is counted twice; what nobody stated is open. */

export const VERSION = 1;
export const NOWHERE = -1; // no place was stated
export const SEVERAL = -2; // one of several places
const UNKNOWN = -1;
const LATE = 1;

/** A text as it is searched: small letters, no accents, hyphens and marks as blanks. */
export function folded(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[\s\-‐-―'’ʻʼ"“”|]+/g, " ").trim();
}

/** A count: what is certain, what may be besides, and whether more is open. */
export class Count {
  constructor(low = 0, named = 0, open = false) {
    Object.assign(this, { low, named, open });
  }

  add(other) {
    this.low += other.low;
    this.named += other.named;
    this.open ||= other.open;
  }

  get most() {
    return this.low + this.named;
  }
}

export class Store {
  constructor(data) {
    if (data.version !== VERSION) throw new Error("this page and its data are not of the same build: load it again");
    this.data = data;
    this.events = data.events;
    this.size = data.events.id.length;
    this.keys = data.categories.map((category) => category.key);
    this._numbers = {
      place: numbered(data.places.map(([id]) => id)),
      country: numbered(data.countries.map(([id]) => id)),
      report: numbered(data.reports),
    };
    data.categories.forEach((category) => (this._numbers[category.key] = numbered(category.kinds.map(([id]) => id))));
    this._weeksOfEvents();
    this._wheres = data.wheres.map(([places, countries]) => this._whereText(places, countries));
  }

  /** The ids of a filter that the record does not know. */
  unknown(name, ids) {
    return ids.filter((id) => !this._numbers[name].has(id));
  }

  _whereText(places, countries) {
    const { data } = this;
    const names = places.flatMap((place) => [data.places[place][1], data.places[place][0], ...data.places[place][3]]);
    return folded([...names, ...countries.map((country) => data.countries[country][1])].join(" "));
  }

  /** Every text that may be searched, once: prepared when somebody searches first. */
  _texts() {
    if (this._searched) return this._searched;
    const { data } = this;
    const tallies = data.tallies.map((lists, number) => {
      const { kinds, effects } = data.categories[number];
      const word = ([kind, effect]) => `${kinds[kind].join(" ")} ${effect < 0 ? "" : effects[effect][1]}`;
      return lists.map((list) => folded(list.map(word).join(" ")));
    });
    const sources = data.sources.map(([id, title, publisher]) => folded(`${id} ${title} ${publisher}`));
    const plain = (texts) => texts.map(folded);
    // Ids are small letters, digits and hyphens already, and no word that is searched for has a hyphen.
    this._searched = { tallies, sources, notes: plain(data.notes), reports: data.reports, ids: this.events.id };
    return this._searched;
  }

  /** The first and the last reporting week of every event, by index; a late one may lie before the first. */
  _weeksOfEvents() {
    const { weeks } = this.data;
    const starts = weeks.map(([start]) => start);
    const find = (day) => {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle] <= day) low = middle;
        else high = middle - 1;
      }
      return low;
    };
    this.firstWeek = Int32Array.from(this.events.start, find);
    this.lastWeek = Int32Array.from(this.events.start, (start, i) => find(start + this.events.days[i] - 1));
  }

  /** The reporting weeks of which nothing is itemised, whatever is asked: no bar there does not mean none. */
  weeksWithout() {
    const held = new Set();
    this.firstWeek.forEach((first, i) => {
      for (let week = first; this.counts(i) && week <= this.lastWeek[i]; week += 1) held.add(week);
    });
    return this.data.weeks.map((_, week) => week).filter((week) => !held.has(week));
  }

  /** Whether an event counts anything: not if it was retracted, or stands in a report that another one replaced. */
  counts(i) {
    return this.events.status[i] <= LATE;
  }

  /** The count that an event gives of a measure by itself; null where it gives none. */
  amount(i, measure) {
    const low = this.events.low[measure][i];
    const high = this.events.high[measure][i];
    if (low === UNKNOWN) return null;
    return high === UNKNOWN ? new Count(low, 0, true) : new Count(low, high - low, false);
  }

  /** The events that a question may mean, in the order of the file, each with how surely it is meant. */
  ask(question) {
    const wheres = this._chosenWheres(question);
    const kinds = this._chosenKinds(question);
    const reports = question.report?.length ? this._set("report", question.report) : null;
    const found = this._search(question.q ?? "");
    const { start, days, where, report } = this.events;
    const first = question.from ?? -Infinity;
    const last = question.to ?? Infinity;
    const rows = [];
    const shares = [];
    for (let i = 0; i < this.size; i += 1) {
      const end = start[i] + days[i] - 1;
      if (end < first || start[i] > last) continue;
      const place = wheres ? wheres[where[i]] : 2;
      if (!place || (reports && !reports.has(report[i])) || (found && !found(i))) continue;
      const kind = kinds ? kinds(i) : 3;
      if (!kind) continue;
      const inside = place === 2 && start[i] >= first && end <= last;
      rows.push(i);
      shares.push(inside ? kind : kind === 3 ? 1 : Math.min(kind, 1));
    }
    return { rows: Int32Array.from(rows), shares: Uint8Array.from(shares) };
  }

  _set(name, ids) {
    return new Set(ids.map((id) => this._numbers[name].get(id)).filter((number) => number !== undefined));
  }

  /** For every place set: 0 outside the question, 1 perhaps inside, 2 inside. */
  _chosenWheres({ place, country }) {
    if (!place?.length && !country?.length) return null;
    const places = place?.length ? this._set("place", place) : null;
    const countries = country?.length ? this._set("country", country) : null;
    return Uint8Array.from(this.data.wheres, ([named, lie]) => {
      const inPlaces = places ? how(named, places) : 2;
      return Math.min(inPlaces, countries ? how(lie, countries) : 2);
    });
  }

  /** How an event's lists answer the question: 0 none of the kinds, 1 perhaps, 2 at least one of its count, 3 all of it. */
  _chosenKinds({ kinds }) {
    const asked = this.keys.map((key, number) => [number, kinds?.[key]]).filter(([, ids]) => ids?.length);
    if (!asked.length) return null;
    const verdicts = asked.map(([number, ids]) => {
      const chosen = this._set(this.keys[number], ids);
      const lists = this.data.tallies[number].map((list) => share(list, chosen));
      return (i) => (this.events.kinds[number][i] < 0 ? 0 : lists[this.events.kinds[number][i]]);
    });
    return (i) => Math.min(...verdicts.map((verdict) => verdict(i)));
  }

  /** A test for events whose texts hold every word of a search; null for an empty search. */
  _search(text) {
    const words = folded(text).split(" ").filter(Boolean);
    if (!words.length) return null;
    const texts = this._texts();
    const tests = words.map((word) => {
      const has = (list) => Uint8Array.from(list, (one) => (one.includes(word) ? 1 : 0));
      const [wheres, sources, notes, reports] = [this._wheres, texts.sources, texts.notes, texts.reports].map(has);
      const tallies = texts.tallies.map(has);
      const { where, source, note, report, kinds } = this.events;
      return (i) =>
        wheres[where[i]] || sources[source[i]] || reports[report[i]] || notes[note[i]] ||
        tallies.some((list, number) => list[kinds[number][i]]) || texts.ids[i].includes(word);
    });
    return (i) => tests.every((test) => test(i));
  }

  /** What an event adds to a sum, as surely as the question means it (`share`: 1 perhaps, 2 at least one of it, 3 all). */
  contribution(i, share, measure) {
    const amount = this.counts(i) ? this.amount(i, measure) : null;
    if (!amount || share === 3) return amount;
    const low = share === 2 ? Math.min(1, amount.low) : 0;
    return new Count(low, amount.low + amount.named - low, amount.open);
  }

  /** The sum of a result, and its split by week and by place: {events, total, weeks, places}. */
  summed({ rows, shares }, measure) {
    const total = new Count();
    const weeks = this.data.weeks.map(() => new Count());
    const places = new Map();
    const lots = this.data.wheres.map(([named]) => (named.length === 1 ? named[0] : named.length ? SEVERAL : NOWHERE));
    let events = 0;
    for (let at = 0; at < rows.length; at += 1) {
      const i = rows[at];
      if (!this.counts(i)) continue;
      events += 1;
      const count = this.contribution(i, shares[at], measure);
      if (!count) continue;
      total.add(count);
      this._toWeeks(weeks, i, count);
      const place = lots[this.events.where[i]];
      if (!places.has(place)) places.set(place, new Count());
      places.get(place).add(count);
    }
    return { events, total, weeks, places };
  }

  _toWeeks(weeks, i, count) {
    if (!weeks.length) return;
    if (this.firstWeek[i] === this.lastWeek[i]) {
      weeks[this.firstWeek[i]].add(count);
      return;
    }
    for (let week = this.firstWeek[i]; week <= this.lastWeek[i]; week += 1) weeks[week].add(new Count(0, count.most, count.open));
  }

  /** The rows of a result in an order: `when`, `where`, `report` or a measure's id; with `-` before it, from the other end. */
  sorted({ rows }, sort, nameOf) {
    const down = sort.startsWith("-");
    const rank = this._rank(down ? sort.slice(1) : sort, nameOf);
    const order = rank ? this._byRank(rows, rank) : rows.slice().sort();
    return down ? order.reverse() : order;
  }

  /** Sorted as numbers that hold both the rank and the place in the file: engines sort these ten times as fast as by a function. */
  _byRank(rows, rank) {
    const keys = Float64Array.from(rows, (i) => rank[i] * this.size + i).sort();
    return Int32Array.from(keys, (key) => ((key % this.size) + this.size) % this.size);
  }

  _rank(field, nameOf) {
    const measure = this.data.measures.findIndex(([id]) => id === field);
    if (measure >= 0) return this.events.low[measure];
    if (field === "report") return this.events.report;
    if (field !== "where") return null; // the order of the file
    this._whereRanks ??= ranks(this.data.wheres.map(nameOf));
    return Int32Array.from(this.events.where, (where) => this._whereRanks[where]);
  }
}

function numbered(ids) {
  return new Map(ids.map((id, number) => [id, number]));
}

/** How a set of candidates lies to a choice: 0 none of them in it, 1 some, 2 all. Nothing named lies nowhere. */
function how(candidates, chosen) {
  const inside = candidates.filter((one) => chosen.has(one)).length;
  return !inside ? 0 : inside === candidates.length ? 2 : 1;
}

function share(list, chosen) {
  const fitting = list.filter(([kind]) => chosen.has(kind));
  if (!fitting.length) return 0;
  if (fitting.length === list.length) return 3;
  return fitting.some(([, , low]) => low > 0) ? 2 : 1;
}

function ranks(names) {
  const order = names.map((_, at) => at).sort((a, b) => names[a].localeCompare(names[b], "en") || a - b);
  const found = new Int32Array(names.length);
  order.forEach((at, rank) => (found[at] = rank));
  return found;
}
