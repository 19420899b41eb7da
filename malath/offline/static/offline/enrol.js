// Takes a phone along: the signing key is made in it and cannot be taken out; the open half is sent. Same store as the kit.
const form = document.querySelector("form[data-enrol]");
const problem = form.querySelector("[data-problem]");

function store() {
  return new Promise((done, fail) => {
    const ask = indexedDB.open("notes", 1);
    ask.onupgradeneeded = () => {
      ask.result.createObjectStore("kv");
      for (const name of ["drafts", "out"]) ask.result.createObjectStore(name, { keyPath: "id" });
    };
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => fail(ask.error);
  });
}

async function holds(db) {
  const asked = db.transaction(["drafts", "out"]);
  const counts = ["drafts", "out"].map((name) => new Promise((done) => {
    const count = asked.objectStore(name).count();
    count.onsuccess = () => done(count.result);
  }));
  return (await Promise.all(counts)).some(Boolean);
}

async function keep(db, signing, pack) {
  const one = db.transaction(["kv"], "readwrite", { durability: "strict" });
  const kv = one.objectStore("kv");
  kv.clear();
  kv.put({ signing }, "device");
  kv.put(pack, "pack");
  return new Promise((done, fail) => {
    one.oncomplete = done;
    one.onerror = () => fail(one.error);
  });
}

function say(...texts) {
  problem.hidden = !texts.length;
  problem.replaceChildren(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
}

async function enrol(event) {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  say();
  try {
    const db = await store();
    if (await holds(db)) return say(form.dataset.holds);
    const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
    const open = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    form.elements.public.value = btoa(String.fromCharCode(...open));
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "error" });
    const said = await answer.json();
    if (said.prove) return location.assign(said.prove);
    if (!answer.ok) return say(...(said.errors ?? [form.dataset.failed]));
    await keep(db, pair.privateKey, said.pack);
    location.assign(said.next);
  } catch {
    say(form.dataset.failed);
  } finally {
    button.disabled = false;
  }
}

if (window.isSecureContext && crypto.subtle && window.indexedDB) {
  form.hidden = false;
  form.addEventListener("submit", enrol);
} else {
  document.querySelector("[data-cannot]").hidden = false;
}
