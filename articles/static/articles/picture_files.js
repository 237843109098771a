/* Files of pictures, as the forms that send them know them. */
"use strict";

const HEADER_BYTES = 512 * 1024; // where the credits in a file are

/* Those of some files that are pictures. */
function picturesAmong(files) {
  return [...(files ?? [])].filter(({ type }) => type.startsWith("image/"));
}

/* Asks the desk for the words in a file: its caption, its credit, its rights, whether artificial
   intelligence made it, by the names of the fields; null where it does not answer, and then the
   fields stay for a person to fill. */
async function creditsIn(file, address, token) {
  const body = new FormData();
  body.append("file", file.slice(0, HEADER_BYTES), file.name || "immagine");
  body.append("csrfmiddlewaretoken", token);
  try {
    const response = await fetch(address, { method: "POST", body, redirect: "error" });
    return await response.json();
  } catch {
    return null;
  }
}
