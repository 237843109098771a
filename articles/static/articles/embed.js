/* Embeds in the text, as the editor knows them: a card with the title and the address of what
   somebody else shows, and a caption. Nothing is loaded from there. Which addresses are known is
   asked of the server (embed_dialog.js has its address too). */

import { Node, Plugin } from "django-prose-editor/editor";

const NAME = "linkFigure";
const ADDRESS = /^(?:https?:\/\/|www\.)\S+$/i;
const CODE = /^<(?:iframe|blockquote|div|script)\b[\s\S]*>$/i;
/* Elements that stand for what somebody shows, where a page is copied. */
const SHOWN = "iframe[src], blockquote:is([class*='-tweet'], [class*='-media'], [class*='-embed']), [data-href], [data-src]";
const icon =
  '<svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><rect x="3" y="5" width="18" height="14" rx="1"/><path fill="currentColor" d="M10 9v6l5-3z"/></svg>';

const ask = (detail) => document.dispatchEvent(new CustomEvent("desk:embed", { detail }));

function hostOf(address) {
  try {
    return new URL(address).host.replace(/^www\./, "");
  } catch {
    return "";
  }
}

/* What the server knows of an address, or of the code that a provider gives to be copied. */
async function known(wanted) {
  const place = document.querySelector("[data-embeds]");
  if (!place) return null;
  const body = new FormData();
  body.append("wanted", wanted);
  body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  try {
    const response = await fetch(place.dataset.embeds, { method: "POST", body, redirect: "error" });
    return await response.json();
  } catch {
    return null;
  }
}

/* The embed that is selected, or whose caption is being written. */
function embedIn({ selection }) {
  const { node, from, $from } = selection;
  if (node?.type.name === NAME) return { at: from, node };
  if ($from.parent.type.name !== NAME) return null;
  return { at: $from.before(), node: $from.parent };
}

/* Whether the cursor is in a paragraph that may become an embed. */
function paragraphIn({ selection }) {
  const { $from, empty } = selection;
  const isFree = $from.depth > 0 && ["doc", "box"].includes($from.node($from.depth - 1).type.name);
  return empty && isFree && $from.parent.type.name === "paragraph" ? $from.parent : null;
}

/* An address that stands alone on its line becomes an embed, if somebody is known for it; undoing
   it gives back the address. */
async function recognize(editor, text) {
  const answer = await known(text);
  if (!answer?.provider || editor.isDestroyed) return;
  if (!editor.commands.takeLine({ text, href: answer.address })) return;
  const { state, view } = editor;
  view.dispatch(state.tr.setMeta("closeHistory$", true)); // what is typed next is undone first
}

/* Code becomes an embed, and so does what a known provider shows on a page that was copied; what
   shows nothing stays as it was pasted. */
async function takeCode(editor, code, slice, isTyped) {
  const answer = await known(code);
  if (editor.isDestroyed) return;
  if (answer?.provider || (isTyped && answer?.address)) {
    const at = editor.state.selection.from;
    editor.chain().focus().putEmbed({ at, href: answer.address }).run();
    return;
  }
  const { tr } = editor.state;
  tr.replaceSelection(slice).setMeta("paste", true).setMeta("uiEvent", "paste");
  editor.view.dispatch(tr.scrollIntoView());
}

/* The code of what is shown alone in a piece of HTML; empty if there is more. */
function codeIn(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const [shown, ...others] = body.querySelectorAll(SHOWN);
  if (!shown || others.some((each) => !shown.contains(each))) return "";
  const code = shown.outerHTML;
  shown.remove();
  body.querySelectorAll("script, style").forEach((each) => each.remove());
  return body.textContent.trim() || body.querySelector("img, figure") ? "" : code;
}

