// Keeps the kit on the phone: its own files and nothing else. It touches no address outside its folder and no record.
const MARK = "%MARK%";
const FILES = %FILES%;

self.addEventListener("install", (event) => event.waitUntil(take()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || !pathname.startsWith("/field/")) return;
  const name = event.request.mode === "navigate" ? "/field/" : pathname;
  event.respondWith(kept(name, event.request));
});

async function take() {
  const cache = await caches.open(MARK);
  for (const name of FILES) {
    const answer = await fetch(name, { credentials: "omit", cache: "no-store", redirect: "error" });
    if (!answer.ok) throw new Error(name);
    await cache.put(name, answer);
  }
  await self.skipWaiting();
}

async function tidy() {
  for (const name of await caches.keys()) if (name !== MARK) await caches.delete(name);
  await self.clients.claim();
}

async function kept(name, request) {
  const cache = await caches.open(MARK);
  return (await cache.match(name)) ?? fetch(request);
}
