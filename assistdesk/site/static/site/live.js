// Comfort only: parts of a page that say data-live are fetched again when what they show has changed.
//   <div id="rows" data-live="incident message" data-live-since="2027-03-02T15:00:00+00:00">
// data-live names the kinds of changes that matter, data-live-id (where given) the one thing they have to be of.
// data-live-address is where the page can be fetched, where its own address is that of a form that was sent.
// data-live-page-of: the consent request whose page this is: while its stream is open, the page counts as open.
// data-live-gone: once it is not to be seen any more, neither is the page.
// data-live-kept: opened on purpose; what stands around it (by id) stays as it is while the rest is renewed.
// Rows with data-live-key are a list: nothing is moved while somebody points at it, a line says what is new.
(() => {
  "use strict";

  const ADDRESS = "/api/v1/events";
  const TICK = 5000, POLL = 30000, LOOK_ANYWAY = 120000, HIDDEN = 30000, ASLEEP = 60000, AGAIN = 60000;
  const GONE = [403, 404, 410];
  const QUICKLY = 200, LIST_GAP = 2000, TOUCHED = 8000;
  const parts = () => Array.from(document.querySelectorAll("[data-live][id]"));
  const bar = (part) => document.querySelector(`[data-live-bar="${part.id}"]`);

  let source = null, last = "", since = "", opened = 0, hiddenAt = 0, tickedAt = Date.now(), lookedAt = Date.now();
  let touchedAt = 0, timer = 0, isLooking = false, isOver = false;
  const wanted = new Set();

  // ---- what is told ----

  const told = (change) => {
    document.dispatchEvent(new CustomEvent("desk:told", { detail: change }));
    const kind = change.type.split(".")[0];
    parts().forEach((part) => {
      const isAll = change.type === "resync";
      const isOf = part.dataset.live.split(" ").includes(kind) && (!part.dataset.liveId || part.dataset.liveId === change.id);
      if (isAll || isOf) want(part);
    });
  };

  const want = (part) => {
    wanted.add(part.id);
    if (timer) return;
    const gap = part.querySelector("[data-live-key]") ? Math.max(0, LIST_GAP - (Date.now() - lookedAt)) : 0;
    timer = setTimeout(look, QUICKLY + gap + Math.random() * QUICKLY);
  };

  const connect = () => {
    if (isOver || source || document.visibilityState === "hidden" || !window.EventSource) return;
    const asked = last ? { after: last } : { since };
    const of = document.querySelector("[data-live-page-of]")?.dataset.livePageOf;
    source = new EventSource(`${ADDRESS}?${new URLSearchParams({ ...asked, page: "true", ...(of ? { page_of: of } : {}) })}`);
    opened = 0;
    source.addEventListener("open", () => { opened = Date.now(); sayCut(false); sayStream(true); });
    source.addEventListener("message", (event) => {
      last = event.lastEventId || last;
      told(JSON.parse(event.data));
    });
    source.addEventListener("error", () => {
      opened = 0;
      sayStream(false);
      if (source && source.readyState === EventSource.CLOSED) { disconnect(); setTimeout(connect, AGAIN); }
    });
  };

  const disconnect = () => { if (source) source.close(); source = null; opened = 0; sayStream(false); };
  const sayStream = (isOpen) => document.dispatchEvent(new CustomEvent("desk:stream", { detail: { isOpen } }));

  // ---- fetching parts again ----

  const look = async () => {
    timer = 0;
    if (isLooking || isOver) return;
    isLooking = true;
    lookedAt = Date.now();
    const ids = Array.from(wanted);
    let isCut = false;
    wanted.clear();
    try {
      const answer = await fetch(address(), { headers: { "X-Desk-Live": "1" }, credentials: "same-origin" });
      if (answer.redirected && new URL(answer.url).pathname !== new URL(address(), location.href).pathname) { end(); return; }
      if (GONE.includes(answer.status) && document.querySelector("[data-live-gone]")) { location.reload(); return; }
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      sayCut(false);
      ids.forEach((id) => {
        const part = document.getElementById(id), fresh = page.getElementById(id);
        if (part && fresh) renew(part, fresh);
      });
      document.dispatchEvent(new CustomEvent("desk:looked", { detail: { page } }));
    } catch {
      isCut = true;
      sayCut(true);
      ids.forEach((id) => wanted.add(id));
    } finally {
      isLooking = false;
      if (wanted.size && !timer && !isCut) timer = setTimeout(look, QUICKLY);  // told while it looked
    }
  };

  // A page that answers a form has an address that can't be fetched: a part says which one can.
  const address = () => {
    const given = document.querySelector("[data-live-address]")?.dataset.liveAddress;
    return given && given !== location.pathname ? given : location.href.split("#")[0];
  };

  const end = () => { isOver = true; disconnect(); };

  // ---- putting what is new in place ----

  const bare = (node) => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => input.remove());
    copy.querySelectorAll("details[open]").forEach((one) => one.removeAttribute("open"));
    copy.removeAttribute("open");
    return copy.innerHTML.replace(/\s+/g, " ");
  };
  const rows = (part) => Array.from(part.querySelectorAll("[data-live-key]"));
  const key = (row) => row.dataset.liveKey;

  const keep = (part, fresh) => part.querySelectorAll("[id]:has(> [data-live-kept])").forEach((home) => {
    fresh.querySelector(`[id="${CSS.escape(home.id)}"]`)?.replaceWith(document.importNode(home, true));
  });

  const renew = (part, fresh) => {
    keep(part, fresh);
    if (bare(part) === bare(fresh)) { show(part, ""); return; }
    const old = rows(part), next = rows(fresh);
    if (!old.length && !next.length) { renewWhole(part, fresh); return; }
    const known = new Set(old.map(key)), order = next.map(key).join("\n");
    if (order === old.map(key).join("\n")) { renewRows(part, next); show(part, ""); return; }
    const count = next.filter((row) => !known.has(key(row))).length;
    if (!isBusy(part)) { swap(part, fresh); show(part, "", count); return; }
    renewRows(part, next);
    show(part, count ? bar(part)?.dataset.new.replace("{n}", count) : bar(part)?.dataset.moved, count);
    part.liveFresh = fresh;
  };

  // Somebody who points at a list, has ticked, marked or focused something in it, or reads further down.
  const isBusy = (part) => {
    const marked = document.getSelection();
    return part.matches(":hover") || part.contains(document.activeElement) || Date.now() - touchedAt < TOUCHED
      || part.querySelector("input[type=checkbox]:checked") !== null || part.getBoundingClientRect().top < 0
      || (marked && !marked.isCollapsed && part.contains(marked.anchorNode));
  };

  const renewRows = (part, next) => {
    const by = new Map(next.map((row) => [key(row), row]));
    rows(part).forEach((row) => {
      const fresh = by.get(key(row));
      if (fresh && !row.contains(document.activeElement) && bare(row) !== bare(fresh)) swap(row, fresh);
    });
  };

  // A part without rows waits until nobody is in the middle of it, and nothing asked for in it is on its way.
  const renewWhole = (part, fresh) => {
    if (part.querySelector(".htmx-request")) {
      document.addEventListener("htmx:afterRequest", () => want(part), { once: true });
      return;
    }
    const isTyping = part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
    if (Array.from(part.querySelectorAll("textarea")).some((one) => one.value.trim())) return;
    if (isTyping) { part.addEventListener("focusout", () => want(part), { once: true }); return; }
    swap(part, fresh);
  };

  // Where a thing stands, so that it is found again in what takes its place: by id, or as the nth of its kind there.
  const spotOf = (node) => {
    const home = node.closest("[id]");
    return { id: home?.id, kind: node.localName, nth: home && Array.from(home.querySelectorAll(node.localName)).indexOf(node) };
  };
  const standingAt = ({ id, kind, nth }) => {
    const home = id && document.getElementById(id);
    return home && (nth < 0 ? home : home.querySelectorAll(kind)[nth]);
  };

  const swap = (place, fresh) => {
    const copy = document.importNode(fresh, true), focus = document.activeElement;
    const spot = place.contains(focus) && spotOf(focus);
    const above = focus !== document.body && !spot ? focus.getBoundingClientRect().top : null;
    place.querySelectorAll("details[id][open]").forEach((one) => {
      const same = copy.querySelector(`details[id="${CSS.escape(one.id)}"]`);
      if (same) same.open = true;
    });
    place.querySelectorAll("input[type=checkbox]:checked").forEach((one) => {
      const same = copy.querySelector(`input[type=checkbox][name="${CSS.escape(one.name)}"][value="${CSS.escape(one.value)}"]`);
      if (same) same.checked = true;
    });
    place.replaceWith(copy);
    if (window.htmx) window.htmx.process(copy);
    if (spot) standingAt(spot)?.focus({ preventScroll: true });
    if (above !== null) window.scrollBy(0, focus.getBoundingClientRect().top - above);
    copy.dispatchEvent(new Event("change", { bubbles: true }));
    copy.dispatchEvent(new CustomEvent("desk:renewed", { bubbles: true }));
  };

  // ---- saying it ----

  const show = (part, words, count = 0) => {
    const place = bar(part);
    if (!place) return;
    const button = place.querySelector("[data-live-show]");
    button.hidden = !words;
    button.textContent = words;
    const said = place.querySelector("[data-live-said]");
    if (words || count) said.textContent = words || place.dataset.new.replace("{n}", count);
  };

  const sayCut = (isCut) => document.querySelectorAll("[data-live-cut]").forEach((place) => {
    place.hidden = !isCut;
    place.textContent = isCut ? place.parentElement.dataset.cut : "";
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-live-show]");
    const part = button && document.getElementById(button.parentElement.dataset.liveBar);
    if (!part || !part.liveFresh) return;
    const fresh = part.liveFresh;
    show(part, "");
    swap(part, fresh);
    const now = document.getElementById(fresh.id);
    now.setAttribute("tabindex", "-1");
    now.focus({ preventScroll: true });
    if (now.getBoundingClientRect().top < 0) now.scrollIntoView({ block: "start" });
  });

  // ---- the time between ----

  const tick = () => {
    const now = Date.now(), slept = now - tickedAt > ASLEEP;
    tickedAt = now;
    if (isOver) return;
    if (document.visibilityState === "hidden") {
      if (hiddenAt && now - hiddenAt > HIDDEN) disconnect();
      return;
    }
    if (slept) disconnect();
    connect();
    if (now - lookedAt > (opened ? LOOK_ANYWAY : POLL)) parts().forEach(want);
    parts().forEach((part) => { if (part.liveFresh && !isBusy(part)) { part.liveFresh = null; want(part); } });
  };

  const start = () => {
    const first = parts()[0];
    if (!first) return;
    since = first.dataset.liveSince || "";
    connect();
    setInterval(tick, TICK);
    document.addEventListener("visibilitychange", () => {
      hiddenAt = document.visibilityState === "hidden" ? Date.now() : 0;
      tick();
    });
    window.addEventListener("online", () => { disconnect(); tick(); });
    window.addEventListener("pagehide", disconnect);
    window.addEventListener("pageshow", (event) => { if (event.persisted) { connect(); parts().forEach(want); } });
    document.addEventListener("touchstart", (event) => {
      if (event.target.closest("[data-live]")) touchedAt = Date.now();
    }, { passive: true });
  };

  document.addEventListener("DOMContentLoaded", start);
})();
