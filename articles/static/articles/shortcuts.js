/* The keyboard of the article form. Every shortcut has Ctrl, Alt or Cmd in it: no single letter is
   taken from who writes. «?» outside a field lists them. */
"use strict";

(() => {
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("article_form");
    const help = document.querySelector("[data-shortcuts]");
    if (!form || !help) return;
    const press = (selector) => form.querySelector(selector)?.click();
    const act = (event) => {
      const command = event.ctrlKey || event.metaKey;
      if (command && !event.shiftKey && event.key.toLowerCase() === "s") {
        press(".desk-bar [name=_continue]");
        return true;
      }
      if (command && event.key === "Enter") {
        document.dispatchEvent(new CustomEvent("desk:next-step"));
        return true;
      }
      const inText = event.target.closest(".field-body [contenteditable=true]");
      if (command && inText && event.key.toLowerCase() === "k") {
        document.dispatchEvent(new CustomEvent("desk:link"));
        return true;
      }
      if (event.altKey && !command && event.code === "KeyP") {
        press("button[data-preview]");
        return true;
      }
      const isTyping = event.target.closest("input, textarea, select, [contenteditable=true]");
      if (event.key === "?" && !isTyping && !command && !event.altKey) {
        help.showModal();
        return true;
      }
      return false;
    };
    document.addEventListener(
      "keydown",
      (event) => {
        if (document.querySelector("dialog[open]")) return;
        if (act(event)) {
          event.preventDefault();
          event.stopPropagation();
        }
      },
      { capture: true },
    );
    document
      .querySelector("[data-shortcuts-open]")
      ?.addEventListener("click", () => help.showModal());
  });
})();
