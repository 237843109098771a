/* Pasting from elsewhere: what programs write in styles, classes and marks of their own becomes the
   tags that mean it, before the editor takes what it knows; what is left out is told. */
"use strict";

const BOLD = /(?<![-\w])font-weight:\s*(bold|[6-9]00)/i;
const NOT_BOLD = /(?<![-\w])font-weight:\s*(normal|[1-4]00)/i;
const ITALIC = /(?<![-\w])font-style:\s*italic/i;
const ABOVE = /(?<![-\w])vertical-align:\s*super/i;
const BELOW = /(?<![-\w])vertical-align:\s*sub/i;
const QUOTE = ".MsoQuote, .MsoIntenseQuote, .MsoQuoteCxSpFirst, .MsoQuoteCxSpMiddle, .MsoQuoteCxSpLast";
/* On what is copied or dragged within the desk. Other programs have the same editor, and what was
   struck there never comes back. */
const COPIED_HERE = "data-copied-here";
const FOLLOWED = /^(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid)$/;

/* Google Docs wraps all that is copied in a bold that is not bold. */
function unwrapGoogle(root) {
  root.querySelectorAll('[id^="docs-internal-guid"]').forEach(unwrap);
}

/* The address that a link means; empty if it leads nowhere from the paper. */
function meantBy(address) {
  let url;
  try {
    url = new URL(address, location.origin);
  } catch {
    return "";
  }
  const { hostname, pathname, searchParams } = url;
  if (/(^|\.)google\.[a-z.]+$/.test(hostname) && pathname === "/url") {
    return meantBy(searchParams.get("q") ?? searchParams.get("url") ?? "");
  }
  if (hostname.endsWith(".safelinks.protection.outlook.com")) {
    return meantBy(searchParams.get("url") ?? "");
  }
  if (!["http:", "https:", "mailto:"].includes(url.protocol)) return "";
  if (url.origin === location.origin && pathname.startsWith("/admin/")) return "";
  const followed = [...searchParams.keys()].filter((name) => FOLLOWED.test(name));
  if (followed.length === 0) return address;
  followed.forEach((name) => searchParams.delete(name));
  return url.href;
}

/* Links lead where they mean to; of those to a place of the copied page only the words stay. */
function readLinks(root) {
  for (const link of root.querySelectorAll("a")) {
    const href = link.getAttribute("href") ?? "";
    const meant = href.startsWith("#") || /^(?:file|about|data|blob):/i.test(href) ? "" : meantBy(href);
    if (meant) link.setAttribute("href", meant);
    else unwrap(link);
  }
}

/* What is only a style: bold, italics, above and below the line. A heading is bold by itself. */
function readStyles(root) {
  for (const span of root.querySelectorAll("span[style], font[style]")) {
    const isInHeading = span.closest("h1, h2, h3, h4, h5, h6, th") !== null;
    for (const [pattern, tag] of [
      [BOLD, "strong"],
      [ITALIC, "em"],
      [ABOVE, "sup"],
      [BELOW, "sub"],
    ]) {
      if (!pattern.test(styleOf(span)) || (tag === "strong" && isInHeading)) continue;
      if (span.closest(tag)) continue;
      const meaning = root.ownerDocument.createElement(tag);
      meaning.append(...span.childNodes);
      span.append(meaning);
    }
  }
  for (const bold of root.querySelectorAll("b[style], strong[style]")) {
    if (NOT_BOLD.test(styleOf(bold))) unwrap(bold);
  }
  for (const quote of root.querySelectorAll(QUOTE)) {
    if (quote.closest("blockquote")) continue;
    const around = root.ownerDocument.createElement("blockquote");
    quote.before(around);
    around.append(quote);
  }
  // The headline of a text is not in it.
  for (const [selector, tag] of [
    ["p.MsoTitle, h1", "h2"],
    ["h5, h6", "h4"],
  ]) {
    for (const title of root.querySelectorAll(selector)) {
      const heading = root.ownerDocument.createElement(tag);
      heading.append(...title.childNodes);
      title.replaceWith(heading);
    }
  }
  // What a style could mean is said; the editor would read it again, headings and all.
  root.querySelectorAll("[style]").forEach((element) => element.removeAttribute("style"));
}

/* A figure is one thing with a caption; of any other, the words stay in the text. */
function readFigures(root) {
  for (const figure of root.querySelectorAll("figure")) {
    const things = figure.querySelectorAll(":scope > :is(img, audio, video, table, a, figure)");
    const rest = figure.cloneNode(true);
    rest.querySelectorAll("img, audio, video, table, a, figure, figcaption").forEach((each) => each.remove());
    if (things.length && !rest.textContent.trim()) continue;
    unwrap(figure);
  }
  for (const caption of root.querySelectorAll("figcaption")) {
    if (caption.parentElement.localName === "figure") continue;
    const paragraph = root.ownerDocument.createElement("div");
    paragraph.append(...caption.childNodes);
    caption.replaceWith(paragraph);
  }
}

