/* Pasting from Word and from Google Docs: what they write in styles and classes becomes the tags
   that mean it, before the editor takes what it knows and drops the rest. */
"use strict";

(() => {
  const BOLD = /(?<![-\w])font-weight:\s*(bold|[6-9]00)/i;
  const NOT_BOLD = /(?<![-\w])font-weight:\s*(normal|[1-4]00)/i;
  const ITALIC = /(?<![-\w])font-style:\s*italic/i;
  const WORD_LIST = /mso-list:\s*l(\d+)\s+level(\d+)/i;
  const NUMBERED = /^\s*\(?(?:\d+|[a-z]|[ivxl]+)[.)]/i;

  const styleOf = (element) => element.getAttribute("style") ?? "";

  function unwrap(element) {
    element.replaceWith(...element.childNodes);
  }

  /* Google Docs wraps all that is copied in a bold that is not bold. */
  function unwrapGoogle(root) {
    root.querySelectorAll('[id^="docs-internal-guid"]').forEach(unwrap);
    for (const link of root.querySelectorAll('a[href^="https://www.google.com/url?"]')) {
      link.href = new URL(link.href).searchParams.get("q") ?? link.href;
    }
  }

  /* Bold and italics that are only styles. A heading is bold by itself. */
  function readStyles(root) {
    for (const span of root.querySelectorAll("span[style]")) {
      const isInHeading = span.closest("h1, h2, h3, h4, h5, h6") !== null;
      for (const [pattern, tag] of [
        [BOLD, "strong"],
        [ITALIC, "em"],
      ]) {
        if (!pattern.test(styleOf(span)) || (tag === "strong" && isInHeading)) continue;
        const meaning = root.ownerDocument.createElement(tag);
        meaning.append(...span.childNodes);
        span.append(meaning);
      }
    }
    for (const bold of root.querySelectorAll("b[style], strong[style]")) {
      if (NOT_BOLD.test(styleOf(bold))) unwrap(bold);
    }
    // What a style could mean is said; the editor would read it again, headings and all.
    root.querySelectorAll("[style]").forEach((element) => element.removeAttribute("style"));
  }

  /* Word writes lists as paragraphs, each with its mark or its number typed in. */
  function buildWordLists(root) {
    let list = null;
    for (const paragraph of [...root.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
      if (!WORD_LIST.test(styleOf(paragraph))) {
        list = null;
        continue;
      }
      const mark = [...paragraph.querySelectorAll("span")].find((span) =>
        /mso-list:\s*ignore/i.test(styleOf(span)),
      );
      const tag = NUMBERED.test(mark?.textContent ?? "") ? "ol" : "ul";
      mark?.remove();
      if (list === null || list.localName !== tag || paragraph.previousElementSibling !== list) {
        list = root.ownerDocument.createElement(tag);
        paragraph.before(list);
      }
      const item = root.ownerDocument.createElement("li");
      item.append(...paragraph.childNodes);
      list.append(item);
      paragraph.remove();
    }
  }

  /* A picture comes into the paper by its dialog, which asks what it shows and whose it is. */
  function takeOutForeignPictures(root) {
    const foreign = [...root.querySelectorAll("img")].filter(
      (picture) => !picture.getAttribute("src")?.startsWith("/media/pictures/"),
    );
    for (const picture of foreign) {
      const figure = picture.closest("figure");
      picture.remove();
      if (figure && !figure.querySelector("img")) unwrap(figure);
    }
    if (foreign.length) document.dispatchEvent(new CustomEvent("desk:pictures-left-out"));
  }

  /* A frame among other words stays as a link on a line of its own; alone, it is for embed.js. */
  function keepFramesAsLinks(root) {
    for (const frame of root.querySelectorAll("iframe")) {
      const address = (frame.getAttribute("src") ?? "").replace(/^\/\//, "https://");
      if (!/^https?:\/\//i.test(address)) {
        frame.remove();
        continue;
      }
      const figure = root.ownerDocument.createElement("figure");
      const link = root.ownerDocument.createElement("a");
      link.href = address;
      link.textContent = address;
      figure.append(link);
      frame.replaceWith(figure);
    }
  }

  function clean(source) {
    // Word's conditional comments hold marks for programs that know no lists.
    const html = source.replace(/<!--[\s\S]*?-->/g, "").replace(/<!\[[^\]]*\]>/g, "");
    const root = new DOMParser().parseFromString(html, "text/html").body;
    root.querySelectorAll("style, script, meta, link, title").forEach((element) => element.remove());
    for (const element of root.querySelectorAll("*")) {
      if (element.localName.includes(":")) unwrap(element); // Word's own: o:p, v:shape
    }
    unwrapGoogle(root);
    keepFramesAsLinks(root);
    takeOutForeignPictures(root);
    buildWordLists(root);
    readStyles(root);
    return root.innerHTML;
  }

  document.addEventListener("DOMContentLoaded", () => {
    whenEditor((editor) => {
      const { editorProps } = editor.options;
      editor.setOptions({ editorProps: { ...editorProps, transformPastedHTML: clean } });
    });
  });
})();
