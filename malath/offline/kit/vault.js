// Secrets on the phone. A passphrase opens the key of the drafts; what is finished is sealed to the key of the body, and nobody
// who holds the phone reads it again, not even its owner.
import { all, change, forget, get, put } from "./store.js";

const text = new TextEncoder();
const PAD = 4096;
const AES = "AES-GCM";
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const SIGN = { name: "ECDSA", hash: "SHA-256" };
const ARGON2 = { parallelism: 1, iterations: 3, memorySize: 19456, hashLength: 32, outputType: "binary" };
const WAITS = [0, 0, 0, 5, 15, 60, 300, 900];
const OPEN = 1;
const DURESS = 2;

export const b64 = (bytes) => btoa(Array.from(new Uint8Array(bytes), (one) => String.fromCharCode(one)).join(""));
export const unb64 = (words) => Uint8Array.from(atob(words), (sign) => sign.charCodeAt(0));
const hex = (bytes) => Array.from(new Uint8Array(bytes), (one) => one.toString(16).padStart(2, "0")).join("");
const random = (size) => crypto.getRandomValues(new Uint8Array(size));
const joined = (...parts) => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
};

// Length first, then zeros: how much somebody wrote is not to be seen from outside.
function padded(bytes) {
  const whole = new Uint8Array(Math.ceil((bytes.length + 4) / PAD) * PAD);
  new DataView(whole.buffer).setUint32(0, bytes.length);
  whole.set(bytes, 4);
  return whole;
}

const unpadded = (bytes) => bytes.subarray(4, 4 + new DataView(bytes.buffer).getUint32(0));

// Argon2id where the browser can; else PBKDF2, which is named in the settings.
async function stretched(pass, salt, kind) {
  const typed = text.encode(pass.normalize("NFKC").trim());
  if (kind === "argon2id") {
    const raw = await self.hashwasm.argon2id({ ...ARGON2, password: typed, salt });
    return crypto.subtle.importKey("raw", raw, AES, false, ["encrypt", "decrypt"]);
  }
  const base = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: 600000 };
  return crypto.subtle.deriveKey(how, base, { name: AES, length: 256 }, false, ["encrypt", "decrypt"]);
}

async function bestKind() {
  try {
    await stretched("a try", random(16), "argon2id");
    return "argon2id";
  } catch {
    return "pbkdf2";
  }
}

async function wrapped(key, meaning, raw) {
  const iv = random(12);
  return { iv, data: new Uint8Array(await crypto.subtle.encrypt({ name: AES, iv }, key, joined([meaning], raw))) };
}

const asKey = (raw) => crypto.subtle.importKey("raw", raw, AES, false, ["encrypt", "decrypt"]);

// Always two slots of the same size in no order: nobody sees whether a second passphrase was set.
async function locks(pass, raw, duress) {
  const salt = random(16);
  const kind = await bestKind();
  const slots = [await wrapped(await stretched(pass, salt, kind), OPEN, raw)];
  if (duress) slots.push(await wrapped(await stretched(duress, salt, kind), DURESS, random(32)));
  else slots.push({ iv: random(12), data: random(slots[0].data.length) });
  if (random(1)[0] & 1) slots.reverse();
  return { salt, kind, slots };
}

export async function setUp(pass, duress) {
  const raw = random(32);
  await put("kv", await locks(pass, raw, duress), "locks");
  const key = await asKey(raw);
  raw.fill(0);
  return key;
}

export const isSetUp = async () => Boolean(await get("kv", "locks"));
export const kindOfLock = async () => (await get("kv", "locks"))?.kind;

// The key of the drafts, or null for a wrong passphrase. Each wrong try makes the next one wait longer.
export async function unlock(pass) {
  const { salt, kind, slots } = await get("kv", "locks");
  const tries = (await get("kv", "tries")) ?? { count: 0, until: 0 };
  if (Date.now() < tries.until) return { wait: Math.ceil((tries.until - Date.now()) / 1000) };
  const count = tries.count + 1;
  await put("kv", { count, until: Date.now() + WAITS[Math.min(count, WAITS.length - 1)] * 1000 }, "tries");
  const key = await stretched(pass, salt, kind);
  for (const { iv, data } of slots) {
    let found;
    try {
      found = new Uint8Array(await crypto.subtle.decrypt({ name: AES, iv }, key, data));
    } catch {
      continue;
    }
    await put("kv", { count: 0, until: 0 }, "tries");
    if (found[0] === DURESS) return { key: await afterDuress(pass) };
    return { key: await asKey(found.slice(1)) };
  }
  return { key: null };
}

