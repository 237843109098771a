/* Tables in the text: a title, the table, its source. Cells hold lines of text. */

import {
  Node as EditorNode,
  Table as BaseTable,
  TableCell as BaseTableCell,
  TableHeader as BaseTableHeader,
  TableRow as BaseTableRow,
} from "django-prose-editor/editor";

// Between cells there is no place to write: a letter there would become a column.
const allowGapCursor = false;

export const TableRow = BaseTableRow.extend({ allowGapCursor });

/* The parts of a table in the order in which the editor has them, from a figure or a bare table. */
function partsOf(element) {
  const source = element.localName === "table" ? element : element.querySelector("table");
  const table = source.cloneNode(true);
  const captions = [...element.querySelectorAll(":scope > figcaption")];
  const isBefore = (each) =>
    Boolean(each.compareDocumentPosition(source) & Node.DOCUMENT_POSITION_FOLLOWING);
  const title = table.querySelector("caption") ?? captions.find(isBefore)?.cloneNode(true);
  const caption = captions.find((each) => !isBefore(each));
  const parts = document.createElement("div");
  const titled = document.createElement("figcaption");
  titled.dataset.tableTitle = "";
  titled.append(...(title?.childNodes ?? []));
  table.querySelector("caption")?.remove();
  table.dataset.inTheEditor = "";
  parts.append(titled, table, caption?.cloneNode(true) ?? document.createElement("figcaption"));
  return parts;
}

/* Where the selection is within a table: the name of the part that it is in. */
function partIn({ selection }) {
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "tableFigure") {
      return { at: $from.before(depth), figure: $from.node(depth), part: $from.parent.type.name };
    }
  }
  return null;
}

export const TableFigure = EditorNode.create({
  name: "tableFigure",
  group: "block",
  content: "tableTitle table caption",
  allowGapCursor,
  isolating: true,
  draggable: true,

  parseHTML() {
    return [
      {
        tag: "figure",
        priority: 60,
        getAttrs: (element) => (element.querySelector(":scope > table") ? null : false),
        contentElement: partsOf,
      },
      {
        tag: "table:not([data-in-the-editor])",
        priority: 60,
        contentElement: partsOf,
      },
    ];
  },

  renderHTML() {
    return ["figure", { class: "table" }, 0];
  },

  addCommands() {
    return {
      putTable:
        ({ rows, headers = true, title = "" }) =>
        ({ commands, state }) => {
          const cell = (type, text) => ({ type, content: text ? [{ type: "text", text }] : [] });
          const lines = rows.map((row, number) => ({
            type: "tableRow",
            content: row.map((text) =>
              cell(headers && number === 0 ? "tableHeader" : "tableCell", text),
            ),
          }));
          const { $from } = state.selection;
          const block = $from.depth ? $from.node(1) : null;
          const isEmpty = block?.isTextblock && block.content.size === 0;
          const from = block ? (isEmpty ? $from.before(1) : $from.after(1)) : $from.pos;
          const to = block ? $from.after(1) : $from.pos;
          const figure = {
            type: "tableFigure",
            content: [
              { type: "tableTitle", content: title ? [{ type: "text", text: title }] : [] },
              { type: "table", content: lines },
              { type: "caption" },
            ],
          };
          const isLast = to >= state.doc.content.size;
          const content = isLast ? [figure, { type: "paragraph" }] : [figure];
          return (
            commands.insertContentAt({ from, to }, content) && commands.setTextSelection(from + 2)
          );
        },
      deleteTableFigure:
        () =>
        ({ state, tr, dispatch }) => {
          const found = partIn(state);
          if (!found) return false;
          if (dispatch) tr.delete(found.at, found.at + found.figure.nodeSize);
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return {
      // From the title into the first cell; within a cell, a line more.
      Enter: ({ editor }) => {
        const found = partIn(editor.state);
        if (found?.part === "tableTitle") {
          return editor.commands.setTextSelection(found.at + found.figure.firstChild.nodeSize + 4);
        }
        return ["tableCell", "tableHeader"].includes(found?.part)
          ? editor.commands.insertContent({ type: "hardBreak" })
          : false;
      },
      Tab: ({ editor }) => {
        const found = partIn(editor.state);
        if (found?.part !== "tableTitle") return false;
        return editor.commands.setTextSelection(found.at + found.figure.firstChild.nodeSize + 4);
      },
    };
  },
});

export const TableTitle = EditorNode.create({
  name: "tableTitle",
  content: "inline*",
  isolating: true,
  parseHTML() {
    return [{ tag: "figcaption[data-table-title]", priority: 60 }];
  },
  renderHTML() {
    return ["figcaption", { "data-table-title": "", class: "table-title" }, 0];
  },
});

const ROW = '<rect x="3" y="3" width="18" height="18" rx="2"/><path d="M3 9h18M3 15h18"/>';
const COLUMN = '<rect x="3" y="3" width="18" height="18" rx="2"/><path d="M9 3v18M15 3v18"/>';
const icon = (drawing) =>
  `<svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">${drawing}</svg>`;
const more = (drawing) => icon(`${drawing}<path stroke-width="3" d="M12 8v8M8 12h8"/>`);
const less = (drawing) => icon(`${drawing}<path stroke-width="3" d="M8 12h8"/>`);
const head = (drawing) => icon(`${drawing}<path fill="currentColor" d="M3 3h18v6H3z"/>`);
const side = (drawing) => icon(`${drawing}<path fill="currentColor" d="M3 3h6v18H3z"/>`);

export const Table = BaseTable.extend({
  group: "",
  allowGapCursor,

  parseHTML() {
    return [{ tag: "table[data-in-the-editor]" }];
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "table",
      groups: "nodes",
      button: buttons.svg(icon(`${ROW}<path d="M12 9v12"/>`), gettext("Table")),
      option: Object.assign(document.createElement("p"), { textContent: gettext("Table") }),
      command: (editor) =>
        editor
          .chain()
          .focus()
          .putTable({ rows: [["", "", ""], ["", "", ""], ["", "", ""]] })
          .run(),
      hidden: (editor) => editor.isActive("tableFigure"),
    });
    for (const [command, drawing, name] of [
      ["addRowAfter", more(ROW), gettext("Add a row")],
      ["deleteRow", less(ROW), gettext("Delete the row")],
      ["addColumnAfter", more(COLUMN), gettext("Add a column")],
      ["deleteColumn", less(COLUMN), gettext("Delete the column")],
      ["toggleHeaderRow", head(ROW), gettext("Header row")],
      ["toggleHeaderColumn", side(COLUMN), gettext("Header column")],
      ["mergeOrSplit", icon('<path d="M3 12h6M15 12h6M7 8l4 4-4 4M17 8l-4 4 4 4"/>'), gettext("Merge or split cells")],
      ["deleteTableFigure", icon(`${ROW}<path stroke-width="3" d="m7 7 10 10M17 7 7 17"/>`), gettext("Delete the table")],
    ]) {
      menu.defineItem({
        name: `table:${command}`,
        groups: "table",
        button: buttons.svg(drawing, name),
        command: (editor) => editor.chain().focus()[command]().run(),
        enabled: (editor) => editor.can()[command](),
        hidden: (editor) => !editor.isActive("tableFigure"),
      });
    }
  },
});

export const TableCell = BaseTableCell.extend({ content: "inline*" });
export const TableHeader = BaseTableHeader.extend({ content: "inline*" });
