// Leaving quickly: nothing of this page stays in sight, and its place in the history is taken by the next one.
const head = document.querySelector("header form");
let last = -Infinity, sending = false, clears;

function leave() {
  document.body.hidden = true;
  document.title = "\u2013";
  location.replace(head.action);
}

addEventListener("submit", (event) => {
  const form = event.target;
  if (form.closest("header")) {
    event.preventDefault();
    leave();
  } else if ("submitter" in event && !("plain" in form.dataset)) {
    event.preventDefault();
    if (!sending) send(form, event.submitter);
  }
});

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (event.timeStamp - last < 2000) leave();
  last = event.timeStamp;
});

// Other pages of ours take this page's place too, so that one entry remains.
addEventListener("click", (event) => {
  const link = event.target.closest("[data-replace]");
  if (!link) return;
  event.preventDefault();
  location.replace(link.href);
});

// And so does what answers a form: no step of it stays in the history.
async function send(form, pressed) {
  const body = new URLSearchParams(new FormData(form));
  if (pressed?.name) body.append(pressed.name, pressed.value);
  sending = true;
  try {
    const answer = await fetch(location.href, { method: "POST", body });
    show(await answer.text(), parseInt(answer.headers.get("Refresh")));
  } catch {
    HTMLFormElement.prototype.submit.call(form);
  }
  sending = false;
}

function show(text, seconds) {
  const next = new DOMParser().parseFromString(text, "text/html");
  stop(); // the first page does not clear itself under what is typed on the next
  clearTimeout(clears);
  if (seconds) clears = setTimeout(leave, seconds * 1000);
  document.title = next.title;
  document.body.replaceWith(next.body);
  scrollTo(0, 0);
}

// Shown again from the browser's memory after leaving: leave again.
addEventListener("pageshow", (event) => {
  if (event.persisted && document.body.hidden) leave();
});