// Somebody was forced to open it: the drafts and their key go, an empty kit opens. What was sealed stays unseen and is sent.
async function afterDuress(pass) {
  const raw = random(32);
  const anew = await locks(pass, raw);
  const hidden = (await all("out")).map((one) => ({ ...one, hidden: true }));
  await change(["kv", "drafts", "out"], (of) => {
    of("drafts").clear();
    of("kv").put(anew, "locks");
    for (const one of hidden) of("out").put(one);
  });
  return asKey(raw);
}

// Another passphrase for the same drafts. The one for danger is set anew with it, or not at all.
export async function changePass(before, pass, duress) {
  if (!before.trim()) return false;
  const { salt, kind, slots } = await get("kv", "locks");
  const key = await stretched(before, salt, kind);
  for (const { iv, data } of slots) {
    try {
      const found = new Uint8Array(await crypto.subtle.decrypt({ name: AES, iv }, key, data));
      if (found[0] !== OPEN) continue;
      await put("kv", await locks(pass, found.slice(1), duress), "locks");
      return true;
    } catch {
      continue;
    }
  }
  return false;
}

export async function draftRow(key, draft) {
  const iv = random(12);
  const bound = text.encode(`draft|${draft.id}|1`);
  const plain = padded(text.encode(JSON.stringify(draft)));
  return { id: draft.id, iv, data: await crypto.subtle.encrypt({ name: AES, iv, additionalData: bound }, key, plain) };
}

export async function draftIn(key, row) {
  const bound = text.encode(`draft|${row.id}|1`);
  const plain = await crypto.subtle.decrypt({ name: AES, iv: row.iv, additionalData: bound }, key, row.data);
  return JSON.parse(new TextDecoder().decode(unpadded(new Uint8Array(plain))));
}

// Seals a record to the body's key and signs it. After this the phone cannot read it.
export async function sealed(id, content, pack, signing) {
  const body = unb64(pack.key.public);
  const theirs = await crypto.subtle.importKey("raw", body, CURVE, false, []);
  const mine = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", mine.publicKey));
  const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]);
  const info = joined(text.encode("malath field seal 1|"), point, body);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  const key = await crypto.subtle.deriveKey(how, base, { name: AES, length: 256 }, false, ["encrypt"]);
  const iv = random(12);
  const bound = text.encode(`malath field record 1|${id}|${pack.device}|${pack.key.id}`);
  const plain = padded(text.encode(JSON.stringify(content)));
  const data = new Uint8Array(await crypto.subtle.encrypt({ name: AES, iv, additionalData: bound }, key, plain));
  const signed = joined(bound, text.encode("\n"), point, iv, data);
  return {
    id, device: pack.device, key: pack.key.id, epk: b64(point), iv: b64(iv), data: b64(data),
    sig: b64(await crypto.subtle.sign(SIGN, signing, signed)), mark: hex(await crypto.subtle.digest("SHA-256", signed)),
  };
}

export async function batchSigned(device, body, signing) {
  return b64(await crypto.subtle.sign(SIGN, signing, text.encode(`malath field batch 1\n${device}\n${body}`)));
}

// A record in a file from a colleague's phone, with its mark; null when it is none.
export async function carriedIn(one) {
  try {
    const named = Object.fromEntries(["id", "device", "key", "epk", "iv", "data", "sig"].map((name) => [name, String(one[name])]));
    const bound = text.encode(`malath field record 1|${named.id}|${named.device}|${named.key}\n`);
    const signed = joined(bound, unb64(named.epk), unb64(named.iv), unb64(named.data));
    return { ...named, mark: hex(await crypto.subtle.digest("SHA-256", signed)) };
  } catch {
    return null;
  }
}

// Drafts, their key and what was taken along go. What was sealed stays until it was sent, unless everything goes.
export async function wipe(everything) {
  if (everything || !(await all("out")).length) return forget();
  return change(["kv", "drafts"], (of) => {
    of("drafts").clear();
    for (const name of ["locks", "tries", "settings"]) of("kv").delete(name);
    of("kv").put(true, "wiped");
  });
}
