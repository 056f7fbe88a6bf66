/* How counts, days and targets read on the explore page: the same words as the build writes. Texts only, never HTML. */

const DAY = 86400000;
export const MONTHS = "January February March April May June July August September October November December".split(" ");

const NUMBERS = new Intl.NumberFormat("en-GB");
export const number = (value) => NUMBERS.format(value);

/** `9`, `0 to 3`, `at least 6`. */
export function countWords({ low, named, open }) {
  if (open) return `at least ${number(low)}`;
  return named ? `${number(low)} to ${number(low + named)}` : number(low);
}

/** A count with its noun: `1 strike`, `0 to 3 strikes`. */
export function counted(count, [, one, many]) {
  const single = count.open ? count.low === 1 : count.low + count.named === 1;
  return `${countWords(count)} ${single ? one : many}`;
}

export const isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** The number of a day written YYYY-MM-DD; null for anything else. */
export function dayNumber(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || isoDay(time / DAY) !== text ? null : time / DAY;
}

/** `5 April 2018`, `30 March to 5 April 2018`; `short` cuts the months. */
export function periodWords(first, last, short = false) {
  const [start, end] = [new Date(first * DAY), new Date(last * DAY)];
  const month = (date) => (short ? MONTHS[date.getUTCMonth()].slice(0, 3) : MONTHS[date.getUTCMonth()]);
  const full = (date) => `${date.getUTCDate()} ${month(date)} ${date.getUTCFullYear()}`;
  if (first === last) return full(end);
  if (start.getUTCFullYear() !== end.getUTCFullYear()) return `${full(start)} to ${full(end)}`;
  const same = start.getUTCMonth() === end.getUTCMonth();
  return `${start.getUTCDate()}${same ? "" : ` ${month(start)}`} to ${full(end)}`;
}

export function listed(names, last = "or") {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${last} ${names.at(-1)}`;
}

/** A name as it stands within a sentence: abbreviations keep their capitals. */
const inner = (name) => (/^.[A-Z]/.test(name) ? name : name.slice(0, 1).toLowerCase() + name.slice(1));
export const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** `3 vehicles destroyed, some tactical units`. */
export function tallyWords(list, { kinds, effects }) {
  const one = ([kind, effect, low, high, some]) => {
    const single = !some && low === 1 && high === 1;
    const many = some ? "some" : high < 0 ? `at least ${number(low)}` : low === high ? number(low) : `${number(low)} to ${number(high)}`;
    return `${many} ${inner(kinds[kind][single ? 1 : 2])}${effect < 0 ? "" : ` ${effects[effect][1]}`}`;
  };
  return list.map(one).join(", ");
}
