/* What is left out of a text that is pasted, so that it can be told. */
"use strict";

class LeftOut {
  constructor() {
    this.items = [];
    this.gone = [];
  }

  /* Take elements out of the text; their words are told. */
  take(kind, elements) {
    for (const element of [...elements]) {
      if (this.gone.some((each) => each.contains(element))) continue; // told with what it is in
      this.gone.push(element);
      const words = element.textContent.replaceAll(/\s+/g, " ").trim();
      element.remove();
      if (words || kind === "picture" || kind === "frame") this.items.push({ kind, words });
    }
  }

  tell() {
    const detail = this.items;
    if (detail.length) document.dispatchEvent(new CustomEvent("desk:left-out", { detail }));
  }
}

const HIDDEN = /(?<![-\w])(?:display:\s*none|visibility:\s*hidden|mso-hide:\s*all)/i;
const STRUCK = /(?<![-\w])text-decoration(?:-line)?:[^;]*line-through/i;

const styleOf = (element) => element.getAttribute("style") ?? "";

function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

/* What was deleted, commented upon or hidden where the text was written never comes back. */
function takeOutUnread(root, leftOut) {
  const styled = [...root.querySelectorAll("[style]")];
  // The mark of a comment says nothing; its words are told.
  const notes = ".msocomtxt, [style*='mso-element:comment'] .MsoCommentText, comment";
  const marks = ".MsoCommentReference, .msocomanchor, a[href*='#_msocom'], a[href*='#_msoanchor']";
  root.querySelectorAll(marks).forEach((mark) => mark.remove());
  leftOut.take("comment", root.querySelectorAll(notes));
  for (const marker of [...root.querySelectorAll("a[id^='cmnt_ref']")]) {
    const anchor = root.querySelector(`a[id="cmnt${marker.id.slice(8)}"]`);
    const whole = anchor?.closest("div");
    const isWhole = whole?.querySelector("a") === anchor && !whole.contains(marker);
    const words = isWhole ? whole : anchor?.closest("p");
    (marker.closest("sup") ?? marker).remove();
    if (words) leftOut.take("comment", [words]);
  }
  leftOut.take("deletion", root.querySelectorAll("del, s, strike"));
  leftOut.take("deletion", styled.filter((each) => STRUCK.test(styleOf(each))));
  leftOut.take("hidden", root.querySelectorAll("[hidden]"));
  leftOut.take("hidden", styled.filter((each) => HIDDEN.test(styleOf(each))));
  root.querySelectorAll("ins").forEach(unwrap);
}

/* A picture comes into the paper by its dialog, which asks what it shows and whose it is. */
function takeOutForeignPictures(root, leftOut) {
  const foreign = [...root.querySelectorAll("img")].filter(
    (picture) => !picture.getAttribute("src")?.startsWith("/media/pictures/"),
  );
  for (const picture of foreign) {
    const figure = picture.closest("figure");
    leftOut.take("picture", [picture]);
    if (figure && !figure.querySelector("img")) unwrap(figure);
  }
}
