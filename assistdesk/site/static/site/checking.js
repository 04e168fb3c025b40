// Says below a field, while somebody types, what the privacy guard would do to the words. Without scripts it is said once they are sent.
(() => {
  "use strict";
  const PAUSE = 350;

  const watch = (place) => {
    const field = document.getElementById(place.dataset.checkOf);
    const token = place.closest("form") && place.closest("form").querySelector("[name=csrfmiddlewaretoken]");
    if (!field || !token || place.dataset.checkWatched) return;
    place.dataset.checkWatched = "1";
    place.querySelector("[data-check-first]").disabled = true;
    const said = place.querySelector("[data-check-said]");
    let timer = 0;
    let asked = null;
    let known = null;

    const ask = async () => {
      const text = field.value;
      if (text === known) return;
      if (asked) asked.abort();
      if (!text.trim()) { known = text; said.replaceChildren(); return; }
      asked = new AbortController();
      const { checkAboutKind = "", checkAboutId = "" } = place.dataset;
      const body = new URLSearchParams({ text, about_kind: checkAboutKind, about_id: checkAboutId, csrfmiddlewaretoken: token.value });
      try {
        const answer = await fetch(place.dataset.checkAddress, { method: "POST", body, signal: asked.signal, credentials: "same-origin" });
        if (!answer.ok || answer.redirected) return;
        const words = await answer.text();
        known = text;
        if (said.innerHTML.trim() !== words.trim()) said.innerHTML = words;
      } catch { /* nobody answers just now: what counts is the check at sending */ }
    };
    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
    field.addEventListener("change", ask);
    ask();
  };
  const watchAll = () => document.querySelectorAll("[data-check-of]").forEach(watch);
  document.addEventListener("DOMContentLoaded", watchAll);
  document.addEventListener("htmx:afterSettle", watchAll);
})();
