// What a formula of a form comes to, given the answers: the twin of malath/questionnaires/evaluating.py and filling.py.
// Formulas come as trees that the server has read; nothing here reads or runs text. Both run tests/vectors.json.
const NUMBER = /^-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/;
const DAY = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T.*)?$/;
const MOST_REPEATS = 50;
const LONGEST_MATCHED = 500;
const MOST_PLACES = 15;

class Day {
  constructor(days) {
    this.days = days;
  }

  get text() {
    const at = new Date(this.days * 86400000);
    const two = (part) => String(part).padStart(2, "0");
    return `${String(at.getUTCFullYear()).padStart(4, "0")}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
  }
}

const trimmed = (text) => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");

export const readDay = (text) => {
  const match = DAY.exec(text);
  if (!match || match[1] === "0000") return null;
  const at = new Date(0);
  at.setUTCFullYear(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  const day = new Day(Math.round(at.getTime() / 86400000));
  return day.text === `${match[1]}-${match[2]}-${match[3]}` ? day : null;
};

const first = (value) => (Array.isArray(value) ? (value.length ? first(value[0]) : "") : value);

export const numberText = (number) => {
  if (!Number.isFinite(number)) return String(number);
  if (Number.isInteger(number)) return BigInt(number).toString();
  const text = String(number);
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign, whole, part = "", power] = match;
  const point = whole.length + Number(power);
  const figures = whole + part;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${figures}`;
  return `${sign}${figures.slice(0, point)}.${figures.slice(point)}`;
};

export const asText = (given) => {
  const value = first(given);
  if (value instanceof Day) return value.text;
  if (typeof value === "number") return numberText(value);
  return String(value);
};

const asNumber = (given) => {
  const value = first(given);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number") return value;
  if (value instanceof Day) return value.days;
  const text = trimmed(value);
  return NUMBER.test(text) ? Number(text) : NaN;
};

export const asBool = (given) => {
  const value = first(given);
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value !== 0 && !Number.isNaN(value);
  return value instanceof Day || value !== "";
};

export const keptText = (value) => {
  const text = asText(value);
  return text === "NaN" || text === "Infinity" || text === "-Infinity" ? "" : text;
};

const equal = (a, b) => {
  if (typeof a === "boolean" || typeof b === "boolean") return asBool(a) === asBool(b);
  if (typeof a === "number" || typeof b === "number") return asNumber(a) === asNumber(b);
  return asText(a) === asText(b);
};

const operated = (tree, seen) => {
  const operator = tree[1];
  const left = evaluate(tree[2], seen);
  if (operator === "or") return asBool(left) || asBool(evaluate(tree[3], seen));
  if (operator === "and") return asBool(left) && asBool(evaluate(tree[3], seen));
  const right = evaluate(tree[3], seen);
  if (operator === "=" || operator === "!=") return equal(first(left), first(right)) === (operator === "=");
  const a = asNumber(left);
  const b = asNumber(right);
  switch (operator) {
    case "<": return a < b;
    case "<=": return a <= b;
    case ">": return a > b;
    case ">=": return a >= b;
    case "+": return a + b;
    case "-": return a - b;
    case "*": return a * b;
    case "div": return a / b;
    default: return b && Number.isFinite(a) ? a % b : NaN;
  }
};

const chars = (text) => [...text];
const codes = (value) => asText(value).split(/\s+/).filter(Boolean);
const spread = (values) => values.flat();

const extreme = (pick, values) => {
  const numbers = spread(values).map(asNumber);
  return !numbers.length || numbers.some(Number.isNaN) ? NaN : pick(...numbers);
};

const index = (value, length) => {
  const number = asNumber(value);
  if (Number.isNaN(number)) return 0;
  if (!Number.isFinite(number)) return number > 0 ? length : 0;
  const at = Math.trunc(number);
  return Math.min(Math.max(at < 0 ? at + length : at, 0), length);
};

const substr = (text, start, end) => {
  const whole = chars(asText(text));
  return whole.slice(index(start, whole.length), end === undefined ? whole.length : index(end, whole.length)).join("");
};

const translate = (text, old, fresh) => {
  const after = chars(asText(fresh));
  const table = new Map();
  chars(asText(old)).forEach((sign, place) => table.has(sign) || table.set(sign, after[place] ?? ""));
  return chars(asText(text)).map((sign) => table.get(sign) ?? sign).join("");
};

const regex = (text, pattern) => {
  const whole = asText(text);
  return chars(whole).length <= LONGEST_MATCHED && new RegExp(`^(?:${asText(pattern)})$`).test(whole);
};

const round = (value, places = 0) => {
  const number = asNumber(value);
  const at = asNumber(places);
  if (!Number.isFinite(at)) return NaN;
  if (!Number.isFinite(number)) return number;
  const factor = 10 ** Math.max(Math.min(Math.trunc(at), MOST_PLACES), -MOST_PLACES);
  const scaled = number * factor + 0.5;
  return Number.isFinite(scaled) ? Math.floor(scaled) / factor : number;
};

const pow = (value, power) => {
  const result = asNumber(value) ** asNumber(power);
  return Number.isFinite(result) ? result : NaN;
};

const asDate = (given) => {
  const value = first(given);
  if (value instanceof Day) return value;
  if (typeof value === "string" && !NUMBER.test(trimmed(value))) return readDay(value) ?? "";
  const number = asNumber(value);
  if (!Number.isFinite(number)) return "";
  const days = Math.floor(number);
  return days >= -719162 && days <= 2932896 ? new Day(days) : "";
};

const formatDate = (value, form) => {
  const day = asDate(value);
  if (!(day instanceof Day)) return "";
  const [year, month, date] = day.text.split("-");
  const signs = {
    Y: year, y: year.slice(2), m: month, n: String(Number(month)), d: date, e: String(Number(date)),
    H: "00", h: "0", M: "00", 3: "000", S: "00", "%": "%",
  };
  return asText(form).replace(/%(.)/g, (_, sign) => signs[sign] ?? "");
};

const FUNCTIONS = {
  selected: (value, code) => codes(value).includes(trimmed(asText(code))),
  "selected-at": (value, number) => (asNumber(number) >= 0 ? (codes(value)[Math.trunc(asNumber(number))] ?? "") : ""),
  "count-selected": (value) => codes(value).length,
  coalesce: (...values) => values.find((value) => asText(value) !== "") ?? "",
  not: (value) => !asBool(value),
  true: () => true,
  false: () => false,
  boolean: asBool,
  "boolean-from-string": (value) => ["1", "true"].includes(asText(value)),
  number: asNumber,
  int: (value) => Math.trunc(asNumber(value)),
  string: asText,
  concat: (...values) => values.map(asText).join(""),
  "string-length": (value) => chars(asText(value)).length,
  substr,
  contains: (text, part) => asText(text).includes(asText(part)),
  "starts-with": (text, part) => asText(text).startsWith(asText(part)),
  "ends-with": (text, part) => asText(text).endsWith(asText(part)),
  "normalize-space": (text) => asText(text).split(/[ \t\r\n]+/).filter(Boolean).join(" "),
  translate,
  regex,
  round,
  abs: (value) => Math.abs(asNumber(value)),
  pow,
  min: (...values) => extreme(Math.min, values),
  max: (...values) => extreme(Math.max, values),
  join: (between, ...values) => spread(values).map(asText).join(asText(between)),
  date: asDate,
  "decimal-date-time": (value) => asNumber(asDate(value)),
  "format-date": formatDate,
};
const SPREAD = new Set(["min", "max", "join"]);

const called = (name, given, seen) => {
  if (name === "if") return evaluate(asBool(evaluate(given[0], seen)) ? given[1] : given[2], seen);
  if (name === "indexed-repeat") {
    const number = asNumber(evaluate(given[2], seen));
    return Number.isFinite(number) ? seen.at(given[0][1], given[1][1], Math.trunc(number)) : "";
  }
  if (name === "sum") return seen.nodes(given[0][1]).reduce((total, value) => total + asNumber(value), 0);
  if (name === "count") return seen.nodes(given[0][1]).length;
  if (name === "count-non-empty") return seen.nodes(given[0][1]).filter((value) => asText(value) !== "").length;
  if (name === "today") return readDay(seen.moment.today);
  if (name === "now") return seen.moment.now;
  const values = given.map((one) => (one[0] === "p" && SPREAD.has(name) ? seen.nodes(one[1]) : evaluate(one, seen)));
  return FUNCTIONS[name](...values);
};

export function evaluate(tree, seen) {
  switch (tree[0]) {
    case "n":
    case "s": return tree[1];
    case "p": return seen.value(tree[1]);
    case "c": return seen.column(tree[1]);
    case "pos": return seen.position(tree[1]);
    case "neg": return -asNumber(evaluate(tree[1], seen));
    case "o": return operated(tree, seen);
    default: return called(tree[1], tree.slice(2), seen);
  }
}

const keyOf = (path, repeat, number) => `${repeat}[${number}]${path.slice(repeat.length)}`;

function* walked(nodes) {
  for (const node of nodes ?? []) {
    yield node;
    if (node.children) yield* walked(node.children);
  }
}

// Everything that follows from the answers: what is asked, and what is worked out.
export class Look {
  constructor(form, answers, moment) {
    Object.assign(this, { form, answers, moment, asked: {}, values: {} });
    this.nodes = new Map([...walked(form.children)].map((node) => [node.path, node]));
    this.repeats = [...this.nodes.values()].filter((node) => node.repeats).map((node) => node.path);
    for (const path of form.order ?? []) {
      const node = this.nodes.get(path);
      for (const key of this.keys(path)) {
        this.asked[key] = this.#isAsked(node, key);
        if (node.kind) this.values[key] = this.#value(node, key);
      }
    }
  }

