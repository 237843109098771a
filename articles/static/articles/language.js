/* The language of a quotation, or of words in italics: screen readers and hyphens follow it. */

import { Extension } from "django-prose-editor/editor";

const LANGUAGES = {
  "": "italiano",
  en: "inglese",
  fr: "francese",
  de: "tedesco",
  es: "spagnolo",
  pt: "portoghese",
  la: "latino",
  zh: "cinese",
};
const ICON =
  '<svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"/></svg>';

const languageIn = (editor) =>
  editor.getAttributes("blockquote").lang || editor.getAttributes("italic").lang || "";

const canSay = (editor) =>
  editor.isActive("blockquote") || editor.isActive("italic") || !editor.state.selection.empty;

function ask(editor) {
  const dialog = document.createElement("dialog");
  dialog.className = "desk-dialog language-dialog";
  dialog.setAttribute("aria-label", gettext("Language of the quotation"));
  const form = document.createElement("form");
  form.method = "dialog";
  const label = document.createElement("label");
  label.textContent = `${gettext("Language of the quotation")} `;
  const select = document.createElement("select");
  for (const [code, name] of Object.entries(LANGUAGES)) {
    select.append(new Option(name, code, false, code === languageIn(editor)));
  }
  const done = document.createElement("button");
  done.textContent = gettext("Done");
  done.value = "done";
  done.className = "desk-button";
  label.append(select);
  form.append(label, " ", done);
  dialog.append(form);
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "done") editor.chain().focus().setLanguage(select.value).run();
    else editor.commands.focus();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
}

export const Language = Extension.create({
  name: "language",

  addGlobalAttributes() {
    const lang = {
      default: null,
      parseHTML: (element) => element.getAttribute("lang"),
      renderHTML: (attributes) => (attributes.lang ? { lang: attributes.lang } : {}),
    };
    return [{ types: ["blockquote", "italic"], attributes: { lang } }];
  },

  addCommands() {
    return {
      setLanguage:
        (code) =>
        ({ editor, chain }) => {
          const lang = code || null;
          if (editor.isActive("blockquote")) {
            return chain().updateAttributes("blockquote", { lang }).run();
          }
          if (!lang && editor.isActive("italic")) {
            return chain().extendMarkRange("italic").updateAttributes("italic", { lang }).run();
          }
          const words = editor.isActive("italic") ? chain().extendMarkRange("italic") : chain();
          return words.setMark("italic", { lang }).run();
        },
    };
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "language",
      groups: "marks",
      priority: 10,
      button: buttons.svg(ICON, gettext("Language of the quotation")),
      enabled: canSay,
      active: (editor) => Boolean(languageIn(editor)),
      command: ask,
    });
  },
});
