/* The preview beside the form: the page as readers will see it, read anew each time that what is
   typed has reached the desk. As wide as a phone, or as a desktop and then drawn smaller. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const pane = document.querySelector("[data-beside]");
  const opener = document.querySelector("[data-preview-beside]");
  if (!pane || !opener) return;
  const frame = pane.querySelector("iframe");
  const room = frame.parentElement;
  const widths = pane.querySelectorAll("[data-beside-width]");

  function fit() {
    const width = Number(pane.querySelector("[aria-pressed=true]").dataset.besideWidth);
    const scale = Math.min(1, room.clientWidth / width);
    frame.style.inlineSize = `${width}px`;
    frame.style.blockSize = `${room.clientHeight / scale}px`;
    frame.style.transform = `scale(${scale})`;
  }

  function show(page) {
    const shown = frame.contentWindow;
    const isSame = shown.location.pathname === page;
    const place = isSame ? shown.scrollY : 0;
    frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, place), { once: true });
    // Not in the history: «back» leaves the form, as it should.
    if (isSame) shown.location.reload();
    else shown.location.replace(page);
  }

  opener.addEventListener("click", () => {
    const isOpen = document.body.classList.toggle("preview-beside");
    opener.setAttribute("aria-pressed", String(isOpen));
    pane.hidden = !isOpen;
    if (!isOpen) return;
    fit();
    document.dispatchEvent(new CustomEvent("desk:preview-beside"));
  });
  for (const button of widths) {
    button.addEventListener("click", () => {
      for (const other of widths) other.setAttribute("aria-pressed", String(other === button));
      fit();
    });
  }
  document.addEventListener("desk:stored", (event) => {
    if (!pane.hidden) show(event.detail.page);
  });
  window.addEventListener("resize", () => {
    if (!pane.hidden) fit();
  });
});
