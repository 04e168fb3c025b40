// Comfort only: a page that a form brought gets an address to come back to, so that Back asks for no form again.
(() => {
  "use strict";

  const settle = () => {
    const place = document.querySelector("[data-own-address]");
    if (place) window.history.replaceState(window.history.state, "", place.dataset.ownAddress + window.location.hash);
  };

  document.addEventListener("DOMContentLoaded", settle);
})();