/* Tags of blocks that the editor would take for a part of their line. */
function readBlocks(root) {
  for (const block of root.querySelectorAll("center, main, nav, details, summary, legend, dialog")) {
    const paragraphs = root.ownerDocument.createElement("div");
    paragraphs.append(...block.childNodes);
    block.replaceWith(paragraphs);
  }
  root.querySelectorAll("ol[type]").forEach((list) => list.removeAttribute("type"));
}

/* The language of a program is not that of each word. */
function dropLanguages(root) {
  root.querySelectorAll("span[lang], p[lang]").forEach((element) => element.removeAttribute("lang"));
}

/* What another site plays or shows stays as a link on a line of its own; an iframe that is alone is
   for embed.js. */
function keepFramesAsLinks(root, leftOut) {
  for (const frame of root.querySelectorAll("iframe, video, audio, object, embed")) {
    const source = frame.getAttribute("src") ?? frame.getAttribute("data");
    const inner = frame.querySelector("source")?.getAttribute("src");
    const address = (source ?? inner ?? "").replace(/^\/\//, "https://");
    if (address.startsWith("/media/files/")) continue; // our own
    if (!/^https?:\/\//i.test(address)) {
      leftOut.take("frame", [frame]);
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

/* HTML from elsewhere as the editor can read it. */
function cleanPasted(source, leftOut) {
  // Word's conditional comments hold marks for programs that know no lists.
  const html = source
    .replace(/(<style[^>]*>)\s*<!--|-->\s*(<\/style>)/gi, "$1$2") // a sheet is no comment
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<!\[[^\]]*\]>/g, "");
  const root = new DOMParser().parseFromString(html, "text/html").documentElement;
  if (root.querySelector("body > :first-child")?.hasAttribute(COPIED_HERE)) return source;
  inlineSheets(root);
  root
    .querySelectorAll("head, style, script, meta, link, title, template, noscript")
    .forEach((element) => element.remove());
  takeOutUnread(root, leftOut);
  for (const element of root.querySelectorAll("*")) {
    if (element.localName.includes(":")) unwrap(element); // Word's own: o:p, v:shape
  }
  unwrapGoogle(root);
  moveNotes(root);
  keepFramesAsLinks(root, leftOut);
  takeOutForeignPictures(root, leftOut);
  readLinks(root);
  buildWordLists(root);
  nestLists(root);
  readTables(root, leftOut);
  readFigures(root);
  readBlocks(root);
  readStyles(root);
  dropLanguages(root);
  return root.querySelector("body").innerHTML;
}

document.addEventListener("DOMContentLoaded", () => {
  whenEditor((editor) => {
    const { editorProps } = editor.options;
    let pending = null; // what is left out of a text that may yet be put in
    const tell = () => {
      pending?.tell();
      pending = null;
    };
    const transformPastedHTML = (source) => {
      pending = new LeftOut();
      try {
        return cleanPasted(source, pending);
      } catch (error) {
        // Nothing comes in that was not read, or what was deleted would come with it.
        reportError(error);
        pending = new LeftOut();
        pending.isUnread = true;
        pending.items.push({ kind: "unread", words: "" });
        return "";
      }
    };
    editor.on("transaction", ({ transaction }) => {
      if (["paste", "drop"].includes(transaction.getMeta("uiEvent"))) setTimeout(tell);
    });
    document.addEventListener("desk:pasted", () => setTimeout(tell));
    const handlePaste = (view, event, slice) => {
      if (pending?.isUnread) {
        setTimeout(tell);
        return true;
      }
      const data = event.clipboardData;
      const isElsewhere = editor.isActive("table") || editor.isActive("codeBlock");
      const hasHtml = data.getData("text/html") !== "" || data.getData("text/plain") === "";
      const rows = hasHtml || isElsewhere ? null : tableIn(data.getData("text/plain"));
      if (rows) putRows(editor, rows);
      return rows !== null || (editorProps.handlePaste?.(view, event, slice) ?? false);
    };
    editor.setOptions({ editorProps: { ...editorProps, transformPastedHTML, handlePaste } });
    for (const type of ["copy", "cut", "dragstart"]) {
      editor.view.dom.addEventListener(type, (event) => {
        const data = event.clipboardData ?? event.dataTransfer;
        const html = data?.getData("text/html");
        if (!html) return;
        data.setData("text/html", html.replace("data-pm-slice", `${COPIED_HERE} data-pm-slice`));
      });
    }
  });
});
