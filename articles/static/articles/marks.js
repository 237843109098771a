/* Marks within a line that mean something: corrections that readers are meant to see, quotations
   within a sentence, abbreviations, phrases in another language. */

import { Mark, Strike as BaseStrike } from "django-prose-editor/editor";

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

function mark(name, tag, attribute) {
  return Mark.create({
    name,
    parseHTML() {
      return [{ tag: attribute && tag === "span" ? `span[${attribute}]` : tag }];
    },
    renderHTML({ HTMLAttributes }) {
      return [tag, HTMLAttributes, 0];
    },
    addAttributes() {
      return attribute ? { [attribute]: { default: null } } : {};
    },
  });
}

export const InlineQuote = mark("inlineQuote", "q", "lang");
export const Abbreviation = mark("abbreviation", "abbr", "title");
export const Phrase = mark("phrase", "span", "lang");
