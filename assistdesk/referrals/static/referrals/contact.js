// Comfort only: the keyboard of a phone fits what is asked for. The form works without it.
(() => {
  "use strict";
  const field = document.querySelector("[data-contact]");
  if (!field) return;
  const fit = () => {
    const chosen = document.querySelector("[name=contact_method]:checked");
    if (!chosen) return;
    const isMail = chosen.value === "email";
    field.inputMode = isMail ? "email" : "tel";
    field.autocomplete = isMail ? "email" : "tel";
  };
  document.addEventListener("change", (event) => { if (event.target.name === "contact_method") fit(); });
  fit();
})();
