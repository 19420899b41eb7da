// Asks before a page with typed text is left. Nothing is stored anywhere.
const typed = new Set();
const TEXT = "textarea, input:not([type=hidden], [type=radio], [type=checkbox], [type=submit])";

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form || form.method !== "post" || form.hasAttribute("data-careless") || !event.target.matches(TEXT)) return;
  typed.add(form);
});

document.addEventListener("submit", (event) => typed.delete(event.target));
for (const failed of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(failed, (event) => {
    const form = event.target.closest?.("form");
    if (form) typed.add(form);
  });
}
document.addEventListener("reset", (event) => typed.delete(event.target));

addEventListener("beforeunload", (event) => {
  const lost = [...typed].some((form) => form.isConnected && [...form.querySelectorAll(TEXT)].some((field) => field.value));
  if (lost) event.preventDefault();
});