export const LinkFigure = Node.create({
  name: NAME,
  group: "block",
  content: "inline*",
  isolating: true,
  defining: true,
  draggable: true,

  addAttributes() {
    return { href: { default: "", rendered: false }, title: { default: "", rendered: false } };
  },

  parseHTML() {
    return [
      {
        tag: "figure",
        priority: 65,
        getAttrs: (element) => {
          const link = element.querySelector(":scope > a[href]");
          const href = link?.getAttribute("href") ?? "";
          if (!hostOf(href) && !href.startsWith("/media/files/")) return false;
          const title = link.textContent.trim();
          return { href, title: title === href ? "" : title };
        },
        contentElement: (element) =>
          element.querySelector(":scope > figcaption") ?? document.createElement("figcaption"),
      },
    ];
  },

  renderHTML({ node }) {
    const { href, title } = node.attrs;
    return ["figure", ["a", { href }, title || href], ["figcaption", 0]];
  },

  // As it is written, it has no link: a click would open the page.
  addNodeView() {
    return ({ node: first }) => {
      let shown = null;
      const dom = document.createElement("figure");
      const card = document.createElement("div");
      const title = document.createElement("strong");
      const about = document.createElement("span");
      const contentDOM = document.createElement("figcaption");
      dom.className = "link-figure";
      card.contentEditable = "false";
      card.append(title, about);
      dom.append(card, contentDOM);
      const update = (node) => {
        if (node.type.name !== NAME) return false;
        if (node.attrs !== shown) {
          const { href } = node.attrs;
          shown = node.attrs;
          title.textContent = shown.title || href;
          about.textContent = shown.title
            ? hostOf(href)
            : gettext("no title yet: Enter or a double click to write it");
        }
        return true;
      };
      update(first);
      return { dom, contentDOM, update };
    };
  },

  addCommands() {
    const nodeOf = ({ href, title = "", caption = "" }) => ({
      type: NAME,
      attrs: { href, title },
      content: caption ? [{ type: "text", text: caption }] : [],
    });
    return {
      askEmbed:
        () =>
        ({ editor, dispatch }) => {
          const found = embedIn(editor.state);
          if (!dispatch) return true;
          ask(found ? { at: found.at, ...found.node.attrs } : { at: editor.state.selection.from });
          return true;
        },
      /* After the block at a place, or in its stead where it is empty. */
      putEmbed:
        ({ at, ...embed }) =>
        ({ commands, state }) => {
          const place = state.doc.resolve(Math.min(at, state.doc.content.size));
          const block = place.depth ? place.node(1) : null;
          const isEmpty = block?.isTextblock && block.content.size === 0;
          const from = block ? (isEmpty ? place.before(1) : place.after(1)) : place.pos;
          const to = block ? place.after(1) : place.pos;
          const isLast = to >= state.doc.content.size;
          const nodes = [nodeOf(embed), ...(isLast ? [{ type: "paragraph" }] : [])];
          return (
            commands.insertContentAt({ from, to }, nodes) && commands.setNodeSelection(from)
          );
        },
      changeEmbed:
        ({ at, href, title }) =>
        ({ tr, dispatch }) => {
          if (tr.doc.nodeAt(at)?.type.name !== NAME) return false;
          if (dispatch) tr.setNodeAttribute(at, "href", href).setNodeAttribute(at, "title", title);
          return true;
        },
      removeEmbed:
        ({ at }) =>
        ({ tr, dispatch }) => {
          const embed = tr.doc.nodeAt(at);
          if (embed?.type.name !== NAME) return false;
          if (dispatch) tr.delete(at, at + embed.nodeSize);
          return true;
        },
      /* The paragraph that is nothing but `text`, nearest to the cursor, becomes an embed. */
      takeLine:
        ({ text, href }) =>
        ({ tr, state, dispatch }) => {
          const { schema, selection } = state;
          let line = null;
          state.doc.descendants((node, position) => {
            const isLine = node.type.name === "paragraph" && node.textContent.trim() === text;
            const distance = Math.abs(selection.from - position);
            if (isLine && (!line || distance < line.distance)) line = { position, node, distance };
            return !node.isTextblock;
          });
          const isFree =
            line && ["doc", "box"].includes(state.doc.resolve(line.position).parent.type.name);
          if (!isFree) return false;
          if (!dispatch) return true;
          const { position, node } = line;
          const end = position + node.nodeSize;
          const isHere = selection.from > position && selection.from < end;
          const embed = schema.nodes[NAME].create({ href });
          const after = isHere || end >= state.doc.content.size;
          tr.replaceWith(position, end, after ? [embed, schema.nodes.paragraph.create()] : embed);
          if (isHere) {
            const place = tr.doc.resolve(position + embed.nodeSize + 1);
            tr.setSelection(selection.constructor.near(place));
          }
          tr.setMeta("closeHistory$", true); // to be undone alone
          return true;
        },
    };
  },

  addKeyboardShortcuts() {
    const select = ({ editor }) => {
      const found = embedIn(editor.state);
      return found && !editor.state.selection.node
        ? editor.commands.setNodeSelection(found.at)
        : false;
    };
    return {
      // On an embed, its words; in its caption, on with the text.
      Enter: ({ editor }) => {
        const found = embedIn(editor.state);
        if (found && editor.state.selection.node) return editor.commands.askEmbed();
        if (found) {
          const end = found.at + found.node.nodeSize;
          return editor
            .chain()
            .insertContentAt(end, { type: "paragraph" })
            .setTextSelection(end + 1)
            .run();
        }
        const text = paragraphIn(editor.state)?.textContent.trim() ?? "";
        if (ADDRESS.test(text)) recognize(editor, text);
        return false;
      },
      Escape: select,
      Backspace: (asked) => {
        const { $from, empty } = asked.editor.state.selection;
        return empty && $from.parentOffset === 0 ? select(asked) : false;
      },
    };
  },

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        props: {
          handleClickOn(view, position, node, at, event) {
            if (node.type.name !== NAME || !event.target.closest("figure > div")) return false;
            return editor.commands.setNodeSelection(at);
          },
          handleDoubleClickOn(view, position, node, at, event) {
            if (node.type.name !== NAME || !event.target.closest("figure > div")) return false;
            ask({ at, ...node.attrs });
            return true;
          },
          handlePaste(view, event, slice) {
            const text = event.clipboardData.getData("text/plain").trim();
            const isTyped = CODE.test(text);
            const code = isTyped ? text : codeIn(event.clipboardData.getData("text/html"));
            if (code) {
              event.preventDefault();
              takeCode(editor, code, slice, isTyped);
              return true;
            }
            const paragraph = paragraphIn(view.state);
            if (ADDRESS.test(text) && paragraph?.content.size === 0) recognize(editor, text);
            return false;
          },
        },
      }),
    ];
  },

  addMenuItems({ buttons, menu }) {
    const words = gettext("Video, post or map");
    menu.defineItem({
      name: NAME,
      groups: "nodes",
      button: buttons.svg(icon, words),
      option: Object.assign(document.createElement("p"), { textContent: words }),
      active: (editor) => Boolean(embedIn(editor.state)),
      command: (editor) => editor.chain().focus().askEmbed().run(),
    });
  },
});
