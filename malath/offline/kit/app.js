// The pages of the kit. One group of questions on a screen; what is typed is encrypted before it is kept; nothing of it stands
// in an address, a title or a cache.
import { keepSending, sendNow, tryNow, waiting, whenChanged } from "./post.js";
import { result } from "./rule.js";
import { all, change, get, put, remove } from "./store.js";
import * as vault from "./vault.js";

const HIDDEN = 60_000;
const IDLE = 180_000;
const SHORTEST = 12;
const app = document.getElementById("app");
const mark = document.querySelector("script[data-mark]").dataset.mark;
let words;
let language;
let pack;
let key = null;
let draft = null;
let at = 0;
let used = Date.now();
let saving;
let note = "";
let refresh = () => {};

// An ended phone forgets at once, whatever is on the screen.
whenChanged((how) => {
  if (how !== "ended") return refresh(how);
  key = draft = pack = null;
  go(notEnrolled, true);
});

// A piece of the page. Texts are put in as texts, never as markup.
function h(tag, facts, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(facts ?? {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...inside.flat(9).filter((one) => one != null && one !== false && one !== ""));
  return made;
}

const say = (name, ...values) => values.reduce((text, one, at) => text.replace(`%${at + 1}`, `\u2068${one}\u2069`), words.says[name]);
const label = (name, code) => words.choices[name].find(([one]) => one === code)?.[1] ?? code;
const button = (name, act, facts) => h("button", { type: "button", onclick: act, ...facts }, words.says[name] ?? name);
const told = (text, tone) => text && h("p", { class: `told ${tone ?? ""}`, role: tone === "bad" ? "alert" : "status" }, text);
const phone = (number) => h("a", { href: `tel:${number}` }, h("bdi", { dir: "ltr" }, number));

function show(title, ...inside) {
  const head = h("header", {}, h("h1", { tabindex: "-1" }, title), h("div", { class: "row" }, h("button", {
    type: "button", class: "plain", lang: language === "ar" ? "en" : "ar", onclick: otherLanguage }, language === "ar" ? "English" : "العربية"),
    pack && button("call", calls, { class: "danger small" }), key && button("lock", lock, { class: "small" })));
  app.replaceChildren(head, told(note, "good"), ...inside.flat(9).filter(Boolean));
  note = "";
  scrollTo(0, 0);
  head.querySelector("h1").focus({ preventScroll: true });
}

async function otherLanguage() {
  await speak(language === "ar" ? "en" : "ar");
  await put("kv", { language }, "settings");
  render();
}

async function speak(chosen) {
  const answer = await fetch(`/field/${mark}/words.json`);
  if (!answer.ok) return location.reload();
  words = (await answer.json())[chosen];
  language = chosen;
  document.documentElement.lang = chosen;
  document.documentElement.dir = chosen === "ar" ? "rtl" : "ltr";
  document.title = words.says.name;
}

let render = () => {};
const go = (page, ...values) => (render = () => page(...values))();

// Opening and closing

async function start() {
  await speak((await get("kv", "settings"))?.language ?? "ar");
  pack = await get("kv", "pack");
  if (!pack || (await get("kv", "wiped"))) go(notEnrolled);
  else if (!(await vault.isSetUp())) go(choose);
  else go(closed);
}

function notEnrolled(ended) {
  show(say("name"), told(say(ended ? "ended" : "not_enrolled")));
}

const secret = (id, name, hint) => h("div", {}, h("label", { for: id }, words.says[name]), hint && h("p", { class: "hint" }, words.says[hint]),
  h("input", { id, type: "password", autocomplete: "off", spellcheck: "false", autocapitalize: "off" }));
const typed = (id) => document.getElementById(id).value;

function whyNot(pass, again, duress) {
  if (pass.trim().length < SHORTEST || (duress && duress.trim().length < SHORTEST)) return say("pass_short");
  if (pass !== again) return say("pass_differ");
  return duress && duress.trim() === pass.trim() ? say("duress_same") : "";
}

function choose(wrong = "") {
  const done = async (event) => {
    event.preventDefault();
    const [pass, again, duress] = ["pass", "again", "duress"].map(typed);
    const why = whyNot(pass, again, duress);
    if (why) return go(choose, why);
    key = await vault.setUp(pass, duress);
    await navigator.storage?.persist?.();
    go(home);
  };
  show(say("first"), h("form", { onsubmit: done, autocomplete: "off" }, told(wrong, "bad"), h("p", {}, say("first_text")), secret("pass", "pass"),
    secret("again", "pass_again"), secret("duress", "duress", "duress_text"), h("button", { class: "main" }, say("save"))));
}

function closed(wrong = "") {
  const done = async (event) => {
    event.preventDefault();
    const pass = typed("pass");
    if (!pass.trim()) return;
    event.target.querySelector("button").disabled = true;
    const found = await vault.unlock(pass);
    if (!found.key) return go(closed, found.wait ? say("wait", found.wait) : say("wrong"));
    key = found.key;
    used = Date.now();
    go(home);
  };
  show(say("name"), h("form", { onsubmit: done, autocomplete: "off" }, told(wrong, "bad"), secret("pass", "pass"), h("button", { class: "main" }, say("unlock"))), outbox());
}

async function lock() {
  if (!key) return;
  await kept();
  key = draft = null;
  app.replaceChildren();
  go(closed);
}

function calls() {
  const night = (pack.desks ?? []).filter((one) => one.phone && one.night);
  show(say("call"), told(say("danger_text"), "bad"), h("ul", { class: "lines" }, pack.lines[language].map((one) => callLine(one)),
    night.map((one) => h("li", {}, phone(one.phone), " ", one[language]))), button("back", () => (draft ? go(step) : key ? go(home) : go(closed)), { class: "main" }));
}

// The list

function outbox() {
  const box = h("section", { class: "card", id: "outbox" });
  const fill = async (how) => {
    const some = await waiting();
    const oldest = Math.min(...some.map((one) => one.at));
    box.replaceChildren(h("h2", {}, say("out"), " ", h("bdi", { class: "count" }, some.length)), some.length
      ? h("div", {}, h("p", {}, say("out_age", ago(Date.now() - oldest))), h("p", { class: "hint" }, say("out_text")),
        button("send", async () => { fill("sending"); await tryNow(); }, { class: "main", id: "send" })) : h("p", {}, say("out_none")),
      told(words.says[how], how === "failed" ? "bad" : "") || "");
  };
  refresh = (how) => box.isConnected && fill(how);
  fill();
  return box;
}

function ago(span) {
  const minutes = Math.max(0, Math.round(span / 60_000));
  if (minutes < 120) return say("minutes", minutes);
  return minutes < 2880 ? say("in_hours", Math.round(minutes / 60)) : say("days", Math.round(minutes / 1440));
}

const moment = (iso) => new Intl.DateTimeFormat(language === "ar" ? "ar-JO-u-nu-latn" : "en-GB", { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));

async function home() {
  draft = null;
  const rows = await all("drafts");
  const opened = await Promise.all(rows.map((row) => vault.draftIn(key, row).catch(() => ({ id: row.id, lost: true }))));
  opened.sort((one, other) => String(other.begun).localeCompare(String(one.begun)));
  show(say("name"), h("div", { class: "stack" }, pack.opens && [button("new", () => begin("first"), { class: "main" }), button("more", () => begin("more"))],
    pack.count && button("session", () => begin("session"), { id: "count" }), button("attend", () => go(lists), { id: "attend" })),
    h("section", { class: "card" }, h("h2", {}, say("drafts")), opened.length ? h("ul", { class: "lines" }, opened.map(draftLine)) : h("p", {}, say("no_drafts"))),
    outbox(), h("p", {}, button("settings", () => go(settings), { class: "plain" })));
}

function draftLine(one) {
  if (one.lost) return h("li", {}, say("unreadable"), " ", button("throw", async () => { await remove("drafts", one.id); go(home); }, { class: "small" }));
  const facts = one.title?.[language] ?? ["age_band", "sex"].map((name) => one.d[name] && label(name, one.d[name])).filter(Boolean).join(" · ");
  return h("li", {}, h("button", { type: "button", class: "line", onclick: () => { draft = one; at = one.at ?? 0; go(step); } }, say("begun", moment(one.begun)), facts && h("small", {}, facts)));
}

function begin(kind, taken) {
  draft = { id: crypto.randomUUID(), kind, begun: new Date().toISOString(), d: {}, answers: {}, refer: [], ...taken };
  at = 0;
  kept();
  go(step);
}

// The list of a course comes to whoever is signed in, and goes under the passphrase at once.
async function lists() {
  const [asked, back] = [render, button("home", () => go(home), { class: "plain" })];
  show(say("attend"), told(say("asking")), back);
  const some = await fetch("/field/lists/", { cache: "no-store", redirect: "error" }).then((answer) => answer.json()).catch(() => null);
  if (render !== asked) return;
  show(say("attend"), !some ? told(say("sign_in_first"), "bad") : some.lists.length ? some.lists.map((one) => button(one.title[language], () => begin("attendance", one), { class: "main" })) : told(say("no_lists")), back);
}

// This phone

async function settings(wrong = "") {
  const some = await all("out");
  const safe = await navigator.storage?.persisted?.();
  const done = async (event) => {
    event.preventDefault();
    const [pass, again, duress] = ["pass", "again", "duress"].map(typed);
    const why = whyNot(pass, again, duress) || ((await vault.changePass(typed("now"), pass, duress)) ? "" : say("wrong"));
    if (!why) note = say("changed");
    go(settings, why);
  };
  const wipe = async (everything) => { key = draft = null; await vault.wipe(everything); sendNow(); note = say("wiped"); pack = null; go(notEnrolled); };
  show(say("settings"), told(wrong, "bad"), h("p", {}, label2(pack)), h("p", {}, say(safe ? "kept_safe" : "kept_unsafe")), (await vault.kindOfLock()) === "pbkdf2" && told(say("weak"), "bad"), h("p", { class: "hint" }, say("honest")),
    h("section", { class: "card" }, h("h2", {}, say("carry")), h("p", { class: "hint" }, say("export_text")), button("export", exported, { id: "export" }),
      h("label", { for: "import" }, say("import")), h("input", { id: "import", type: "file", onchange: imported })),
    h("details", { class: "card" }, h("summary", {}, say("change_pass")), h("form", { onsubmit: done, autocomplete: "off" }, secret("now", "pass_now"), secret("pass", "pass"), secret("again", "pass_again"),
      secret("duress", "duress", "duress_text"), h("button", { class: "main" }, say("save")))),
    h("details", { class: "card" }, h("summary", {}, say("wipe")), h("p", {}, say("wipe_text")), button("wipe_do", () => wipe(false), { class: "danger", id: "wipe" }), some.length > 0 && button(say("wipe_all", some.length), () => wipe(true), { class: "danger" })),
    button("home", () => go(home), { class: "main" }));
}

const label2 = (one) => one.desk[language];

async function exported() {
  const records = (await waiting()).map(({ id, device, key, epk, iv, data, sig }) => ({ id, device, key, epk, iv, data, sig }));
  const address = URL.createObjectURL(new Blob([JSON.stringify({ notes: 1, records })], { type: "application/octet-stream" }));
  h("a", { href: address, download: "notes.bin" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

async function imported(event) {
  let found = [];
  try {
    const file = JSON.parse(await event.target.files[0].text());
    found = (await Promise.all(file.records.map(vault.carriedIn))).filter(Boolean);
  } catch {
    // Nothing of ours is in it.
  }
  if (!found.length) return go(settings, say("import_bad"));
  await change(["out"], (of) => { for (const one of found) of("out").put({ ...one, at: Date.now() }); });
  note = say("imported", found.length);
  sendNow();
  go(settings);
}

// Keeping a draft: soon after each stroke, and always before the page closes or locks.

function touched() {
  clearTimeout(saving);
  saving = setTimeout(kept, 400);
}

async function kept() {
  clearTimeout(saving);
  if (!key || !draft) return;
  draft.at = at;
  await put("drafts", await vault.draftRow(key, draft));
}

// Fields. Each knows its place in the draft.

const control = (name, hint) => ({ id: `f-${name}`, name, autocomplete: "off", "aria-describedby": hint ? `h-${name}` : null });
const hinted = (name, hint) => hint && h("p", { class: "hint", id: `h-${name}` }, words.says[hint] ?? hint);

function radios(name, { into = draft.d, list = words.choices[name], text = words.says[name], hint, again = false, tight = false, otherwise } = {}) {
  const pick = (code) => () => { into[name] = code; touched(); if (again) { const y = scrollY; render(); scrollTo(0, y); } };
  return h("fieldset", { class: tight ? "tight" : "" }, h("legend", {}, text), hinted(name, hint), list.map(([code, word]) => h("label", { class: "pick" },
    h("input", { type: "radio", name, value: code, checked: (into[name] ?? otherwise) === code, autocomplete: "off", onchange: pick(code) }), h("span", {}, word))));
}

function checks(name, { into = draft.d, list = words.choices[name], hint } = {}) {
  const pick = (code) => (event) => { const rest = (into[name] ?? []).filter((one) => one !== code); into[name] = event.target.checked ? [...rest, code] : rest; touched(); };
  return h("fieldset", {}, h("legend", {}, words.says[name]), hinted(name, hint), list.map(([code, word]) => h("label", { class: "pick" },
    h("input", { type: "checkbox", name, value: code, checked: (into[name] ?? []).includes(code), autocomplete: "off", onchange: pick(code) }), h("span", {}, word))));
}

function select(name, { into = draft.d, list = words.choices[name], text = words.says[name], hint, again = false } = {}) {
  const pick = (event) => { into[name] = event.target.value; touched(); if (again) render(); };
  return h("div", {}, h("label", { for: `f-${name}` }, text), hinted(name, hint), h("select", { ...control(name, hint), onchange: pick },
    h("option", { value: "" }, say("choose")), list.map(([code, word]) => h("option", { value: code, selected: into[name] === code }, word))));
}

function line(name, { into = draft.d, text = words.says[name], hint, type = "text", ltr = false, most = 120 } = {}) {
  const facts = { ...control(name, hint), type, maxlength: most, dir: ltr ? "ltr" : "auto", spellcheck: "false", value: into[name] ?? "" };
  return h("div", {}, h("label", { for: `f-${name}` }, text), hinted(name, hint), h("input", { ...facts, oninput: (event) => { into[name] = event.target.value; touched(); } }));
}

function area(name, { into = draft.d, text = words.says[name], hint, most = 4000 } = {}) {
  const made = h("textarea", { ...control(name, hint), maxlength: most, rows: 4, dir: "auto", spellcheck: "false", oninput: (event) => { into[name] = event.target.value; touched(); } });
  made.value = into[name] ?? "";
  return h("div", {}, h("label", { for: `f-${name}` }, text), hinted(name, hint), made);
}

// Steps

const isChild = () => words.children.includes(draft.d.age_band);
const alone = () => draft.d.alone === "yes";
const held = () => ["raid", "station", "detention", "border"].includes(draft.d.place) || (draft.d.pending ?? []).length > 0;
const profile = () => `${isChild() ? "child" : "adult"}_${draft.d.kind ?? "labour"}`;
const counted = () => (alone() ? draft.answers : Object.fromEntries(Object.entries(draft.answers).filter(([code]) => words.observable.includes(code))));
const outcome = () => result(profile(), counted(), words.signs, words.card.some(([code, , soon]) => soon === "urgent" && (draft.d.card ?? []).includes(code)), (draft.d.purposes ?? [])[0]);
const CHILDREN = "child_protection";
const unasked = () => isChild() && !draft.refer.some((one) => one.type === CHILDREN);
const mayKeep = () => draft.kind !== "first" || isChild() || draft.d.answer === "yes" || Boolean(draft.d.without);

function steps() {
  const short = { more: ["case", "words", "needs", "contact", "refer", "check"], session: ["session", "came", "check"], attendance: ["attend", "check"] }[draft.kind];
  if (short) return short;
  const dimensions = words.dimensions.map(([code]) => code);
  return ["who", "talk", held() && "stop", "record", "needs", ...dimensions, isChild() && "card", "result", "words", "name", "contact", "refer", "check"].filter(Boolean);
}

const STEPS = {
  who: () => [radios("age_band", { hint: "age_hint", again: true }), isChild() && told(say("child_stays"), "bad"), radios("sex")],
  talk: () => [radios("danger", { again: true }), draft.d.danger === "yes" && emergency(), radios("alone", { again: true }), draft.d.alone && !alone() && told(say("not_alone"), "bad"),
    select("language"), radios("interpreter", { hint: "interpreter_hint" }), select("place", { again: true }), select("work"), checks("pending", { hint: "pending_hint" })],
  stop: () => [told(say("stop_text"), "bad"), h("label", { class: "pick" }, h("input", { type: "checkbox", id: "stop", checked: draft.d.stop, onchange: (event) => { draft.d.stop = event.target.checked; touched(); } }), h("span", {}, say("stop_yes")))],
  record: () => [aloud("C1"), isChild() ? [area("child_because"), area("child_view")] : [radios("answer", { again: true }), radios("method"),
    draft.d.answer !== "yes" && [select("without", { hint: "without_hint" }), area("because")]], !mayKeep() && told(say("no_ground"))],
  needs: () => [radios("risk"), checks("needs"), draft.kind === "first" && select("governorate")],
  card: () => [checks("card", { list: words.card.map(([code, word]) => [code, word]) })],
  result: () => results(),
  words: () => [draft.kind === "first" && !alone() ? told(say("locked"), "bad") : area("words", { most: 8000 }), area("observation", { most: 8000 }), area("opinion", { most: 8000 })],
  name: () => [line("name", { text: say("name_said"), hint: "name_hint" }), line("phone", { hint: "phone_hint", type: "tel", ltr: true, most: 30 })],
  contact: () => reached(draft.contact ??= {}),
  refer: () => [unasked() && told(say("child_first"), "bad"), draft.refer.map(referral), button("refer_add", () => { draft.refer.push(unasked() ? { type: CHILDREN, urgency: "urgent" } : {}); touched(); render(); })],
  case: () => [line("case", { hint: "case_hint", ltr: true, most: 14 })],
  session: () => [select("session", { list: pack.count.sessions.map(spoken) }), checks("facilitators", { list: pack.count.facilitators.map(spoken) })],
  came: () => [number("came"), COUNTED.map((way) => h("fieldset", {}, h("legend", {}, say(way)), pack.count[way].map(spoken).map(([code, word]) => number(`${way}_${code}`, { text: word })))),
    number("disclosures", { hint: "told_hint" }), number("cards")],
  attend: () => [h("p", {}, draft.title[language]), line("on", { type: "date", ltr: true }), radios("half"), checks("there", { list: draft.people.map(spoken) })],
  check: () => checked(),
};

const COUNTED = ["genders", "ages", "origins"];
const spoken = ([code, ar, en]) => [code, language === "ar" ? ar : en];
const number = (name, more) => line(name, { type: "number", ltr: true, most: 6, ...more });
const whole = (one) => /^\d{1,6}$/.test(one ?? "");
const sum = (way) => { const some = pack.count[way].map(([code]) => draft.d[`${way}_${code}`]).filter(Boolean); return !some.length || (some.every(whole) && some.reduce((all, one) => all + Number(one), 0) === Number(draft.d.came)); };

const titles = { who: "s_who", talk: "s_talk", stop: "s_stop", record: "s_record", needs: "s_needs", card: "s_card", result: "s_result", words: "s_words", name: "s_name", contact: "s_contact", refer: "s_refer", check: "s_check", case: "s_case", session: "session", came: "session", attend: "attend" };

function step() {
  const list = steps();
  at = Math.max(0, Math.min(at, list.length - 1));
  const name = list[at];
  const title = titles[name] ? say(titles[name]) : words.dimensions.find(([code]) => code === name)[1];
  const move = async (by) => { if (by > 0 && name === "stop" && !draft.d.stop) return; at += by; await kept(); go(step); };
  show(title, h("p", { class: "hint" }, say("step", at + 1, list.length)), h("form", { autocomplete: "off", class: "stack", onsubmit: (event) => { event.preventDefault(); move(1); } }, STEPS[name] ? STEPS[name]() : signsOf(name),
    h("div", { class: "row moves" }, at > 0 && button("back", () => move(-1)), at < list.length - 1 && h("button", { class: "main", id: "next" }, say("next"))), button("home", async () => { await kept(); go(home); }, { class: "plain" })));
}

const callLine = (one) => h("li", {}, phone(one.number), " ", one.who, one.unchecked && h("small", {}, say("unchecked")));
const emergency = () => h("div", { class: "told bad", role: "alert" }, h("p", {}, say("danger_text")), h("ul", { class: "lines" }, pack.lines[language].map((one) => callLine(one))));

const aloud = (kind, body = "") => h("blockquote", {}, h("p", { class: "hint" }, say("read_aloud")), h("p", {}, words.consent[kind][isChild() ? "child" : "adult"].replace("%(body)s", body)));

function signsOf(dimension) {
  const place = ["adult_labour", "child_labour", "adult_sexual", "child_sexual"].indexOf(profile());
  const listed = words.signs.filter(([code, one, , strengths]) => one === dimension && strengths[place] !== "-" && (alone() || words.observable.includes(code)));
  return [at === steps().indexOf(words.dimensions[0][0]) && radios("kind", { again: true }), words.unverified.includes(profile()) && h("p", { class: "tag" }, say("unverified")), !alone() && told(say("not_alone"), "bad"),
    listed.map(([code, , text]) => radios(code, { into: draft.answers, list: words.choices.sign, text, tight: true, otherwise: "not_asked" }))];
}

function results() {
  const found = outcome();
  const least = found.flagged ? ["refer", "emergency"] : alone() ? ["no_concern", "keep_watch", "refer", "emergency"] : ["keep_watch", "refer", "emergency"];
  const why = found.byPurpose ? "why_purpose" : isChild() ? "why_child" : "why_adult";
  const higher = !found.flagged && ["refer", "emergency"].includes(draft.d.concern);
  return [told(say(found.flagged ? "looked_at" : "not_looked_at"), found.flagged ? "bad" : ""), checks("purposes"), h("ul", { class: "lines" }, words.dimensions.filter(([code]) => found.dimensions[code]).map(([code, name]) => {
    const one = found.dimensions[code];
    return h("li", { id: `d-${code}` }, say("counted", name, one.strong, one.medium, one.weak), " · ", h("strong", {}, say(one.positive ? "positive" : "not_positive")));
  })), h("p", {}, say("why")), h("p", {}, say(why)), found.notAsked > 0 && h("p", {}, say("incomplete", found.notAsked)), words.unverified.includes(profile()) && h("p", { class: "tag" }, say("unverified")), h("p", { class: "hint" }, say("never_verdict")),
    radios("concern", { list: words.choices.concern.filter(([code]) => least.includes(code)), hint: "lower", again: true }), higher && area("concern_because"), draft.d.concern === "keep_watch" && line("watch_on", { type: "date", ltr: true }), draft.d.concern === "emergency" && emergency()];
}

function referral(one, number) {
  const desks = pack.desks.filter((desk) => desk.asks[one.type]).map((desk) => [desk.id, desk[language]]);
  const desk = pack.desks.find((known) => known.id === one.desk);
  const asks = desk && !isChild() && !draft.d.without ? desk.asks[one.type] ?? [] : [];
  return h("section", { class: "card stack" }, select("type", { into: one, list: words.choices.service, text: say("service"), again: true }), radios("urgency", { into: one, again: true }), one.urgency === "emergency" ? [told(say("refer_call"), "bad"), emergency()] : h("p", { class: "hint" }, say("refer_late")),
    one.type && select("desk", { into: one, list: desks, again: true }), desk?.phone && h("p", {}, phone(desk.phone)), asks.map((kind) => [aloud(kind, desk[`body_${language}`]), radios(kind, { into: one, list: words.choices.answer5, text: words.consent[kind].label })]),
    area("reason", { into: one, hint: "reason_hint" }), button("refer_off", () => { draft.refer.splice(number, 1); touched(); render(); }, { class: "plain" }));
}

// How the person may be reached: as on the page, with one stretch of hours. Nothing chosen is nothing agreed.
const byPhone = (one) => ["call", "message"].includes(one.channel);

function reached(one) {
  const into = { into: one };
  const clock = (name) => line(name, { ...into, type: "time", ltr: true });
  return [h("p", {}, say("contact_text")), radios("channel", { ...into, hint: "contact_none", again: true }), one.channel && one.channel !== "none" && [checks("may", into), checks("days1", into), h("div", { class: "row" }, clock("from1"), clock("until1")),
    line("hours", into), line("code_word", { ...into, hint: "code_hint", most: 60 }), area("who_else", { ...into, hint: "who_hint", most: 1000 })]];
}

function hoursLack({ contact: one = {} }) {
  const parts = [one.days1?.length, one.from1, one.until1];
  const none = !parts.some(Boolean);
  return none ? byPhone(one) && !one.may?.includes("any_time") : !parts.every(Boolean) || one.from1 === one.until1;
}

function missing() {
  const d = draft.d;
  const need = (name, holds) => !holds && words.says[name];
  if (draft.kind === "session") return [need("session", d.session), need("facilitators", d.facilitators?.length), need("came", whole(d.came) && Number(d.came)), ...COUNTED.map((way) => need(way, sum(way))),
    need("disclosures", whole(d.disclosures) && Number(d.disclosures) <= Number(d.came)), need("cards", whole(d.cards))].filter(Boolean);
  if (draft.kind === "attendance") return [need("on", d.on), need("half", d.half), need("there", d.there?.length)].filter(Boolean);
  const first = draft.kind === "first";
  const child = isChild();
  return [first && need("age_band", d.age_band), first && !child && d.answer === "yes" && need("language", d.language), first && child && need("child_because", d.child_because?.trim()), first && !child && d.answer !== "yes" && need("because", d.because?.trim()),
    need("days1", !hoursLack(draft)), !first && need("case", /^([2-9A-HJ-NP-Z]{4}-?){3}$/.test((d.case ?? "").trim().toUpperCase())), first && d.concern && need("alone", d.alone), d.concern === "keep_watch" && need("watch_on", d.watch_on),
    first && ["refer", "emergency"].includes(d.concern) && !outcome().flagged && !(d.concern === "emergency" && d.danger === "yes") && need("concern_because", d.concern_because?.trim()),
    ...draft.refer.flatMap((one) => [need("service", one.type), need("urgency", one.urgency), need("desk", one.desk), need("reason", one.reason?.trim())])].filter(Boolean);
}

function checked() {
  const lacking = missing();
  const away = async () => { if (confirm(say("throw_sure"))) { const { id } = draft; draft = null; await remove("drafts", id); go(home); } };
  return [!mayKeep() ? told(say("no_ground"), "bad") : lacking.length ? told(say(draft.kind === "session" ? "adds_up" : "missing", lacking.join(" · ")), "bad") : h("p", {}, say("finish_text")),
    mayKeep() && !lacking.length && button("finish", finish, { class: "main", id: "finish" }), button("throw", away, { class: "plain" })];
}

function content() {
  if (["session", "attendance"].includes(draft.kind)) return { v: 1, kind: draft.kind, written_at: new Date().toISOString(), ...draft.d, course: draft.course, listed: draft.people?.map(([one]) => one) };
  const { case: number, card, kind, concern, concern_because, watch_on, purposes, alone: speaks, danger, place, work, pending, stop, ...d } = draft.d;
  const conditions = { age: draft.d.age_band === "doubt" ? "doubt" : isChild() ? "child" : "adult", kind: kind ?? "labour", alone: speaks ?? "not_known", danger: danger ?? "not_known", place, work, pending: pending ?? [], language: d.language, interpreter: d.interpreter, governorate: d.governorate };
  const plain = (number ?? "").toUpperCase().replaceAll("-", "").trim();
  const marked = draft.refer.map((one) => ({ ...one, language: d.language, interpreter: d.interpreter, method: d.method, ...Object.fromEntries(Object.keys(words.consent).filter((asked) => one[asked]).map((asked) => [`${asked}_mark`, words.consent[asked].mark])) }));
  const screening = draft.kind === "first" && concern ? { conditions, answers: counted(), signs: card ?? [], purposes: purposes ?? [], concern, because: concern_because ?? "", watch_on: watch_on ?? "" } : null;
  return { v: 1, kind: draft.kind, written_at: draft.begun, ...(draft.kind === "first" ? { risk: "not_assessed", sex: "unknown", interpreter: "none", method: "spoken" } : {}), ...d, c1_mark: words.consent.C1[isChild() ? "child_mark" : "mark"],
    case: plain.replace(/^(.{4})(.{4})(.{4})$/, "$1-$2-$3"), refer: marked, contact: draft.contact?.channel ? draft.contact : null, screening };
}

async function finish(event) {
  event.target.disabled = true;
  const { signing } = await get("kv", "device");
  const row = await vault.sealed(draft.id, content(), pack, signing);
  clearTimeout(saving);
  const { id } = draft;
  draft = null;
  await change(["out", "drafts"], (of) => { of("out").put({ ...row, at: Date.now() }); of("drafts").delete(id); });
  note = say("finished");
  sendNow();
  go(home);
}

// Nobody there: closed. What was typed is kept before.

let hiddenAt = 0;
for (const sign of ["input", "pointerdown", "keydown"]) document.addEventListener(sign, () => (used = Date.now()), { passive: true });
document.addEventListener("visibilitychange", () => {
  if (document.hidden) { hiddenAt = Date.now(); kept(); } else if (hiddenAt && Date.now() - hiddenAt > HIDDEN) lock();
  if (!document.hidden) hiddenAt = 0;
});
setInterval(() => { if (key && (Date.now() - used > IDLE || (hiddenAt && Date.now() - hiddenAt > HIDDEN))) lock(); }, 5000);

navigator.serviceWorker?.register("/field/sw.js", { scope: "/field/" });
await start();
keepSending();
