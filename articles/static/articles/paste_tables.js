/* Tables that are pasted or dropped: of a page, of a spreadsheet, of text with tabs or commas. */
"use strict";

/* The most rows and columns of a table, as the server says. */
function tableSize() {
  const [rows, columns] = (document.querySelector("[data-table-size]")?.dataset.tableSize ?? "200 20")
    .split(" ")
    .map(Number);
  return { rows, columns };
}

const isBold = (cell) =>
  cell.textContent.trim() === "" ||
  [...cell.querySelectorAll("b, strong, span[style]")].some(
    (bold) =>
      (bold.localName !== "span" || BOLD.test(styleOf(bold))) &&
      bold.textContent.trim() === cell.textContent.trim(),
  ) ||
  BOLD.test(styleOf(cell));

/* A table that only says where things stand becomes what it holds. */
function unwrapLayout(root) {
  for (const table of root.querySelectorAll("table")) {
    const isData = table.querySelector("table") === null && table.querySelectorAll("td, th").length > 1;
    if (isData) continue;
    const parts = [...table.querySelectorAll("caption, td, th")].filter(
      (part) => part.closest("table") === table,
    );
    const blocks = parts.map((part) => {
      const block = document.createElement("div");
      block.append(...part.childNodes);
      return block;
    });
    table.replaceWith(...blocks);
  }
}

/* Cells and captions hold lines of text: of blocks within them only the words stay. */
function flatten(cell) {
  for (const block of cell.querySelectorAll("p, div, li, dt, dd, pre, h1, h2, h3, h4, h5, h6")) {
    const range = document.createRange();
    range.setStart(cell, 0);
    range.setEndBefore(block);
    if (range.toString().trim()) block.before(document.createElement("br"));
  }
  cell
    .querySelectorAll("p, div, li, ul, ol, dl, dt, dd, pre, blockquote, figure, h1, h2, h3, h4, h5, h6")
    .forEach(unwrap);
}

function readTables(root, leftOut) {
  const most = tableSize();
  unwrapLayout(root);
  root.querySelectorAll(":is(td, th, caption)").forEach(flatten);
  for (const table of root.querySelectorAll("table")) {
    const rows = [...table.rows];
    leftOut.take("row", rows.slice(most.rows));
    for (const row of rows.slice(0, most.rows)) leftOut.take("cell", [...row.cells].slice(most.columns));
    const first = [...(rows[0]?.cells ?? [])];
    const isHead = rows.length > 1 && first.some((cell) => cell.textContent.trim());
    if (table.querySelector("th") || !isHead || !first.every(isBold)) continue;
    for (const cell of first) {
      const head = document.createElement("th");
      for (const name of ["colspan", "rowspan"]) {
        if (cell.hasAttribute(name)) head.setAttribute(name, cell.getAttribute(name));
      }
      cell.querySelectorAll("b, strong").forEach(unwrap);
      head.append(...cell.childNodes);
      cell.replaceWith(head);
    }
  }
}

/* The rows of a text with separators (RFC 4180), quoted fields too. */
function rowsOf(text, separator) {
  const rows = [[]];
  const field = new RegExp(`("(?:[^"]|"")*"|[^${separator}\\r\\n]*)(${separator}|\\r?\\n|\\r|$)`, "g");
  const source = text.replace(/^\ufeff/, "").replace(/[\r\n]+$/, "");
  for (const [whole, value, end] of source.matchAll(field)) {
    if (!whole && rows.at(-1).length === 0 && rows.length > 1) break;
    const isQuoted = /^"(?:[^"]|"")*"$/.test(value);
    rows.at(-1).push(isQuoted ? value.slice(1, -1).replaceAll('""', '"') : value.trim());
    if (end === "") break;
    if (end !== separator) rows.push([]);
  }
  return rows;
}

/* The rows of a text that is a table: as many cells in each, two at least, in two rows at least. */
function tableIn(text, separators = ["\t"]) {
  for (const separator of separators) {
    const rows = rowsOf(text, separator);
    const isEven = rows.every((row) => row.length === rows[0].length);
    const isIndented = rows.every((row) => row[0] === ""); // lines of code, most of the time
    if (rows.length > 1 && rows[0].length > 1 && isEven && !isIndented) return rows;
  }
  return null;
}

/* Put rows into the text, in the stead of what is selected or at a place; what no table takes is
   told. */
function putRows(editor, rows, at = null) {
  const most = tableSize();
  const leftOut = new LeftOut();
  const told = (kind, cells) => {
    const words = cells.join(" ").trim();
    if (words) leftOut.items.push({ kind, words });
  };
  for (const row of rows.slice(most.rows)) told("row", row);
  const taken = rows.slice(0, most.rows);
  for (const row of taken) told("cell", row.slice(most.columns));
  const chain = editor.chain().focus();
  (at === null ? chain.deleteSelection() : chain.setTextSelection(at))
    .putTable({ rows: taken.map((row) => row.slice(0, most.columns)) })
    .run();
  leftOut.tell();
}