  repeatOf(path) {
    return this.repeats.find((one) => path.startsWith(`${one}/`)) ?? "";
  }

  count(repeat) {
    const text = this.answers[repeat] ?? "";
    const number = /^-?[0-9]{1,15}$/.test(text) ? Number(text) : 0;
    return (this.asked[repeat] ?? true) ? Math.min(Math.max(number, 0), MOST_REPEATS) : 0;
  }

  keys(path) {
    const repeat = this.repeatOf(path);
    return repeat ? Array.from({ length: this.count(repeat) }, (_, at) => keyOf(path, repeat, at + 1)) : [path];
  }

  here(key, choice) {
    const match = /^(.+?)\[(\d+)\]/.exec(key);
    return new Here(this, match ? match[1] : "", match ? Number(match[2]) : 0, choice);
  }

  #isAsked(node, key) {
    const above = key.slice(0, Math.max(key.lastIndexOf("/"), 0));
    const outer = above.endsWith("]") ? above.replace(/\[\d+\]$/, "") : above;
    if (above && !(this.asked[outer] ?? true)) return false;
    return !node.relevant || asBool(evaluate(node.relevant, this.here(key)));
  }

  #value(node, key) {
    if (!node.calculation) return this.answers[key] ?? "";
    return this.asked[key] ? keptText(evaluate(node.calculation, this.here(key))) : "";
  }
}

