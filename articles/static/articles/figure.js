/* Pictures in the text, as the editor knows them: a figure is a picture of the paper's own and a
   caption, which may stay empty. The dialog of pictures (pictures.js) chooses and describes them;
   this says where they stand. */

import {
  Caption as BaseCaption,
  Figure as BaseFigure,
  Image as BaseImage,
  Plugin,
} from "django-prose-editor/editor";

/* Where a figure goes that is asked for at a place in the text: after the block that is there, or
   in its stead where it is empty. */
function placeFor(doc, position) {
  const place = doc.resolve(position);
  if (place.depth === 0) return { from: position, to: position };
  const block = place.node(1);
  const from = block.isTextblock && block.content.size === 0 ? place.before(1) : place.after(1);
  return { from, to: place.after(1) };
}

function ask(detail) {
  document.dispatchEvent(new CustomEvent("desk:picture", { detail }));
}

/* On with the text, in a paragraph of its own. */
function writeAfter(editor, { at, node }, text) {
  const around = editor.state.doc.resolve(at);
  const end = around.parent.type.name === "gallery" ? around.after() : at + node.nodeSize;
  const content = text ? [{ type: "text", text }] : [];
  return editor
    .chain()
    .insertContentAt(end, { type: "paragraph", content })
    .setTextSelection(end + 1 + text.length)
    .run();
}

/* The figure that is selected, or whose caption is being written. */
function figureIn({ selection }) {
  const { node, from, $from } = selection;
  if (node?.type.name === "figure") return { at: from, node };
  if ($from.parent.type.name !== "caption") return null;
  return { at: $from.before($from.depth - 1), node: $from.node($from.depth - 1) };
}

const isPicture = (figure) => figure?.node.type.name === "figure";

const SIDES = { ArrowLeft: "backward", ArrowUp: "up", ArrowRight: "forward", ArrowDown: "down" };

/* The place of the picture to which an arrow leads from the cursor; null if it leads elsewhere. */
function pictureFrom({ doc, selection: { $from } }, isBack) {
  if (isBack) {
    const figure = $from.parent.type.name === "caption" && $from.node($from.depth - 1);
    return figure && figure.type.name === "figure" ? $from.before($from.depth - 1) : null;
  }
  for (let { depth } = $from; depth > 0; depth -= 1) {
    let at = $from.after(depth);
    let next = doc.nodeAt(at);
    if (next?.type.name === "gallery") [at, next] = [at + 1, next.firstChild];
    if (next) return next.type.name === "figure" ? at : null;
  }
  return null;
}

/* The arrows come to a picture, then to its caption, and leave both. */
function move({ state, view, commands }, { key }) {
  const { selection } = state;
  const isBack = key === "ArrowLeft" || key === "ArrowUp";
  if (selection.node?.type.name === "figure") {
    return isBack ? false : commands.setTextSelection(selection.from + 3); // picture, caption
  }
  if (!selection.empty || !view.endOfTextblock(SIDES[key])) return false;
  const at = pictureFrom(state, isBack);
  return at === null ? false : commands.setNodeSelection(at);
}

const describe = ({ at, node }) => ask({ at, image: node.firstChild.attrs });

// A picture is selected, moved and deleted with its caption, never alone.
export const Image = BaseImage.extend({ group: "", selectable: false, draggable: false });

export const Caption = BaseCaption.extend({ group: "" });

export const Figure = BaseFigure.extend({
  content: "image caption",
  allowGapCursor: false,

  addExtensions() {
    return []; // the caption is always there: no menu is needed to add it
  },

  addCommands() {
    return {
      insertFigure:
        () =>
        ({ editor, dispatch }) => {
          if (dispatch) {
            const figure = figureIn(editor.state);
            if (isPicture(figure)) describe(figure);
            else ask({ at: editor.state.selection.from });
          }
          return true;
        },
      /* `done` is told where the next one would go. */
      putFigure:
        ({ at, src, alt, caption, done }) =>
        ({ commands, state }) => {
          const { from, to } = placeFor(state.doc, Math.min(at, state.doc.content.size));
          const content = caption ? [{ type: "text", text: caption }] : [];
          const figure = {
            type: "figure",
            content: [
              { type: "image", attrs: { src, alt } },
              { type: "caption", content },
            ],
          };
          done?.(from + state.schema.nodeFromJSON(figure).nodeSize);
          // What comes last leaves no place to write on.
          const isLast = to >= state.doc.content.size;
          return commands.insertContentAt(
            { from, to },
            isLast ? [figure, { type: "paragraph" }] : figure,
          );
        },
      describeFigure:
        ({ at, alt }) =>
        ({ tr, dispatch }) => {
          if (tr.doc.nodeAt(at)?.type.name !== "figure") return false;
          if (dispatch) tr.setNodeAttribute(at + 1, "alt", alt);
          return true;
        },
      removeFigure:
        ({ at }) =>
        ({ tr, dispatch }) => {
          const figure = tr.doc.nodeAt(at);
          if (figure?.type.name !== "figure") return false;
          if (dispatch) tr.delete(at, at + figure.nodeSize);
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return {
      // On a figure, its words; in its caption, on with the text.
      Enter: ({ editor }) => {
        const figure = figureIn(editor.state);
        if (!figure) return false;
        if (editor.state.selection.node) {
          describe(figure);
          return true;
        }
        return writeAfter(editor, figure, "");
      },
    };
  },

  addProseMirrorPlugins() {
    const { editor } = this;
    const take = (event, files, at) => {
      if (files.length === 0) return false;
      event.preventDefault();
      ask({ at, files });
      return true;
    };
    return [
      new Plugin({
        props: {
          handleKeyDown(view, event) {
            const isPlain = !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey);
            return isPlain && event.key in SIDES ? move(editor, event) : false;
          },
          handleClickOn(view, position, node, at, event) {
            if (node.type.name !== "figure" || event.target.localName !== "img") return false;
            return editor.commands.setNodeSelection(at);
          },
          handleDoubleClickOn(view, position, node, at, event) {
            if (node.type.name !== "figure" || event.target.localName !== "img") return false;
            describe({ at, node });
            return true;
          },
          // A letter does not take the place of a picture, a table or a player that happens to be
          // selected.
          handleTextInput(view, from, to, text) {
            const { node } = view.state.selection;
            if (!node?.isBlock) return false;
            return writeAfter(editor, { at: view.state.selection.from, node }, text);
          },
          handlePaste(view, event) {
            const { files } = event.clipboardData;
            const html = event.clipboardData.getData("text/html");
            // Word sends a drawing of the text beside the text.
            const text = new DOMParser().parseFromString(html, "text/html").body.textContent.trim();
            return text ? false : take(event, picturesAmong(files), view.state.selection.from);
          },
          handleDrop(view, event) {
            const point = { left: event.clientX, top: event.clientY };
            const at = view.posAtCoords(point)?.pos ?? view.state.doc.content.size;
            return take(event, picturesAmong(event.dataTransfer?.files), at);
          },
        },
      }),
    ];
  },
});
