/* Galleries: pictures that stand beside each other in the text, and a line for all of them. */

import { Node } from "django-prose-editor/editor";

const icon =
  '<svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><rect x="2" y="7" width="12" height="12"/><path d="M6 7V4h16v12h-8"/></svg>';

/* The run of pictures and galleries around the one that is selected, or whose caption is written. */
function runAround({ selection, doc }) {
  const { $from, node } = selection;
  const isPicture = (each) => ["figure", "gallery"].includes(each?.type.name);
  let depth = node && isPicture(node) ? $from.depth : 0;
  let index = $from.index(depth);
  if (!isPicture(node)) {
    if ($from.depth < 2) return null;
    index = $from.index(0);
  }
  const parent = depth ? $from.node(depth) : doc;
  if (parent.type.name === "gallery" || !isPicture(parent.child(index))) return null;
  let first = index;
  let last = index;
  while (first > 0 && isPicture(parent.child(first - 1))) first -= 1;
  while (last + 1 < parent.childCount && isPicture(parent.child(last + 1))) last += 1;
  let from = depth ? $from.start(depth) : 0;
  for (let each = 0; each < first; each += 1) from += parent.child(each).nodeSize;
  const nodes = [];
  for (let each = first; each <= last; each += 1) nodes.push(parent.child(each));
  return { from, nodes, to: from + nodes.reduce((sum, each) => sum + each.nodeSize, 0) };
}

/* The gallery in which the selection is. */
function galleryIn({ selection }) {
  const { $from, node } = selection;
  if (node?.type.name === "gallery") return { at: selection.from, gallery: node };
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "gallery") {
      return { at: $from.before(depth), gallery: $from.node(depth), index: $from.index(depth) };
    }
  }
  return null;
}

const picturesOf = (gallery) => gallery.content.content.filter((each) => each.type.name === "figure");

/* At an end of the gallery too the keys are ours: a browser would go back a page. */
function move(editor, step) {
  if (!galleryIn(editor.state)) return false;
  editor.commands.movePicture(step);
  return true;
}

export const Gallery = Node.create({
  name: "gallery",
  group: "block",
  content: "figure+ caption",
  allowGapCursor: false,
  isolating: true,
  draggable: true,

  parseHTML() {
    return [
      {
        tag: "figure",
        priority: 70,
        getAttrs: (element) => (element.querySelector(":scope > figure") ? null : false),
      },
    ];
  },

  renderHTML() {
    return ["figure", { class: "gallery" }, 0];
  },

  addCommands() {
    return {
      /* Pictures that follow each other become one gallery; a gallery becomes its pictures. */
      toggleGallery:
        () =>
        ({ state, tr, dispatch }) => {
          const { schema } = state;
          const within = galleryIn(state);
          if (within) {
            const { at, gallery } = within;
            const lead = gallery.lastChild;
            const words = lead.content.size
              ? [schema.nodes.paragraph.create(null, lead.content)]
              : [];
            const content = [...picturesOf(gallery), ...words];
            if (dispatch) tr.replaceWith(at, at + gallery.nodeSize, content);
            return true;
          }
          const run = runAround(state);
          if (!run || run.nodes.length < 2) return false;
          const pictures = run.nodes.flatMap((each) =>
            each.type.name === "gallery" ? picturesOf(each) : [each],
          );
          const lead = run.nodes.find((each) => each.type.name === "gallery")?.lastChild;
          const caption = schema.nodes.caption.create(null, lead?.content);
          const gallery = schema.nodes.gallery.create(null, [...pictures, caption]);
          if (dispatch) tr.replaceWith(run.from, run.to, gallery);
          return true;
        },
      /* A picture goes one place on, or back. */
      movePicture:
        (step) =>
        ({ state, tr, dispatch }) => {
          const within = galleryIn(state);
          if (within?.index === undefined) return false;
          const { at, gallery, index } = within;
          const pictures = picturesOf(gallery);
          const other = index + step;
          if (!pictures[index] || !pictures[other]) return false;
          [pictures[index], pictures[other]] = [pictures[other], pictures[index]];
          if (dispatch) {
            tr.replaceWith(at + 1, at + gallery.nodeSize - 1, [...pictures, gallery.lastChild]);
            const before = pictures.slice(0, other).reduce((sum, each) => sum + each.nodeSize, 0);
            const { selection } = state;
            const offset = selection.node ? 0 : pictures[other].firstChild.nodeSize + 2;
            const place = tr.doc.resolve(at + 1 + before + offset);
            const { constructor } = selection;
            tr.setSelection(
              selection.node ? constructor.create(tr.doc, place.pos) : constructor.near(place),
            );
          }
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    return {
      "Alt-ArrowLeft": ({ editor }) => move(editor, -1),
      "Alt-ArrowRight": ({ editor }) => move(editor, 1),
    };
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "gallery",
      groups: "table",
      button: buttons.svg(icon, gettext("Gallery: join the pictures, or part them")),
      active: (editor) => Boolean(galleryIn(editor.state)),
      enabled: (editor) => editor.can().toggleGallery(),
      hidden: (editor) => !editor.can().toggleGallery(),
      command: (editor) => editor.chain().focus().toggleGallery().run(),
    });
  },
});
