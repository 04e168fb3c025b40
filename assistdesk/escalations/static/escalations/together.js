// Comfort only: drafts that survive a lost connection, who else is here, and what others did since one began to write.
(() => {
  "use strict";

  const PAUSE = 1200, AGAIN = [3000, 6000, 15000, 30000], PATIENCE = 8000;
  const BEAT = 20000, STILL_WRITING = 15000;
  const same = (one, other) => one.replace(/\s+/g, " ").trim() === other.replace(/\s+/g, " ").trim();
  const storage = (() => { try { sessionStorage.getItem(""); return sessionStorage; } catch { return null; } })();

  // ---- drafts: on the server while it answers, in this window alone while it doesn't ----

  class Draft {
    constructor(place) {
      this.place = place;
      this.form = place.closest("form");
      this.box = this.form.querySelector("textarea");
      this.writing = place.dataset.writing;
      this.seen = Number(place.dataset.seen);
      this.key = `desk-draft ${place.dataset.account} ${place.dataset.address} ${place.dataset.draft}`;
      this.saved = this.box.value;
      this.tries = this.timer = 0;
      this.going = null;
      this.isCut = this.isElsewhere = false;
      this.comeBack();
      this.box.addEventListener("input", () => this.typed());
      this.form.addEventListener("submit", (event) => this.beforeSending(event));
      place.querySelector("[data-draft-read]").addEventListener("click", () => this.read());
    }

    say(words, isCut = false) {
      const said = this.place.querySelector("[data-draft-said]");
      if (said.textContent !== words) said.textContent = words;
      said.classList.toggle("draft__said--cut", isCut);
    }

    // Words that this window kept while the server did not answer.
    comeBack() {
      const kept = this.kept();
      if (!kept) return;
      const isSent = Array.from(document.querySelectorAll("#thread .desk-typed, #history .desk-typed")).some((one) => same(one.textContent, kept.text));
      if (isSent || same(kept.text, this.box.value)) { this.forget(); return; }
      if (kept.seen >= this.seen || !this.box.value) {
        this.box.value = kept.text;
        this.box.dispatchEvent(new Event("input", { bubbles: true }));
        this.typed();
        return;
      }
      this.offer(kept.text);
    }

    offer(text) {
      const details = document.createElement("details"), summary = document.createElement("summary");
      const words = document.createElement("div"), use = document.createElement("button");
      details.className = "draft__other";
      summary.textContent = this.place.dataset.other;
      words.className = "desk-typed";
      words.textContent = text;
      use.type = "button";
      use.className = "usa-button usa-button--outline";
      use.textContent = this.place.dataset.use;
      use.addEventListener("click", () => { this.box.value = text; this.typed(); details.remove(); this.box.focus(); });
      details.append(summary, words, use);
      this.place.append(details);
    }

    kept() { try { return JSON.parse(storage?.getItem(this.key) || "null"); } catch { return null; } }
    keep() { try { storage?.setItem(this.key, JSON.stringify({ text: this.box.value, seen: this.seen })); } catch { /* full: the page still has it */ } }
    forget() { storage?.removeItem(this.key); }

    typed() {
      this.keep();
      if (this.isElsewhere) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), PAUSE);
    }

    async save() {
      clearTimeout(this.timer);
      if (this.going) await this.going;
      const text = this.box.value;
      if (this.isElsewhere || text === this.saved) { if (text === this.saved) this.forget(); return; }
      this.going = this.send(text);
      await this.going;
      this.going = null;
    }

    async send(text) {
      const body = new URLSearchParams({
        csrfmiddlewaretoken: this.form.querySelector("[name=csrfmiddlewaretoken]").value,
        box: this.place.dataset.draft, text, writing: this.writing, seen: this.seen,
        version: this.form.querySelector("[name=version]").value,
      });
      try {
        const answer = await fetch(this.place.dataset.address, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
        if (answer.status === 409) { this.isElsewhere = true; this.say(this.place.dataset.elsewhere, true); return; }
        if (!answer.ok) throw new Error(String(answer.status));
        const kept = await answer.json();
        if (kept.was_sent) return;
        this.seen = kept.revision;
        this.saved = text;
        this.tries = 0;
        this.isCut = false;
        if (this.box.value === text) { this.forget(); this.form.removeAttribute("data-changed"); } else this.keep();
        this.say(text.trim() ? this.place.dataset.saved.replace("{time}", kept.saved) : "");
      } catch {
        this.isCut = true;
        this.say(this.place.dataset.cut, true);
        this.timer = setTimeout(() => this.save(), AGAIN[Math.min(this.tries++, AGAIN.length - 1)]);
      }
    }

    // A save that is on its way arrives before the words are sent; what can't be sent now is not tried.
    async beforeSending(event) {
      clearTimeout(this.timer);
      if (event.submitter?.hasAttribute("data-draft-drop")) { this.forget(); this.form.removeAttribute("data-changed"); return; }
      if (!this.going && !this.isCut) { this.keep(); return; }
      event.preventDefault();
      if (this.isCut) { this.saved = null; await this.save(); } else await this.going;
      if (!this.isCut) this.form.requestSubmit(event.submitter);
    }

    // ---- what others did since ----

    version() { return this.form.querySelector("[name=version]"); }
    read() { this.version().value = document.querySelector("[data-incident-version]").dataset.incidentVersion; this.look(); this.box.focus(); }
    look() {
      const now = document.querySelector("[data-incident-version]");
      if (!now) return;
      if (!this.box.value.trim()) this.version().value = now.dataset.incidentVersion;
      const seen = Number(this.version().value);
      const news = document.querySelectorAll("#thread [data-version]:not([data-known]), #history [data-version]:not([data-known])");
      this.place.querySelector("[data-draft-since]").hidden = !Array.from(news).some((one) => Number(one.dataset.version) > seen);
    }
  }

  // ---- who is here ----

  const presence = (place) => {
    const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
    let typedAt = 0, wasWriting = false;
    const beat = async () => {
      if (document.visibilityState === "hidden") return;
      const isWriting = Date.now() - typedAt < STILL_WRITING;
      wasWriting = isWriting;
      const body = new URLSearchParams({ csrfmiddlewaretoken: token(), ...(isWriting ? { writing: "1" } : {}) });
      try {
        const answer = await fetch(place.dataset.here, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
        const words = answer.ok ? await answer.text() : "";
        if (answer.ok && place.innerHTML.trim() !== words.trim()) place.innerHTML = words;
      } catch { /* the next one will tell */ }
    };
    document.addEventListener("input", (event) => {
      if (!event.target.closest("#reply textarea")) return;
      typedAt = Date.now();
      if (!wasWriting) beat();
    });
    document.addEventListener("desk:told", (event) => {
      const change = event.detail;
      if (change.type === "resync" || (change.type === "presence.changed" && change.id === place.dataset.hereId)) beat();
    });
    document.addEventListener("visibilitychange", beat);
    window.addEventListener("pagehide", () => {
      navigator.sendBeacon(place.dataset.here, new URLSearchParams({ csrfmiddlewaretoken: token(), leaving: "1" }));
    });
    window.addEventListener("pageshow", (event) => { if (event.persisted) beat(); });
    setTimeout(beat, PAUSE);
    setInterval(beat, BEAT);
  };

  const drafts = new Map();
  const start = () => {
    document.querySelectorAll("[data-draft]").forEach((place) => {
      if (!drafts.has(place)) drafts.set(place, new Draft(place));
    });
    drafts.forEach((_, place) => { if (!place.isConnected) drafts.delete(place); });
  };
  document.addEventListener("DOMContentLoaded", () => {
    start();
    const place = document.querySelector("[data-here]");
    if (place) presence(place);
  });
  document.addEventListener("desk:looked", () => { start(); drafts.forEach((draft) => draft.look()); });
  window.addEventListener("online", () => drafts.forEach((draft) => { if (draft.isCut) draft.save(); }));
})();
