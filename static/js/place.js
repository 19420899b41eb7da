// Who works by keyboard or by ear stays where they were: when a part of the page is exchanged for another and takes the
// focus with it, the new part gets it.
document.addEventListener("htmx:after:swap", (event) => {
  const gone = event.detail.ctx.target;
  const part = gone?.id && document.getElementById(gone.id);
  if (!part || document.activeElement !== document.body) return;
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
});
