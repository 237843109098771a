/* What stands beside the text: footnotes, written where they are referred to; pull quotes; boxes. */

import { Mark, Node } from "django-prose-editor/editor";

const icon = (drawing) =>
  `<svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">${drawing}</svg>`;
const option = (words) =>
  Object.assign(document.createElement("p"), { textContent: words });

export const Footnote = Mark.create({
  name: "footnote",
  priority: 1100, // around all other marks
  keepOnSplit: false,

  parseHTML() {
    return [{ tag: 'small[role="doc-footnote"]' }];
  },

  renderHTML() {
    return ["small", { role: "doc-footnote" }, 0];
  },

  // A note that nobody wrote does not stay.
  onSelectionUpdate() {
    const { editor } = this;
    const { doc, selection, tr, schema } = editor.state;
    doc.descendants((node, at) => {
      const isIn = selection.from <= at + node.nodeSize && selection.to >= at;
      if (node.isText && node.text === gettext("words of the note") && !isIn) {
        if (schema.marks.footnote.isInSet(node.marks)) tr.delete(at, at + node.nodeSize);
      }
    });
    if (tr.docChanged) editor.view.dispatch(tr);
  },

  addCommands() {
    return {
      /* The selected words become a note; without any, a note begins. */
      putFootnote:
        () =>
        ({ chain, state, editor }) => {
          if (editor.isActive("footnote")) return chain().leaveFootnote().run();
          if (!state.selection.$from.parent.type.allowsMarkType(state.schema.marks.footnote)) return false;
          if (!state.selection.empty) return chain().setMark("footnote").run();
          const text = gettext("words of the note");
          const { from } = state.selection;
          return chain()
            .insertContent({ type: "text", text, marks: [{ type: "footnote" }] })
            .setTextSelection({ from, to: from + text.length })
            .run();
        },
      leaveFootnote:
        () =>
        ({ tr, state, dispatch }) => {
          const type = state.schema.marks.footnote;
          let { pos } = state.selection.$to;
          while (type.isInSet(state.doc.nodeAt(pos)?.marks ?? [])) {
            pos += state.doc.nodeAt(pos).nodeSize - state.doc.resolve(pos).textOffset;
          }
          if (dispatch) {
            const { $from } = state.selection;
            const words = gettext("words of the note");
            if ($from.nodeAfter?.text === words || $from.nodeBefore?.text === words) {
              tr.delete(pos - words.length, pos);
              pos -= words.length;
            }
            tr.setSelection(state.selection.constructor.near(tr.doc.resolve(pos)));
            tr.removeStoredMark(type);
          }
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    const leave = ({ editor }) =>
      editor.isActive("footnote") ? editor.commands.leaveFootnote() : false;
    return {
      "Mod-Alt-f": ({ editor }) => editor.commands.putFootnote(),
      Enter: leave,
      Escape: leave,
      // At its end, the arrow goes on with the sentence.
      ArrowRight: ({ editor }) => {
        const { selection, storedMarks, schema } = editor.state;
        const type = schema.marks.footnote;
        const marks = storedMarks ?? selection.$from.marks();
        const isAtEnd = !type.isInSet(selection.$from.nodeAfter?.marks ?? []);
        if (!selection.empty || !type.isInSet(marks) || !isAtEnd) return false;
        editor.view.dispatch(editor.state.tr.removeStoredMark(type));
        return true;
      },
    };
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "footnote",
      groups: "marks",
      priority: 20,
      button: buttons.svg(
        icon('<path d="M4 18V6l8 12V6"/><path stroke-width="1.6" d="M16 7l2-1.5V12"/>'),
        gettext("Footnote"),
      ),
      enabled: (editor) => editor.can().putFootnote(),
      active: (editor) => editor.isActive("footnote"),
      command: (editor) => editor.chain().focus().putFootnote().run(),
    });
  },
});

export const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: "inline*",
  marks: "bold italic",
  defining: true,
  isolating: true,

  parseHTML() {
    return [
      {
        tag: 'aside[role="doc-pullquote"]',
        priority: 60,
        contentElement: (element) => element.querySelector("p") ?? element,
      },
    ];
  },

  renderHTML() {
    return ["aside", { role: "doc-pullquote" }, ["p", 0]];
  },

  addCommands() {
    return {
      /* The selected sentence stands large after its paragraph, and stays where it is. */
      putPullQuote:
        () =>
        ({ state, commands }) => {
          const { $from, from, to } = state.selection;
          const text = state.doc.textBetween(from, to, " ").trim();
          const after = $from.depth ? $from.after(1) : state.doc.content.size;
          const quote = { type: "pullQuote", content: text ? [{ type: "text", text }] : [] };
          return (
            commands.insertContentAt(after, quote) &&
            commands.setTextSelection(after + 1 + text.length)
          );
        },
    };
  },

  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const { $from } = editor.state.selection;
        if ($from.parent.type.name !== "pullQuote") return false;
        const end = $from.after();
        return editor
          .chain()
          .insertContentAt(end, { type: "paragraph" })
          .setTextSelection(end + 1)
          .run();
      },
      Backspace: ({ editor }) => {
        const { $from, empty } = editor.state.selection;
        if (!empty || $from.parent.type.name !== "pullQuote" || $from.parentOffset > 0) return false;
        return editor.commands.setNode("paragraph");
      },
    };
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "pullQuote",
      groups: "nodes",
      button: buttons.svg(
        icon('<path d="M3 5h18M3 19h18"/><path d="M8 15V9h3v3l-2 3M14 15V9h3v3l-2 3"/>'),
        gettext("Pull quote"),
      ),
      option: option(gettext("Pull quote")),
      active: (editor) => editor.isActive("pullQuote"),
      command: (editor) => editor.chain().focus().putPullQuote().run(),
    });
  },
});

export const Box = Node.create({
  name: "box",
  group: "block",
  content: "block+",
  defining: true,

  parseHTML() {
    return [{ tag: "aside:not([role])" }];
  },

  renderHTML() {
    return ["aside", 0];
  },

  addCommands() {
    return {
      /* The selected blocks stand in a box; without any, one begins with its title. */
      toggleBox:
        () =>
        ({ commands, state, editor }) => {
          if (editor.isActive("box")) return commands.lift("box");
          const { empty, $from } = state.selection;
          if (!empty) return commands.wrapIn("box");
          const block = $from.depth ? $from.node(1) : null;
          const isEmpty = block?.isTextblock && block.content.size === 0;
          const at = block ? (isEmpty ? $from.before(1) : $from.after(1)) : state.doc.content.size;
          const content = [{ type: "heading", attrs: { level: 3 } }];
          return (
            commands.insertContentAt(isEmpty ? { from: at, to: $from.after(1) } : at, {
              type: "box",
              content,
            }) && commands.setTextSelection(at + 2)
          );
        },
    };
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "box",
      groups: "nodes",
      button: buttons.svg(
        icon('<rect x="3" y="4" width="18" height="16" rx="1"/><path d="M7 9h10M7 13h10M7 16h6"/>'),
        gettext("Box"),
      ),
      option: option(gettext("Box")),
      active: (editor) => editor.isActive("box"),
      command: (editor) => editor.chain().focus().toggleBox().run(),
    });
  },
});
