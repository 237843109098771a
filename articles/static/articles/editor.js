/* The editor of the text, which other scripts of the form write with. */
"use strict";

/* The editor leaves itself on the element that it writes in. */
function theEditor() {
  return document.querySelector(".field-body .ProseMirror[contenteditable]")?.editor;
}

/* Calls `act` with the editor, as soon as it is built. */
function whenEditor(act) {
  const place = document.querySelector(".field-body");
  if (!place) return;
  const look = () => {
    const editor = theEditor();
    if (editor) act(editor);
    return Boolean(editor);
  };
  if (look()) return;
  const observer = new MutationObserver(() => {
    if (look()) observer.disconnect();
  });
  observer.observe(place, { childList: true, subtree: true });
}

const INSERTING = [
  "horizontalRule", "pullQuote", "box", "figure", "table", "linkFigure", "player", "footnote",
]; // prettier-ignore

/* The second click of a double one puts nothing in the text; a row added twice is meant. */
document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.(".prose-menubar button");
    if (event.detail > 1 && INSERTING.includes(button?.dataset.name)) {
      event.preventDefault();
      event.stopPropagation();
    }
  },
  true,
);

/* The line that is written stays above the bar of the desk. */
document.addEventListener("DOMContentLoaded", () => {
  whenEditor((editor) => {
    const bottom = 130; // pixels: the bar, in two rows
    const margins = { top: 20, right: 5, bottom, left: 5 };
    const { editorProps } = editor.options;
    editor.setOptions({
      editorProps: { ...editorProps, scrollMargin: margins, scrollThreshold: margins },
    });
  });
});
