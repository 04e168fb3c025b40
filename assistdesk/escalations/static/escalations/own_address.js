// Comfort only: a page that a form brought gets an address to come back to, so that Back asks for no form again.
(() => {
  "use strict";

  const settle = () => {
    const place = document.querySelector("[data-own-address]");
    if (place) window.history.replaceState(window.history.state, "", place.dataset.ownAddress + window.location.hash);
  };

  // Files went up by themselves: what stands in the form is kept, so that going away and back finds them. One at a time.
  let going = Promise.resolve();
  const keep = async (form) => {
    const body = new FormData(form);
    body.delete("documents");
    body.set("action", "attach");
    try {
      await fetch(form.getAttribute("action"), { method: "POST", body, keepalive: true });
    } catch { /* the page still has them */ }
  };
  ["desk:attached", "desk:detached"].forEach((name) => document.addEventListener(name, (event) => {
    if (event.target.querySelector("[name=kept_as]")) going = going.then(() => keep(event.target));
  }));

  document.addEventListener("DOMContentLoaded", settle);
})();
