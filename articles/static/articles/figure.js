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

const pictures = (files) => [...(files ?? [])].filter((file) => file.type.startsWith("image/"));

export const Image = BaseImage.extend({ group: "" });

export const Caption = BaseCaption.extend({ group: "" });

export const Figure = BaseFigure.extend({
  content: "image caption",

  addExtensions() {
    return []; // the caption is always there: no menu is needed to add it
  },

  addCommands() {
    return {
      insertFigure:
        () =>
        ({ editor, dispatch }) => {
          if (dispatch) {
            const { node, from } = editor.state.selection;
            ask(node?.type.name === "image" ? { at: from, image: node.attrs } : { at: from });
          }
          return true;
        },
      putFigure:
        ({ at, src, alt, caption }) =>
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
          if (tr.doc.nodeAt(at)?.type.name !== "image") return false;
          if (dispatch) tr.setNodeAttribute(at, "alt", alt);
          return true;
        },
      removeFigure:
        ({ at }) =>
        ({ tr, dispatch }) => {
          const place = tr.doc.resolve(at);
          if (place.parent.type.name !== "figure") return false;
          if (dispatch) tr.delete(place.before(), place.after());
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return {
      // On a picture, its words; in its caption, on with the text.
      Enter: ({ editor }) => {
        const { node, from, $from } = editor.state.selection;
        if (node?.type.name === "image") {
          ask({ at: from, image: node.attrs });
          return true;
        }
        if ($from.parent.type.name !== "caption") return false;
        const end = $from.after($from.depth - 1);
        return editor
          .chain()
          .insertContentAt(end, { type: "paragraph" })
          .setTextSelection(end + 1)
          .run();
      },
    };
  },

  addProseMirrorPlugins() {
    const take = (event, files, at) => {
      if (files.length === 0) return false;
      event.preventDefault();
      ask({ at, files });
      return true;
    };
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            dblclick(view, event) {
              if (event.target.localName !== "img") return false;
              const at = view.posAtDOM(event.target, 0);
              const node = view.state.doc.nodeAt(at);
              if (node?.type.name !== "image") return false;
              event.preventDefault();
              ask({ at, image: node.attrs });
              return true;
            },
          },
          handlePaste(view, event) {
            const { files } = event.clipboardData;
            const html = event.clipboardData.getData("text/html");
            // Word sends a drawing of the text beside the text.
            const text = new DOMParser().parseFromString(html, "text/html").body.textContent.trim();
            return text ? false : take(event, pictures(files), view.state.selection.from);
          },
          handleDrop(view, event) {
            const point = { left: event.clientX, top: event.clientY };
            const at = view.posAtCoords(point)?.pos ?? view.state.doc.content.size;
            return take(event, pictures(event.dataTransfer?.files), at);
          },
        },
      }),
    ];
  },
});
