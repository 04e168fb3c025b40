// Comfort only: the letters on buttons work with Alt alone in every browser. Without it, they are the browser's access keys.
(() => {
  "use strict";

  const places = new Map();

  const take = () => {
    document.querySelectorAll("[accesskey]").forEach((place) => {
      const letter = place.getAttribute("accesskey").toUpperCase();
      place.removeAttribute("accesskey");
      place.setAttribute("aria-keyshortcuts", `Alt+${letter}`);
      places.set(`Key${letter}`, place);
    });
  };

  document.addEventListener("DOMContentLoaded", take);
  const select = (place) => {
    if (place && place.matches("input[data-select]")) place.select();  // what was misheard is typed over
  };
  document.addEventListener("focusin", (event) => select(event.target));
  select(document.activeElement);

  document.addEventListener("keydown", (event) => {
    const place = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && places.get(event.code);
    if (!place || !place.isConnected) return;
    event.preventDefault();
    place.focus();
    if (place.matches("a, button") && !event.repeat) place.click();
  });
})();
