/* What a paste left out, said where the cursor is, in a line that counts and can be opened. It goes
   as soon as somebody writes on, or at Escape. */

import { Extension, Plugin, pm } from "django-prose-editor/editor";

const { Decoration, DecorationSet } = pm.view;
const { PluginKey } = pm.state;

const MOST_SHOWN = 50;
const COUNTED = {
  comment: (n) => ngettext("%s comment", "%s comments", n),
  deletion: (n) => ngettext("%s deleted text", "%s deleted texts", n),
  hidden: (n) => ngettext("%s hidden text", "%s hidden texts", n),
  picture: (n) => ngettext("%s copied picture", "%s copied pictures", n),
  frame: (n) => ngettext("%s frame of another site", "%s frames of another site", n),
  row: (n) => ngettext("%s row too many", "%s rows too many", n),
  cell: (n) => ngettext("%s cell too many", "%s cells too many", n),
};

function drawing(items, close) {
  const counts = Object.entries(COUNTED)
    .map(([kind, words]) => [items.filter((item) => item.kind === kind).length, words])
    .filter(([count]) => count)
    .map(([count, words]) => interpolate(words(count), [count]));
  const report = document.createElement("div");
  report.className = "paste-report";
  report.contentEditable = "false";
  report.setAttribute("role", "status");
  report.addEventListener("keydown", (event) => event.key === "Escape" && close());
  const line = document.createElement("span");
  const isUnread = items.some((item) => item.kind === "unread");
  line.textContent = isUnread
    ? gettext("This text could not be read: paste it without its format (Ctrl+Shift+V).")
    : interpolate(gettext("Left out: %s."), [counts.join(", ")]);
  report.append(line);
  const words = items.filter((item) => item.words);
  if (words.length) {
    const details = document.createElement("details");
    const summary = document.createElement("summary");
    const list = document.createElement("ul");
    summary.textContent = gettext("See");
    const rest = words.length - MOST_SHOWN;
    const shown = words.slice(0, MOST_SHOWN).map((item) => item.words);
    if (rest > 0) shown.push(interpolate(ngettext("and %s more", "and %s more", rest), [rest]));
    for (const text of shown) {
      list.append(Object.assign(document.createElement("li"), { textContent: text }));
    }
    details.append(summary, list);
    report.append(details);
  }
  if (items.some((item) => item.kind === "picture")) {
    const help = document.createElement("span");
    help.textContent = gettext("Bring pictures one by one, with their alternative text and credit.");
    report.append(help);
  }
  return report;
}

export const PasteReport = Extension.create({
  name: "pasteReport",

  addProseMirrorPlugins() {
    const key = new PluginKey("pasteReport");
    const { editor } = this;
    const close = () => {
      editor.view.dispatch(editor.state.tr.setMeta(key, null));
      editor.commands.focus();
    };
    document.addEventListener("desk:left-out", ({ detail }) => {
      if (!editor.isDestroyed) editor.view.dispatch(editor.state.tr.setMeta(key, detail));
    });
    return [
      new Plugin({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply(tr, shown) {
            const items = tr.getMeta(key);
            if (items === undefined) return tr.docChanged ? DecorationSet.empty : shown;
            if (!items) return DecorationSet.empty;
            const { $to } = tr.selection;
            // Under a table of two hundred rows nobody would see it.
            const isTable = $to.depth > 0 && $to.node(1).type.name === "tableFigure";
            const at = $to.depth ? (isTable ? $to.before(1) : $to.after(1)) : $to.pos;
            return DecorationSet.create(tr.doc, [
              Decoration.widget(at, () => drawing(items, close), { side: -1, stopEvent: () => true }),
            ]);
          },
        },
        props: {
          decorations: (state) => key.getState(state),
          handleKeyDown(view, event) {
            const isShown = key.getState(view.state) !== DecorationSet.empty;
            if (event.key !== "Escape" || !isShown) return false;
            view.dispatch(view.state.tr.setMeta(key, null));
            return true;
          },
        },
      }),
    ];
  },
});
