/* Audio and video of the paper's own in the text, as the editor knows them: a player and a
   caption. Documents are links on a line of their own. The dialog (media_dialog.js) chooses and
   describes the files. */

import { Node } from "django-prose-editor/editor";

const ask = (detail) => document.dispatchEvent(new CustomEvent("desk:media", { detail }));
const icon =
  '<svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><path d="M9 18V5l11-2v13"/><circle cx="6" cy="18" r="3"/><circle cx="17" cy="16" r="3"/></svg>';

export const Player = Node.create({
  name: "player",
  group: "block",
  content: "inline*",
  isolating: true,
  draggable: true,

  addAttributes() {
    return { src: { default: "", rendered: false }, kind: { default: "audio", rendered: false } };
  },

  parseHTML() {
    return [
      {
        tag: "figure",
        priority: 65,
        getAttrs: (element) => {
          const player = element.querySelector(":scope > audio, :scope > video");
          return player ? { src: player.getAttribute("src"), kind: player.localName } : false;
        },
        contentElement: (element) =>
          element.querySelector(":scope > figcaption") ?? document.createElement("figcaption"),
      },
    ];
  },

  renderHTML({ node }) {
    const { src, kind } = node.attrs;
    return [
      "figure",
      { class: "player" },
      [kind, { src, controls: "", preload: "none", contenteditable: "false" }],
      ["figcaption", 0],
    ];
  },

  addCommands() {
    return {
      /* A file of the library: a player for audio and video, a link for a document. */
      putMedia:
        ({ at, src, kind, title, caption }) =>
        ({ commands, state }) => {
          const place = state.doc.resolve(Math.min(at, state.doc.content.size));
          const block = place.depth ? place.node(1) : null;
          const isEmpty = block?.isTextblock && block.content.size === 0;
          const from = block ? (isEmpty ? place.before(1) : place.after(1)) : place.pos;
          const to = block ? place.after(1) : place.pos;
          const isDocument = kind === "document";
          const figure = {
            type: isDocument ? "linkFigure" : "player",
            attrs: isDocument ? { href: src, title } : { src, kind },
            content: caption ? [{ type: "text", text: caption }] : [],
          };
          const isLast = to >= state.doc.content.size;
          return commands.insertContentAt(
            { from, to },
            isLast ? [figure, { type: "paragraph" }] : [figure],
          );
        },
    };
  },

  addKeyboardShortcuts() {
    const select = ({ editor }) => {
      const { $from, node } = editor.state.selection;
      const isIn = !node && $from.parent.type.name === "player";
      return isIn ? editor.commands.setNodeSelection($from.before()) : false;
    };
    return {
      Escape: select,
      Backspace: (asked) => {
        const { $from, empty } = asked.editor.state.selection;
        return empty && $from.parentOffset === 0 ? select(asked) : false;
      },
      Enter: ({ editor }) => {
        const { $from, node } = editor.state.selection;
        const isIn = $from.parent.type.name === "player";
        if (!isIn && node?.type.name !== "player") return false;
        const end = isIn ? $from.after() : editor.state.selection.to;
        return editor
          .chain()
          .insertContentAt(end, { type: "paragraph" })
          .setTextSelection(end + 1)
          .run();
      },
    };
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "player",
      groups: "nodes",
      button: buttons.svg(icon, gettext("Audio, video or document")),
      option: Object.assign(document.createElement("p"), {
        textContent: gettext("Audio, video or document"),
      }),
      active: (editor) => editor.isActive("player"),
      command: (editor) => ask({ at: editor.state.selection.from }),
    });
  },
});
