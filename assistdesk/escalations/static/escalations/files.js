// Comfort only: files go up one by one as they are chosen, dropped or pasted. Without this, they go with the form.
(() => {
  "use strict";

  const MEGABYTE = 1024 * 1024;

  const key = () => (crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`);
  const sized = (bytes) => (bytes < MEGABYTE ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / MEGABYTE).toFixed(1)} MB`);

  const reasonOf = (request, words) => {
    try {
      const said = JSON.parse(request.responseText);
      const fields = (said.errors || []).map((error) => error.message).join(" ");
      return fields || said.detail || said.title || words.broken;
    } catch {
      return words.broken;
    }
  };

  class Uploads {
    constructor(place) {
      this.place = place;
      this.form = place.closest("form");
      this.input = place.querySelector("input[type=file]");
      this.list = place.querySelector("[data-upload-list]");
      this.news = place.querySelector("[data-upload-news]");
      this.row = place.querySelector("[data-upload-row]");
      this.words = this.row.dataset;
      this.items = [];
      this.held = null;
      place.querySelectorAll("[data-with-scripts]").forEach((one) => { one.hidden = false; });
      place.querySelectorAll("[data-without-scripts]").forEach((one) => { one.hidden = true; });
      this.input.addEventListener("change", () => this.take());
      this.take();  // what was chosen before this ran, or kept by the browser over a reload
      this.form.addEventListener("submit", (event) => this.onSubmit(event));
    }

    get isBusy() { return this.items.some((item) => item.state === "waiting" || item.state === "sending"); }
    get failed() { return this.items.find((item) => item.state === "failed"); }

    take() {
      const files = Array.from(this.input.files);
      if (!files.length) return;
      this.input.value = "";
      this.add(files);
    }

    add(files) {
      files.forEach((file) => {
        const item = { file, key: key(), name: file.name, row: this.row.content.firstElementChild.cloneNode(true) };
        item.row.querySelectorAll("[data-name]").forEach((one) => {
          one.textContent = one.classList.contains("usa-sr-only") ? ` ${item.name}` : item.name;
        });
        item.row.querySelector("[data-size]").textContent = sized(file.size);
        item.row.querySelector("progress").setAttribute("aria-label", item.name);
        item.row.querySelector("[data-cancel]").addEventListener("click", () => this.cancel(item));
        item.row.querySelector("[data-retry]").addEventListener("click", () => this.retry(item));
        item.row.querySelector("[data-remove]").addEventListener("click", () => this.remove(item));
        this.list.append(item.row);
        this.list.hidden = false;
        this.items.push(item);
        if (this.form.hasAttribute("data-guard")) this.form.setAttribute("data-changed", "");
        if (file.size > Number(this.place.dataset.largest)) this.fail(item, this.words.tooLarge, { again: false });
        else this.show(item, "waiting", this.words.waiting);
      });
      this.next();
    }

    next() {
      if (this.items.some((item) => item.state === "sending")) return;
      const item = this.items.find((one) => one.state === "waiting");
      if (item) this.send(item);
      else this.settle();
    }

    send(item) {
      const request = new XMLHttpRequest();
      const body = new FormData();
      const bar = item.row.querySelector("progress");
      body.append("file", item.file, item.name);
      item.request = request;
      bar.value = 0;
      this.show(item, "sending", this.words.sending);
      request.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        bar.value = Math.round((100 * event.loaded) / event.total);
        const isUp = event.loaded === event.total;
        item.row.querySelector("[data-state]").textContent = isUp ? this.words.checking : `${bar.value} %`;
      });
      request.addEventListener("load", () => {
        if (request.status === 201) this.done(item, JSON.parse(request.responseText));
        else this.fail(item, reasonOf(request, this.words), { again: request.status >= 500 || request.status === 409 });
        this.next();
      });
      ["error", "timeout"].forEach((name) => request.addEventListener(name, () => {
        this.fail(item, this.words.broken, { again: true });
        this.next();
      }));
      request.open("POST", this.place.dataset.uploads);
      request.setRequestHeader("Idempotency-Key", item.key);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("Accept-Language", document.documentElement.lang);
      request.send(body);
    }

    done(item, said) {
      const kept = document.createElement("input");
      kept.type = "hidden";
      kept.name = "attachments";
      kept.value = said.id;
      item.row.append(kept);
      this.show(item, "attached", this.words.attached);
      this.say(`${said.name}: ${this.words.attached}`);
      this.form.dispatchEvent(new CustomEvent("desk:attached", { bubbles: true }));
    }

    fail(item, reason, { again }) {
      const error = item.row.querySelector("[data-error]");
      error.textContent = reason;
      this.show(item, "failed", this.words.failed, { again });
      this.say(`${item.name}: ${this.words.failed}. ${reason}`);
    }

    cancel(item) {
      if (item.request) item.request.abort();
      this.say(`${item.name}: ${this.words.stopped}`);
      this.remove(item);
      this.next();
    }

    retry(item) {
      this.show(item, "waiting", this.words.waiting);
      this.next();
    }

    remove(item) {
      this.items.splice(this.items.indexOf(item), 1);
      item.row.remove();
      this.list.hidden = !this.list.children.length;
      this.input.focus();
      if (item.state === "attached") this.form.dispatchEvent(new CustomEvent("desk:detached", { bubbles: true }));
    }

    show(item, state, words, { again = false } = {}) {
      const part = (name) => item.row.querySelector(`[data-${name}]`);
      item.state = state;
      item.row.dataset.is = state;
      part("state").textContent = words;
      part("error").hidden = state !== "failed";
      part("cancel").hidden = state !== "waiting" && state !== "sending";
      part("retry").hidden = !again;
      part("remove").hidden = state !== "failed" && state !== "attached";
      item.row.querySelector("progress").hidden = state !== "sending";
    }

    say(words) { this.news.textContent = words; }

    // A form that is sent too early waits for its files; one with a file that failed asks for another look.
    onSubmit(event) {
      if (this.isBusy) {
        event.preventDefault();
        this.held = event.submitter || true;
        this.say(this.words.hold);
      } else if (this.failed) {
        event.preventDefault();
        this.lookAt(this.failed);
      }
    }

    settle() {
      const { held } = this;
      this.held = null;
      if (!held) return;
      if (this.failed) this.lookAt(this.failed);
      else this.form.requestSubmit(held === true ? undefined : held);
    }

    lookAt(item) {
      this.say(this.words.look);
      item.row.querySelector("[data-error]").focus();
    }
  }

  const places = [];
  const here = (target) => {
    const form = target && target.closest && target.closest("form");
    return places.find((one) => one.form === form) || (places.length === 1 ? places[0] : null);
  };
  const brings = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-uploads]").forEach((place) => places.push(new Uploads(place)));
  });

  // A file that is dropped beside its place must not carry the browser away from what was typed.
  document.addEventListener("dragover", (event) => {
    if (!places.length || !brings(event)) return;
    event.preventDefault();
    places.forEach((one) => one.place.classList.toggle("file-drop--over", one === here(event.target)));
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) places.forEach((one) => one.place.classList.remove("file-drop--over"));
  });
  document.addEventListener("drop", (event) => {
    if (!places.length || !brings(event)) return;
    event.preventDefault();
    places.forEach((one) => one.place.classList.remove("file-drop--over"));
    const place = here(event.target);
    if (place) place.add(Array.from(event.dataTransfer.files));
  });

  document.addEventListener("paste", (event) => {
    const files = Array.from(event.clipboardData ? event.clipboardData.files : []);
    const place = here(event.target);
    if (!files.length || !place) return;
    event.preventDefault();
    place.add(files.map((file) => (file.name === "image.png"
      ? new File([file], `${place.words.screenshot}.png`, { type: file.type }) : file)));
  });
})();
