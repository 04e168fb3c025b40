// Comfort only: every page works without it.
(() => {
  "use strict";

  // A form is sent once: a second click on the way does nothing.
  const SENT = "desk-sent";
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-again")) return;
    if (form.classList.contains(SENT)) { event.preventDefault(); return; }
    form.classList.add(SENT);
    form.removeAttribute("data-changed");
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll(`form.${SENT}`).forEach((form) => form.classList.remove(SENT));
  });

  // A form with data-guard asks before what was typed is left behind.
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) form.setAttribute("data-changed", "");
  });
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-changed]")) event.preventDefault();
  });

  // data-count-of="#form" keeps the number in its own words: the ticked boxes of that form, and data-count-base others.
  const count = () => {
    document.querySelectorAll("[data-count-of]").forEach((place) => {
      const form = document.querySelector(place.getAttribute("data-count-of"));
      if (!form) return;
      const base = Number(place.getAttribute("data-count-base") || 0);
      const ticked = base + form.querySelectorAll("input[type=checkbox]:checked:not([data-uncounted])").length;
      place.textContent = place.textContent.replace(/\d+(?=\D*$)/, ticked);
    });
  };
  document.addEventListener("change", count);
  document.addEventListener("htmx:afterSettle", count);
  document.addEventListener("DOMContentLoaded", count);

  // Who signs out leaves no words behind in this window.
  document.addEventListener("submit", (event) => {
    if (!(event.target.getAttribute("action") || "").endsWith("/sign-out")) return;
    try { sessionStorage.clear(); } catch { /* there is no such storage */ }
  });

  // After a part was replaced, the focus goes where it says: data-focus, or a notice of refusal.
  document.addEventListener("htmx:afterSettle", (event) => {
    const place = event.target.querySelector("[data-focus]") || (event.target.id === "notices" && event.target);
    if (place) place.focus();
  });
})();
