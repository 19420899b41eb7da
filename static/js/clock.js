// Keeps visible deadlines current. The words come from the server; the phone's own clock is not trusted:
// time is what the server said plus what has passed since.
const lang = document.documentElement.lang;
const born = performance.now();

const unit = (count, name) =>
  new Intl.NumberFormat(lang, { style: "unit", unit: name, unitDisplay: "long", numberingSystem: "latn" }).format(count);

function span(seconds, data) {
  const total = Math.abs(seconds);
  if (total < 60) return data.moment;
  const days = Math.floor(total / 86400);
  const hours = Math.floor((total % 86400) / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const parts = days
    ? [unit(days, "day"), hours && days < 7 ? unit(hours, "hour") : ""]
    : [hours ? unit(hours, "hour") : "", minutes ? unit(minutes, "minute") : ""];
  return parts.filter(Boolean).join(data.joint);
}

function tick(clock) {
  const data = clock.dataset;
  clock.seen ??= performance.now();
  const start = Number(data.now) + (performance.now() - clock.seen) / 1000;
  const left = Number(data.due) - start;
  const late = left < 0;
  clock.querySelector(".clock-text").textContent = (late ? data.late : data.left).replace("{}", span(left, data));
  clock.classList.toggle("late", late);
  clock.classList.toggle("soon", !late && left <= Number(data.soon));
  clock.classList.toggle("calm", !late && left > Number(data.soon));
}

setInterval(() => document.querySelectorAll("[data-clock]").forEach(tick), 15000);
document.querySelectorAll("[data-clock]").forEach((clock) => (clock.seen = born));
