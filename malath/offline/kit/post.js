// The way out: sealed records leave by themselves, again and again with growing delay, and go off the phone only when the other
// side has written that it keeps exactly these bytes. `navigator.onLine` and background sync are not to be relied on.
import { all, change, get } from "./store.js";
import { batchSigned, wipe } from "./vault.js";

const AT_ONCE = 20;
const MOST = 1_000_000;
const FIRST = 15_000;
const LONGEST = 30 * 60_000;
let delay = FIRST;
let timer;
let running;
let told = () => {};

export const whenChanged = (tell) => (told = tell);
export const waiting = async () => (await all("out")).filter((one) => !one.hidden);

// "sent", "nothing" to send, "failed", "ended" (by the server), or "none" where no phone was enrolled.
export async function sendNow() {
  running ??= send().finally(() => (running = undefined));
  const how = await running;
  clearTimeout(timer);
  delay = how === "failed" ? Math.min(delay * 2, LONGEST) : FIRST;
  if (how === "failed") timer = setTimeout(sendNow, delay * (0.8 + Math.random() * 0.4));
  told(how);
  return how;
}

// A finger, or the network that is back: what is under way may have begun without it, and counts for nothing.
export async function tryNow() {
  await running;
  delay = FIRST;
  return sendNow();
}

async function send() {
  const device = await get("kv", "device");
  const pack = await get("kv", "pack");
  if (!device || !pack) return "none";
  let sent = "nothing";
  for (;;) {
    const some = few(await all("out"));
    const answer = await posted(device, pack, some);
    if (!answer) return "failed";
    const kept = some.filter((one) => answer.receipts[one.id] === one.mark);
    await change(["out", "kv"], (of) => {
      for (const one of kept) of("out").delete(one.id);
      if (answer.pack) of("kv").put(answer.pack, "pack");
      of("kv").put(Date.now(), "met");
    });
    const left = (await all("out")).length;
    if (answer.ended || ((await get("kv", "wiped")) && !left)) {
      await wipe(false);
      return "ended";
    }
    if (kept.length) sent = "sent";
    if (!left) return sent;
    if (!kept.length) return "failed";
  }
}

function few(rows) {
  let size = 0;
  return rows.slice(0, AT_ONCE).filter((one, number) => (size += one.data.length) < MOST || !number);
}

async function posted(device, pack, some) {
  const records = some.map(({ id, device, key, epk, iv, data, sig }) => ({ id, device, key, epk, iv, data, sig }));
  const body = JSON.stringify({ sent_at: new Date().toISOString(), pack: pack.mark, records });
  const headers = { "X-Phone": pack.device, "X-Signature": await batchSigned(pack.device, body, device.signing) };
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), 45_000);
  try {
    const how = { method: "POST", body, headers, credentials: "omit", cache: "no-store", redirect: "error", signal: stop.signal };
    const answer = await fetch("/field/sync/", how);
    const said = answer.ok ? await answer.json() : null;
    return said && typeof said.receipts === "object" ? said : null;
  } catch {
    return null;
  } finally {
    clearTimeout(late);
  }
}

export function keepSending() {
  addEventListener("online", tryNow);
  document.addEventListener("visibilitychange", () => document.hidden || sendNow());
  sendNow();
}
