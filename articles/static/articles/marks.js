/* Marks within a line that mean something: corrections that readers are meant to see, quotations
   within a sentence, abbreviations, words in another language. */

import { Extension, Mark, Strike as BaseStrike } from "django-prose-editor/editor";

const LANGUAGES = ["it", "en", "fr", "de", "es", "pt", "la", "zh"];
const GLOBE =
  '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"/>';
const QUOTE =
  '<path d="M4 18h16M7 5v3M10 5v3M14 5v3M17 5v3" stroke-linecap="round"/><path d="M7 12h10"/>';
const ABBREVIATION =
  '<text x="1" y="14" font-size="12" font-weight="700" fill="currentColor" stroke="none">Ab.</text><path d="M2 19h20" stroke-dasharray="2 3"/>';

const icon = (drawing) =>
  `<svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true">${drawing}</svg>`;

/* Asks for something about the words at the cursor, in fields with a label each, and goes back to
   the text. */
function ask(editor, name, fields, take) {
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const dialog = make(
    "dialog",
    { className: "desk-dialog insert-dialog", ariaLabel: name },
    make("h2", { textContent: name }),
    make(
      "form",
      { method: "dialog" },
      ...fields.map(([words, field]) => {
        const isTick = field.type === "checkbox";
        const label = isTick ? [field, ` ${words}`] : [words, field];
        return make("p", { className: isTick ? "picture-tick" : "" }, make("label", {}, ...label));
      }),
      make(
        "div",
        { className: "desk-page-steps" },
        make("button", {
          value: "done",
          textContent: gettext("Done"),
          className: "desk-button desk-button-next",
        }),
        make("button", { textContent: gettext("Cancel"), className: "desk-button" }),
      ),
    ),
  );
  dialog.addEventListener("close", () => {
    editor.commands.focus();
    if (dialog.returnValue === "done") take();
    dialog.remove();
  });
  document.getElementById("content").append(dialog); // out of the form of the article
  dialog.showModal();
  fields[0][1].focus();
}

/* What is typed after such words is not one of them: they are selected to be marked. */
const inclusive = false;

/* Only what an editor has struck here: what was struck elsewhere was taken out of the text. */
export const Strike = BaseStrike.extend({
  parseHTML() {
    return [{ tag: "s" }];
  },
  addInputRules() {
    return [];
  },
  addPasteRules() {
    return [];
  },
});

const lang = {
  default: null,
  parseHTML: (element) => element.getAttribute("lang"),
  renderHTML: (attributes) => (attributes.lang ? { lang: attributes.lang } : {}),
};

export const InlineQuote = Mark.create({
  name: "inlineQuote",
  inclusive,

  parseHTML() {
    return [{ tag: "q" }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["q", HTMLAttributes, 0];
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "inlineQuote",
      groups: "marks",
      priority: 12,
      button: buttons.svg(icon(QUOTE), gettext("Quotation in the sentence")),
      enabled: (editor) => editor.isActive("inlineQuote") || !editor.state.selection.empty,
      active: (editor) => editor.isActive("inlineQuote"),
      command: (editor) =>
        editor
          .chain()
          .focus()
          .toggleMark("inlineQuote", {}, { extendEmptyMarkRange: true })
          .run(),
    });
  },
});

export const Phrase = Mark.create({
  name: "phrase",
  inclusive,

  parseHTML() {
    return [{ tag: "span[lang]" }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["span", HTMLAttributes, 0];
  },
});

export const Abbreviation = Mark.create({
  name: "abbreviation",
  inclusive,

  parseHTML() {
    return [{ tag: "abbr" }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["abbr", HTMLAttributes, 0];
  },

  addAttributes() {
    return { title: { default: null } };
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "abbreviation",
      groups: "marks",
      priority: 11,
      button: buttons.svg(icon(ABBREVIATION), gettext("Abbreviation")),
      enabled: (editor) => editor.isActive("abbreviation") || !editor.state.selection.empty,
      active: (editor) => editor.isActive("abbreviation"),
      command: (editor) => {
        const field = Object.assign(document.createElement("input"), {
          type: "text",
          value: editor.getAttributes("abbreviation").title ?? "",
        });
        ask(editor, gettext("Abbreviation"), [[gettext("In full"), field]], () => {
          const title = field.value.trim();
          const words = editor.chain().extendMarkRange("abbreviation");
          if (title) words.setMark("abbreviation", { title }).run();
          else words.unsetMark("abbreviation").run();
        });
      },
    });
  },
});

/* What at the cursor has a language: words, or the whole quotation. */
const speakerOf = (editor) =>
  ["inlineQuote", "italic", "phrase", "blockquote"].find((name) => editor.isActive(name));

/* The language of a quotation, or of words: screen readers and hyphens follow it. */
export const Language = Extension.create({
  name: "language",

  addGlobalAttributes() {
    return [{ types: ["blockquote", "italic", "inlineQuote", "phrase"], attributes: { lang } }];
  },

  addCommands() {
    return {
      /* Words that nothing marks are put in italics, as foreign words are, or left as they look. */
      setLanguage:
        (code, inItalics) =>
        ({ editor, chain }) => {
          const name = speakerOf(editor);
          const attributes = { lang: code || null };
          if (name === "blockquote") return chain().updateAttributes(name, attributes).run();
          if (name === "phrase" && !code) return chain().extendMarkRange(name).unsetMark(name).run();
          if (name) return chain().extendMarkRange(name).updateAttributes(name, attributes).run();
          return code ? chain().setMark(inItalics ? "italic" : "phrase", attributes).run() : true;
        },
    };
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "language",
      groups: "marks",
      priority: 10,
      button: buttons.svg(icon(GLOBE), gettext("Language of these words")),
      enabled: (editor) => Boolean(speakerOf(editor)) || !editor.state.selection.empty,
      active: (editor) => Boolean(editor.getAttributes(speakerOf(editor) ?? "phrase").lang),
      command: (editor) => {
        const speaker = speakerOf(editor);
        const current = (speaker && editor.getAttributes(speaker).lang) || "";
        const select = document.createElement("select");
        const names = new Intl.DisplayNames(document.documentElement.lang, { type: "language" });
        // A language that was pasted, and that the list does not have, stays as it is, even if it
        // is none.
        const nameOf = (code) => (LANGUAGES.includes(code) ? names.of(code) : code);
        const codes = new Set([...LANGUAGES, ...(current ? [current] : [])]);
        select.append(new Option(gettext("that of the piece"), "", false, !current));
        for (const code of codes) {
          select.append(new Option(nameOf(code), code, false, code === current));
        }
        const italics = Object.assign(document.createElement("input"), {
          type: "checkbox",
          checked: true,
        });
        const fields = [[gettext("Language"), select]];
        if (!speaker) fields.push([gettext("In italics"), italics]);
        ask(editor, gettext("Language of these words"), fields, () =>
          editor.commands.setLanguage(select.value, italics.checked),
        );
      },
    });
  },
});
