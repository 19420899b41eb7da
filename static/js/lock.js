// Covers a page that nobody uses, before the server locks it: nothing can be read over a shoulder, nothing typed is lost.
// Who types or touches is there: the server hears of it now and then, so it does not lock under their hands.
const cover = document.getElementById("locked");
const after = Number(cover.dataset.after) * 1000;
let used = Date.now();
let told = Date.now();

async function left(headers = {}) {
  const answer = await fetch(cover.dataset.state, { headers });
  return answer.ok && !answer.redirected ? (await answer.json()).left : 0;
}

function set(locked) {
  document.documentElement.toggleAttribute("data-locked", locked);
  for (const part of document.body.children) if (part !== cover) part.inert = locked;
  cover.hidden = !locked;
  if (locked) cover.querySelector("a").focus();
  else told = Date.now();
}

async function look() {
  if (cover.hidden && Date.now() - used < after) return;
  if (cover.hidden) set(true);
  try {
    const seconds = await left();
    if (!seconds) return;
    set(false);
    used = Date.now() - after + seconds * 1000;
  } catch {
    // No network: it stays covered.
  }
}

function here() {
  if (!cover.hidden) return;
  used = Date.now();
  if (used - told < after / 3) return;
  told = used;
  left({ "X-Here": "1" }).catch(() => {});
}

for (const sign of ["input", "pointerdown", "keydown"]) document.addEventListener(sign, here, { passive: true });
for (const back of ["visibilitychange", "focus"]) addEventListener(back, () => document.hidden || look(), true);
setInterval(look, 5000);
