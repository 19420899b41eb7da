// Leaving quickly: nothing of this page stays in sight, and its place in the history is taken by the next one.
const form = document.querySelector("form");
let last = -Infinity;

function leave() {
  document.body.hidden = true;
  document.title = "\u2013";
  location.replace(form.action);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  leave();
});

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (event.timeStamp - last < 2000) leave();
  last = event.timeStamp;
});

// The other language takes this page's place too, so that one entry remains.
document.querySelectorAll("[data-replace]").forEach((link) =>
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.replace(link.href);
  }),
);

// Shown again from the browser's memory after leaving: leave again.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.body.hidden) leave();
});
