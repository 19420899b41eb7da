// Shows the copy buttons where copying works. Without it the code beside them can be selected with one tap.
const reveal = (root) =>
  root.querySelectorAll("[data-copy][hidden]").forEach((button) => (button.hidden = false));

if (navigator.clipboard) {
  reveal(document);
  document.addEventListener("htmx:after:swap", () => reveal(document));
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    const label = button.firstChild;
    const before = label.textContent;
    if (before === button.dataset.done) return;
    label.textContent = button.dataset.done;
    setTimeout(() => (label.textContent = before), 2000);
  });
}
