// Comfort only: a new offer plays two short tones where the helper asked for it, and stands in the window's title.
(() => {
  "use strict";

  const NOTES = [660, 880], LENGTH = 0.18, LOUD = 0.15;
  const known = new Set();
  const title = document.title;
  let sounds = null;

  const offers = () => Array.from(document.querySelectorAll("[data-offer]"), (one) => one.dataset.offer);
  const isOn = () => document.querySelector("[data-sound=on]") !== null;

  const play = () => {
    sounds = sounds || new AudioContext();
    sounds.resume();
    NOTES.forEach((note, place) => {
      const tone = sounds.createOscillator(), volume = sounds.createGain(), start = sounds.currentTime + place * LENGTH;
      tone.frequency.value = note;
      volume.gain.setValueAtTime(LOUD, start);
      volume.gain.exponentialRampToValueAtTime(0.001, start + LENGTH);
      tone.connect(volume).connect(sounds.destination);
      tone.start(start);
      tone.stop(start + LENGTH);
    });
  };

  const look = (isFirst) => {
    const open = offers(), isNew = open.some((one) => !known.has(one));
    open.forEach((one) => known.add(one));
    document.title = open.length ? `(${open.length}) ${title}` : title;
    if (isNew && !isFirst && isOn() && window.AudioContext) play();
  };

  document.addEventListener("DOMContentLoaded", () => look(true));
  document.addEventListener("desk:renewed", () => look(false));
})();
