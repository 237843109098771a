/* Writing: how long the text is, and a screen with nothing else on it. */
"use strict";

(() => {
  const WORDS_PER_MINUTE = 200; // as `articles.text.markup` has it
  const WORD = /[\p{L}\p{N}_]+(?:[.,]\p{N}+)*/gu;

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("article_form");
    const length = document.querySelector("[data-length]");
    if (!form || !length) return;
    const parser = new DOMParser();

    function count() {
      const body = form.elements.body?.value ?? "";
      // Blocks are words apart.
      const text = parser.parseFromString(body.replaceAll("<", " <"), "text/html").body.textContent;
      const words = (text.match(WORD) ?? []).length;
      const minutes = Math.max(1, Math.ceil(words / WORDS_PER_MINUTE));
      length.textContent =
        words === 0 ? "" : `${words} ${words === 1 ? "parola" : "parole"}, ${minutes} min`;
    }
    form.addEventListener("input", count);
    count();

    const full = form.querySelector("[data-full-screen]");
    function setFull(isFull) {
      document.body.classList.toggle("writing-alone", isFull);
      full.setAttribute("aria-pressed", String(isFull));
    }
    full?.addEventListener("click", () => setFull(full.getAttribute("aria-pressed") !== "true"));
    document.addEventListener("keydown", (event) => {
      const isAlone = document.body.classList.contains("writing-alone");
      if (event.key === "Escape" && isAlone && !document.querySelector("dialog[open]")) {
        setFull(false);
      }
    });
  });
})();
