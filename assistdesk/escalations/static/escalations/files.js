// Comfort only: says that a file is too large when it is chosen, not after everything was sent with it.
(() => {
  "use strict";

  document.addEventListener("change", (event) => {
    const place = event.target.type === "file" && event.target.closest("[data-largest]");
    if (!place) return;
    const sizes = Array.from(event.target.files, (file) => file.size);
    const together = sizes.reduce((sum, size) => sum + size, 0);
    const isTooLarge = Math.max(0, ...sizes) > Number(place.dataset.largest) || together > Number(place.dataset.together);
    place.querySelector("[data-too-large]").hidden = !isTooLarge;
    if (isTooLarge) event.target.value = "";
  });
})();
