/* Pasting into what holds a line and no blocks: a cell, a caption, a title, a pull quote. Otherwise
   the second paragraph would break the table or the quotation in two. */

import { Extension, Plugin, pm } from "django-prose-editor/editor";

const { Fragment, Slice } = pm.model;
const CELLS = ["tableCell", "tableHeader"];
const LINES = [...CELLS, "tableTitle", "caption", "pullQuote", "linkFigure", "player"];

/* The rows of a table as a part of a text; of what is no table nothing. */
function tableOf(schema, slice, text) {
  const [figure, ...others] = slice.content.content;
  if (figure?.type.name === "tableFigure" && others.length === 0) return figure.child(1);
  const cell = (words) => schema.nodes.tableCell.create(null, words ? schema.text(words) : null);
  const rows = text && tableIn(text);
  if (!rows) return null;
  return schema.nodes.table.create(
    null,
    rows.map((row) => schema.nodes.tableRow.create(null, row.map(cell))),
  );
}

/* The lines of a part of a text, one after the other, without the marks that do not go there. */
function inlineOf({ content }, { type }) {
  const { schema } = type;
  const isCell = CELLS.includes(type.name);
  const between = () => (isCell ? schema.nodes.hardBreak.create() : schema.text(" "));
  const nodes = [];
  content.descendants((block) => {
    if (!block.isTextblock) return true;
    if (nodes.length && block.content.size) nodes.push(between());
    block.forEach((each) => {
      const marks = each.marks.filter((mark) => type.allowsMarkType(mark.type));
      nodes.push(each.type === schema.nodes.hardBreak && !isCell ? between() : each.mark(marks));
    });
    return false;
  });
  return Fragment.from(nodes);
}

/* Whether there is more than text: a picture, a player, a table. */
function hasFigures({ content }) {
  let has = false;
  content.descendants((node) => {
    has ||= node.isBlock && node.type.isInGroup("block") && node.type.spec.isolating === true;
  });
  return has;
}

export const PasteInLines = Extension.create({
  name: "pasteInLines",
  priority: 200, // before tables and pictures, which take whole blocks

  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          handlePaste(view, event, slice) {
            const { state } = view;
            const { $from } = state.selection;
            if (!LINES.includes($from.parent.type.name)) return false;
            const data = event.clipboardData;
            if (data?.files.length) return false; // a picture has its dialog
            const html = data?.getData("text/html");
            if (CELLS.includes($from.parent.type.name)) {
              const table = tableOf(state.schema, slice, html ? "" : data?.getData("text/plain"));
              const cells = table && new Slice(Fragment.from(table), 0, 0);
              if (cells && pm.tables.handlePaste(view, event, cells)) {
                document.dispatchEvent(new CustomEvent("desk:pasted"));
                return true;
              }
            }
            const [only, ...others] = slice.content.content;
            if (!only || (others.length === 0 && only.type.name === "paragraph")) return false;
            const tr = state.tr.setMeta("paste", true).setMeta("uiEvent", "paste");
            if (hasFigures(slice)) tr.insert($from.after(1), slice.content);
            else tr.replaceSelection(new Slice(inlineOf(slice, $from.parent), 0, 0));
            view.dispatch(tr.scrollIntoView());
            return true;
          },
        },
      }),
    ];
  },
});
