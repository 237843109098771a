/* Footnotes of a text that is pasted: wherever a reference and its note lead to each other, the
   words of the note go to where they are referred to, as the editor writes them. */
"use strict";

/* The name of the place in the page to which a link leads. */
function fragmentOf(link) {
  const fragment = link.getAttribute("href").split("#")[1] ?? "";
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment; // a bare % is nobody's escape
  }
}

/* The names under which others lead to a reference. */
function namesOf(link) {
  const { parentElement: around } = link;
  return [link.id, link.getAttribute("name"), around?.localName === "sup" && around.id].filter(Boolean);
}

/* The whole note to which an anchor belongs. */
function noteAround(anchor) {
  return anchor.closest(
    "[style*='mso-element:footnote']:not([style*='list']), [style*='mso-element:endnote']:not([style*='list'])," +
      " [id^='sdfootnote']:not(a), [id^='sdendnote']:not(a), li, p, div",
  );
}

/* What a note has, and a line has not. */
const NOTE_BLOCKS = "p, div, ul, ol, li, blockquote, pre, table, tbody, tr, td, th, h1, h2, h3, h4, h5, h6";

function moveNotes(root) {
  const links = [...root.querySelectorAll("a[href*='#']")];
  const named = (name) =>
    name && root.querySelector(`[id="${CSS.escape(name)}"], [name="${CSS.escape(name)}"]`);
  for (const link of links) {
    if (!link.isConnected) continue;
    const target = named(fragmentOf(link));
    const note = target && (target.localName === "a" ? noteAround(target) : target);
    if (!note || note.contains(link)) continue;
    const names = namesOf(link);
    const backs = [...note.querySelectorAll("a[href*='#']")].filter((each) =>
      names.includes(fragmentOf(each)),
    );
    const isFirst = link.compareDocumentPosition(note) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (backs.length === 0 || !isFirst) continue;
    for (const back of backs) (back.closest("sup") ?? back).remove();
    const words = document.createElement("small");
    words.setAttribute("role", "doc-footnote");
    for (const block of note.querySelectorAll(NOTE_BLOCKS)) {
      block.before(" ");
      block.after(" ");
      unwrap(block);
    }
    words.append(...note.childNodes);
    words.normalize();
    const first = document.createTreeWalker(words, NodeFilter.SHOW_TEXT).nextNode();
    if (first) first.data = first.data.replace(/^\s*(?:\[?\d+\]?[.)]?\s+)?/, "");
    const { lastChild: last } = words;
    if (last?.nodeType === Node.TEXT_NODE) last.data = last.data.trimEnd();
    note.remove();
    const around = link.closest("sup");
    (around?.textContent.trim() === link.textContent.trim() ? around : link).replaceWith(words);
  }
  // What is left of a list of notes: the line above it, its numbers.
  for (const list of root.querySelectorAll("[style*='footnote-list'], [style*='endnote-list']")) {
    if (list.textContent.trim() === "") list.remove();
    else unwrap(list);
  }
}
