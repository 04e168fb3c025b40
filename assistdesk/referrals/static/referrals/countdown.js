// Comfort only: counts down what says data-until, by the server's clock (data-now is its moment in this page).
// data-again: the address to go to when the time is over, so that no page shows what it shall not show any more.
(() => {
  "use strict";

  const SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, LATER = 1500;
  const ahead = new WeakMap();
  let isLeaving = false;

  const two = (number) => String(number).padStart(2, "0");
  const said = (left) => {
    const whole = Math.ceil(left / SECOND) * SECOND;
    const minutes = Math.floor((whole % HOUR) / MINUTE), seconds = Math.floor((whole % MINUTE) / SECOND);
    return whole >= HOUR ? `${Math.floor(whole / HOUR)}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
  };

  const count = () => document.querySelectorAll("[data-until]").forEach((place) => {
    if (!ahead.has(place)) ahead.set(place, Date.parse(place.dataset.now) - Date.now());
    const left = Date.parse(place.dataset.until) - (Date.now() + ahead.get(place));
    const words = left > 0 ? said(left) : place.dataset.over;
    if (place.textContent !== words) place.textContent = words;
    place.classList.toggle("offer-left--soon", left < 2 * MINUTE);
    if (left <= 0 && place.dataset.again && !isLeaving) {
      isLeaving = true;
      setTimeout(() => location.replace(place.dataset.again), LATER);
    }
  });

  document.addEventListener("DOMContentLoaded", () => { count(); setInterval(count, SECOND); });
  document.addEventListener("desk:renewed", count);
  document.addEventListener("htmx:afterSettle", count);
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
