// One press, one act: a form that is on its way is not sent a second time.
const free = (form) => form.removeAttribute("aria-busy");

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.setAttribute("aria-busy", "true");
    setTimeout(() => free(form), 8000); // a download leaves this page standing
  },
  true,
);

document.addEventListener("htmx:finally:request", (event) => {
  const form = event.target.closest?.("form");
  if (form) free(form);
});

// Back from the next page, the browser may show this one as it was left.
addEventListener("pageshow", () => document.querySelectorAll('form[aria-busy="true"]').forEach(free));
