// A template's words go where the cursor is. Comfort only: without it the page comes back with the box filled.
(() => {
  "use strict";

  document.querySelectorAll("[data-templates]").forEach((place) => {
    const choice = place.querySelector("select[name=template]");
    const preview = place.querySelector("[data-template-preview]");
    const words = () => {
      const found = [...place.querySelectorAll("template[data-template]")].find((one) => one.dataset.template === choice.value);
      return found ? found.content.textContent : "";
    };
    const show = () => { preview.textContent = words(); };

    choice.addEventListener("change", show);
    place.querySelector("[data-template-fill]").addEventListener("click", (event) => {
      const box = document.querySelector(place.dataset.templates);
      if (!box) return;
      event.preventDefault();
      box.setRangeText(words(), box.selectionStart, box.selectionEnd, "end");
      box.dispatchEvent(new Event("input", { bubbles: true }));
      box.focus();
    });
    show();
  });
})();
