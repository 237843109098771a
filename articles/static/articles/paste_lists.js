/* Lists of a text that is pasted: Word writes them as paragraphs with a level and a typed number,
   Google Docs as lists beside their items. */
"use strict";

const WORD_LIST = /mso-list:\s*l(\d+)\s+level(\d+)/i;
const NUMBERED = /^\s*\(?(?:\d+|[a-z]|[ivxl]+)[.)]/i;

/* The number that is typed before an item: the last of «1.2.», the third for «c)». */
function numberOf(typed) {
  const [, digits, letter] = /(?:(\d+)|\b([a-z]))\W*$/i.exec(typed) ?? [];
  return digits ? Number(digits) : letter ? letter.toLowerCase().charCodeAt(0) - 96 : NaN;
}

function buildWordLists(root) {
  let open = []; // the lists that are open, one a level
  for (const paragraph of [...root.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const found = WORD_LIST.exec(styleOf(paragraph));
    const mark = [...paragraph.querySelectorAll("span")].find((span) =>
      /mso-list:\s*ignore/i.test(styleOf(span)),
    );
    const typed = mark?.textContent ?? "";
    mark?.remove();
    if (!found || paragraph.localName !== "p") {
      if (found && /\w/.test(typed)) paragraph.prepend(`${typed.trim()} `); // a numbered heading
      open = [];
      continue;
    }
    const tag = NUMBERED.test(typed) ? "ol" : "ul";
    const isNext = open.length > 0 && paragraph.previousElementSibling === open[0].list;
    if (!isNext) open = [];
    const level = Math.min(Number(found[2]), open.length + 1);
    open = open.slice(0, level);
    const last = open[level - 1];
    const first = numberOf(typed);
    const isRestart = tag === "ol" && last?.id !== found[1] && first === 1;
    if (!last || last.tag !== tag || (level === 1 && isRestart)) {
      const list = document.createElement(tag);
      if (tag === "ol" && first > 1) list.setAttribute("start", String(first));
      const around = open[level - 2]?.list.lastElementChild;
      if (around) around.append(list);
      else paragraph.before(list);
      open = [...open.slice(0, level - 1), { list, tag, id: found[1] }];
    }
    const item = document.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1).list.append(item);
    paragraph.remove();
  }
}

/* A list within a list belongs to the item before it. */
function nestLists(root) {
  for (const list of root.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    let item = list.previousElementSibling;
    if (item?.localName !== "li") {
      item = document.createElement("li");
      list.before(item);
    }
    item.append(list);
  }
}
