// Asks before a page with typed text is left. Nothing is stored anywhere.
const typed = new Set(document.querySelectorAll("form[data-kept]")); // a page that holds what was typed on the one before
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
  const holds = (form) => form.hasAttribute("data-kept") || [...form.querySelectorAll(TEXT)].some((field) => field.value);
  const lost = [...typed].some((form) => form.isConnected && holds(form));
  if (lost) event.preventDefault();
});
