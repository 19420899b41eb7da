// A step of a form asks and stops asking as it is answered. Without this the server says the same after each step.
import { Look, asBool, evaluate, readDay } from "./evaluate.js";

const form = document.querySelector("form[data-form]");
const told = JSON.parse(form.dataset.form);
const FIGURES = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹";
const kinds = new Map();
const filters = new Map();
const walk = (nodes) =>
  (nodes ?? []).forEach((node) => {
    kinds.set(node.path, node.kind);
    if (node.filter) filters.set(node.path, node);
    walk(node.children);
  });
walk(told.form.children);

const pathOf = (key) => key.replace(/\[\d+\]/, "");
const plain = (text) => text.replace(/[٠-٩۰-۹]/g, (sign) => String(FIGURES.indexOf(sign) % 10)).trim();

const dayOf = (text) => {
  const tidy = plain(text).replaceAll(" ", "");
  const late = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(tidy);
  const early = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(tidy);
  if (!late && !early) return text;
  const [year, month, day] = late ? [late[3], late[2], late[1]] : early.slice(1);
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return readDay(iso) ? iso : text;
};

const typed = (key, name) => {
  const kind = kinds.get(pathOf(key));
  const values = new FormData(form).getAll(name).map(String);
  if (kind === "many") return values.join(" ");
  const text = values.at(-1) ?? "";
  if (kind === "integer" || kind === "decimal") return plain(text).replace("٫", ".");
  return kind === "date" ? dayOf(text) : text.trim();
};

const show = (element, asked) => {
  if (element) element.hidden = !asked;
};

const narrow = (key, look) => {
  const node = filters.get(pathOf(key));
  if (!node) return;
  const choices = new Map((told.form.lists[node.list_name] ?? []).map((one) => [one.code, one]));
  const question = form.querySelector(`[data-question="${CSS.escape(key)}"]`);
  for (const answer of question?.querySelectorAll("[data-answer]") ?? []) {
    const free = asBool(evaluate(node.filter, look.here(key, choices.get(answer.dataset.answer))));
    answer.hidden = !free;
    if (free) continue;
    const box = answer.matches("option") ? answer : answer.querySelector("input");
    box.checked = box.selected = false;
  }
};

const refresh = () => {
  const answers = { ...told.answers };
  for (const [key, name] of Object.entries(told.names)) {
    if (form.querySelector(`[name="${name}"]`)) answers[key] = typed(key, name);
  }
  const look = new Look(told.form, answers, told.moment);
  for (const key of Object.keys(told.names)) {
    show(form.querySelector(`[data-question="${CSS.escape(key)}"]`), look.asked[key]);
    narrow(key, look);
  }
  for (const group of form.querySelectorAll("[data-group]")) {
    const key = group.dataset.group;
    if (key) show(group, look.asked[key.replace(/\[\d+\]$/, "")] ?? true);
  }
};

const live = document.createElement("input");
Object.assign(live, { type: "hidden", name: "live", value: "1" });
form.append(live);
form.addEventListener("input", refresh);
form.addEventListener("change", refresh);
refresh();
