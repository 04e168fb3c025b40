// Comfort only: counts down what says data-seconds, which the server worked out for the moment of the page.
(() => {
  "use strict";

  const SECOND = 1000;
  const ends = new WeakMap();

  const count = () => document.querySelectorAll("[data-seconds]").forEach((place) => {
    if (!ends.has(place)) ends.set(place, performance.now() + Number(place.dataset.seconds) * SECOND);
    const left = Math.max(0, Math.ceil((ends.get(place) - performance.now()) / SECOND));
    const words = left > 0 ? `${left} ${place.dataset.unit}` : place.dataset.over;
    if (place.textContent !== words) place.textContent = words;
  });

  document.addEventListener("DOMContentLoaded", () => { count(); setInterval(count, 250); });
  document.addEventListener("desk:renewed", count);
})();
