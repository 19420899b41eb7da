// What the phone keeps: settings and keys, drafts (always encrypted before they come here), and sealed records on their way.
const NAME = "notes";
let opening;

export function db() {
  opening ??= new Promise((done, fail) => {
    const ask = indexedDB.open(NAME, 1);
    ask.onupgradeneeded = () => {
      ask.result.createObjectStore("kv");
      for (const store of ["drafts", "out"]) ask.result.createObjectStore(store, { keyPath: "id" });
    };
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => fail(ask.error);
  });
  return opening;
}

const asked = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

export const get = async (store, key) => asked((await db()).transaction(store).objectStore(store).get(key));
export const all = async (store) => asked((await db()).transaction(store).objectStore(store).getAll());

// Several changes, all or none of them. What is awaited between them would end the transaction, so nothing is.
export async function change(stores, write) {
  const one = (await db()).transaction(stores, "readwrite", { durability: "strict" });
  write((store) => one.objectStore(store));
  return new Promise((done, fail) => {
    one.oncomplete = () => done();
    one.onerror = one.onabort = () => fail(one.error);
  });
}

export const put = (store, value, key) => change([store], (of) => of(store).put(value, key));
export const remove = (store, key) => change([store], (of) => of(store).delete(key));

export async function forget() {
  (await db()).close();
  opening = undefined;
  return asked(indexedDB.deleteDatabase(NAME));
}
