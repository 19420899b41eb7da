// When a part of the page cannot be fetched, says so; nothing typed is touched.
const place = document.getElementById("problem");
const SWAPPED = [409, 422];

function say(words) {
  if (!place) return;
  place.textContent = words;
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
}

// A part that was answered from another address means: signed out, or moved. Show that page whole.
document.addEventListener("htmx:before:response", (event) => {
  const answer = event.detail.ctx.response.raw;
  if (!answer.redirected) return;
  event.preventDefault();
  location.assign(answer.url);
});

document.addEventListener("htmx:response:error", (event) => {
  const { status } = event.detail.ctx.response;
  if (status >= 500) say(place?.dataset.server);
  else if (!SWAPPED.includes(status)) say(place?.dataset.refused);
});

document.addEventListener("htmx:error", () => say(place?.dataset.network));
document.addEventListener("htmx:before:request", () => {
  if (place) place.hidden = true;
});
