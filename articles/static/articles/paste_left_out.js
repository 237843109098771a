/* What is left out of a text that is pasted, so that it can be told. */
"use strict";

class LeftOut {
  constructor() {
    this.items = [];
  }

  /* Take elements out of the text; their words are told. */
  take(kind, elements) {
    for (const element of [...elements]) {
      if (!element.isConnected && !element.parentNode) continue;
      const words = element.textContent.replaceAll(/\s+/g, " ").trim();
      element.remove();
      if (words || kind === "picture") this.items.push({ kind, words });
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
  leftOut.take(
    "comment",
    root.querySelectorAll(
      "[style*='mso-element:comment-list'], .MsoCommentReference, .msocomanchor, .msocomtxt, " +
        ".MsoCommentText, a[href*='#_msocom'], comment",
    ),
  );
  for (const marker of [...root.querySelectorAll("a[id^='cmnt_ref']")]) {
    const words = root.querySelector(`a[id="cmnt${marker.id.slice(8)}"]`)?.closest("div, p");
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
