// Keys of the queue. Comfort only: all of it can be reached by Tab as well.
(() => {
  "use strict";

  const rows = () => [...document.querySelectorAll("[data-row]")];
  const here = () => document.activeElement.closest("[data-row]");
  const isTyping = (place) => place.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

  const go = (step) => {
    const all = rows();
    const at = all.indexOf(here());
    const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
    if (next) next.querySelector("[data-open]").focus();
  };
  const press = (selector) => {
    const row = here();
    const button = row && row.querySelector(selector);
    if (button) button.click();
  };
  const keys = {
    j: () => go(1),
    k: () => go(-1),
    ArrowDown: () => here() && go(1),
    ArrowUp: () => here() && go(-1),
    t: () => press("[data-take]"),
    x: () => press("input[type=checkbox]"),
    n: () => { const next = document.querySelector('[data-key="n"]'); if (next) next.click(); },
    "/": () => document.querySelector('[data-key="/"]').focus(),
    "?": () => { const help = document.getElementById("keys"); help.open = !help.open; help.querySelector("summary").focus(); },
  };

  const OFF = "desk-keys-off";
  const isOff = () => { try { return localStorage.getItem(OFF) !== null; } catch { return false; } };

  document.addEventListener("keydown", (event) => {
    if (isOff()) return;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !(event.key in keys)) return;
    if (event.key.startsWith("Arrow") && !here()) return;
    event.preventDefault();
    keys[event.key]();
  });
  document.addEventListener("DOMContentLoaded", () => {
    const help = document.getElementById("keys");
    const choice = document.getElementById("keys-on");
    help.hidden = false;
    choice.checked = !isOff();
    choice.addEventListener("change", () => {
      try { if (choice.checked) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "1"); } catch { /* stays on */ }
    });
  });
})();
