// Comfort only: the page of a request that waits for the client says that it is open, and that it is being left.
// data-watch: every so many seconds it asks again, which is its sign of life, while no live updates come: an open
// stream is one by itself. Now and then it asks all the same.
// data-away: where to say that it is being left, and data-visit which opening of it: a reload goes on.
(() => {
  "use strict";

  const SECOND = 1000;
  const page = () => document.querySelector("[data-watch]");
  const EVERY = 15;
  let isAway = false, isOpen = false, count = 0, visit = "";

  const ask = async () => {
    count += 1;
    if (!page() || isAway || (isOpen && count % EVERY)) return;
    try {
      const answer = await fetch(location.href, { headers: { "X-Desk-Live": "1" }, credentials: "same-origin" });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!fresh.querySelector("[data-watch]") && !isAway) location.reload();
    } catch {
      // the next try says it
    }
  };

  const leave = () => {
    const part = page();
    if (!part || isAway) return;
    isAway = true;
    const body = new FormData();
    body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    body.append("visit", visit);
    navigator.sendBeacon(part.dataset.away, body);
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!page()) return;
    visit = page().dataset.visit;
    setInterval(ask, Math.max(1, Number(page().dataset.watch) - 1) * SECOND);
    window.addEventListener("pagehide", leave);
    window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  });
  document.addEventListener("desk:stream", (event) => { isOpen = event.detail.isOpen; });
  document.addEventListener("desk:renewed", () => document.querySelector("#standing h1")?.focus({ preventScroll: true }));
})();
