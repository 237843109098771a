/* Files that are dropped on the text or pasted into it, and are no pictures: taken or refused at
   once, in words. */
"use strict";

const REFUSED = {
  heic: () => gettext("“%s” is a HEIC photograph, which browsers do not show: send it as a JPEG."),
  text: () => gettext("“%s” is a document: open it, copy its text and paste it here."),
  sheet: () => gettext("“%s” is a spreadsheet: open it, copy its cells and paste them here."),
  other: () => gettext("“%s” is of a kind that a text cannot show."),
};
const KINDS = {
  heic: "heic", heif: "heic",
  doc: "text", docx: "text", odt: "text", rtf: "text", pages: "text",
  xls: "sheet", xlsx: "sheet", ods: "sheet", numbers: "sheet",
}; // prettier-ignore

const extensionOf = ({ name }) => name.split(".").pop().toLowerCase();
const isText = (file) => ["csv", "tsv"].includes(extensionOf(file));

async function textOf(file) {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes); // as older spreadsheets write it
  }
}

/* Take or refuse the files; `at` is the place in the text. */
async function takeFiles(files, at) {
  const taken = []; // by the dialog of audio, video and documents
  document.dispatchEvent(new CustomEvent("desk:file", { detail: { files, at, taken } }));
  const refused = [];
  for (const file of files) {
    if (isText(file)) {
      const rows = tableIn(await textOf(file), ["\t", ";", ","]);
      if (rows) putRows(theEditor(), rows, at);
      else refused.push([file, gettext("“%s” holds no table: every row has to have as many cells.")]);
    } else if (!taken.includes(file)) {
      refused.push([file, (REFUSED[KINDS[extensionOf(file)]] ?? REFUSED.other)()]);
    }
  }
  const place = document.querySelector("[data-refused-files]");
  if (!place || refused.length === 0) return;
  place.querySelector("span").textContent = refused
    .map(([file, words]) => interpolate(words, [file.name]))
    .join(" ");
  place.hidden = false;
}

(() => {
  const isPicture = (file) => picturesAmong([file]).length && KINDS[extensionOf(file)] !== "heic";
  const take = (event, all) => {
    const files = [...(all ?? [])];
    const others = files.filter((file) => !isPicture(file));
    if (!event.target.closest?.(".field-body") || others.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    document.querySelector("[data-refused-files]")?.setAttribute("hidden", "");
    const { state, view } = theEditor();
    const point = event.clientX === undefined ? null : { left: event.clientX, top: event.clientY };
    const at = (point && view.posAtCoords(point)?.pos) ?? state.selection.from;
    takeFiles(others, at);
    const pictures = files.filter(isPicture);
    if (pictures.length === 0) return;
    document.dispatchEvent(new CustomEvent("desk:picture", { detail: { at, files: pictures } }));
  };
  // Before the editor, which would open them in the stead of the form.
  document.addEventListener("drop", (event) => take(event, event.dataTransfer?.files), true);
  document.addEventListener(
    "paste",
    (event) => {
      const { files } = event.clipboardData ?? {};
      const hasText = event.clipboardData?.getData("text/plain") || event.clipboardData?.getData("text/html");
      if (!hasText) take(event, files);
    },
    true,
  );
})();
