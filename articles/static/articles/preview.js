/* The preview as wide as a phone or as a desktop; it is read anew when the tab is looked at. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const frame = document.querySelector(".preview-frame");
  const buttons = document.querySelectorAll("[data-width]");
  for (const button of buttons) {
    button.addEventListener("click", () => {
      frame.style.inlineSize = button.dataset.width ? `${button.dataset.width}px` : "";
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
    });
  }
  window.addEventListener("focus", () => {
    const place = frame.contentWindow.scrollY;
    frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, place), { once: true });
    frame.contentWindow.location.reload();
  });
});