class Here {
  constructor(look, own, number, choice) {
    Object.assign(this, { look, own, number, choice, moment: look.moment });
  }

  value(path) {
    const found = this.nodes(path);
    return found.length === 1 ? found[0] : found;
  }

  nodes(path) {
    const { look } = this;
    if (look.repeats.includes(path)) return Array(look.count(path)).fill("");
    const repeat = look.repeatOf(path);
    if (repeat && repeat === this.own) return [this.#typed(path, keyOf(path, repeat, this.number))];
    if (!repeat) return [this.#typed(path, path)];
    return look.keys(path).filter((key) => look.asked[key]).map((key) => this.#typed(path, key));
  }

  at(path, repeat, number) {
    const fits = this.look.repeatOf(path) === repeat && number >= 1 && number <= this.look.count(repeat);
    return fits ? this.#typed(path, keyOf(path, repeat, number)) : "";
  }

  position(repeat) {
    return repeat === this.own ? this.number : 0;
  }

  column(name) {
    if (!this.choice) return "";
    return name === "name" ? this.choice.code : (this.choice.columns?.[name] ?? "");
  }

  #typed(path, key) {
    const text = this.look.asked[key] ? (this.look.values[key] ?? "") : "";
    const kind = this.look.nodes.get(path)?.kind ?? "";
    if ((kind === "integer" || kind === "decimal") && NUMBER.test(text)) return Number(text);
    if (kind === "date" || kind === "today") return readDay(text) ?? text;
    return text;
  }
}
