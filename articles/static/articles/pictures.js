/* The dialog of pictures: one from the computer or one of the library, described, and put in the
   text or above it. What is sent is kept by the server at once; nothing is sent before it has its
   alternative text and its credit. */
"use strict";

(() => {
  const DELAY = 250; // milliseconds without a key

  document.addEventListener("DOMContentLoaded", () => {
    const dialog = document.querySelector("[data-pictures]");
    if (!dialog) return;
    const part = (name) => dialog.querySelector(`[data-pictures-${name}]`);
    const choose = part("choose");
    const describe = part("describe");
    const { alt, decorative, caption, credit, ai_use, ai_detail } = describe.elements;
    const file = dialog.querySelector("[type=file]");
    const words = dialog.querySelector("[type=search]");
    const found = part("found");
    const more = part("more");
    const status = part("status");
    const errors = part("errors");
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;

    let request = null; // what was asked for: a place in the text, or the picture above it
    let chosen = null; // a File, a picture of the library, or the image that is in the text
    let waiting = []; // files that were dropped together
    let preview = "";
    let latest = 0;
    let timer = 0;

    // Choosing

    function thumbnail(picture) {
      const item = document.createElement("li");
      const button = document.createElement("button");
      const image = document.createElement("img");
      const title = document.createElement("span");
      const by = document.createElement("span");
      button.type = "button";
      image.src = picture.thumbnail;
      image.alt = "";
      image.loading = "lazy";
      title.className = "library-title";
      title.textContent = picture.label;
      by.textContent = picture.credit;
      button.append(image, title, by);
      button.addEventListener("click", () => {
        if (request.lead) takeLead(picture);
        else show(picture);
      });
      item.append(button);
      item.dataset.key = picture.id;
      return item;
    }

    async function look(after = "") {
      const number = ++latest;
      const query = new URLSearchParams({ q: words.value.trim(), after });
      let answer;
      try {
        const response = await fetch(`${dialog.dataset.library}?${query}`, { redirect: "error" });
        answer = await response.json();
      } catch {
        answer = null;
      }
      if (number !== latest) return;
      const items = (answer?.pictures ?? []).map(thumbnail);
      if (after) found.append(...items);
      else found.replaceChildren(...items);
      more.hidden = !answer?.more;
      if (after) items[0]?.querySelector("button").focus();
      part("count").textContent = answer
        ? counted(found.children.length, answer.more)
        : "Il server non risponde: riprova fra poco.";
    }

    function counted(count, areMore) {
      if (count === 0) return "Nessuna immagine con queste parole.";
      if (areMore) return `Le ${count} più recenti, e ce ne sono altre.`;
      return count === 1 ? "Una immagine." : `${count} immagini.`;
    }

    // Describing

    function showPicture(address) {
      if (preview.startsWith("blob:")) URL.revokeObjectURL(preview);
      preview = address;
      part("preview").src = address;
    }

    function complain(lines) {
      errors.hidden = lines.length === 0;
      errors.textContent = lines.join(" ");
    }

    /* The words that are asked for depend on what was chosen: those of a picture of the library
       are its own, and here only what this piece says of it. */
    function show(what) {
      chosen = what;
      const isFile = what instanceof File;
      const isInText = "image" in request;
      choose.hidden = true;
      describe.hidden = false;
      complain([]);
      status.textContent = "";
      showPicture(isFile ? URL.createObjectURL(what) : (what.preview ?? what.src));
      alt.value = (!isFile && what.alt) || "";
      decorative.checked = !isFile && what.alt === "";
      caption.value = isFile ? "" : (what.caption ?? "");
      credit.value = isFile ? "" : (what.credit ?? "");
      credit.disabled = !isFile;
      ai_use.value = "none";
      ai_detail.value = "";
      for (const [element, isShown] of [
        [caption, !isInText],
        [credit, !isInText],
        [ai_use, isFile],
        [ai_detail, isFile],
      ]) {
        element.hidden = !isShown;
        describe.querySelector(`label[for="${element.id}"]`).hidden = !isShown;
      }
      part("take").textContent = isInText ? "Cambia" : "Inserisci";
      part("remove").hidden = !isInText;
      part("back").hidden = isInText;
      follow();
      if (!dialog.open) dialog.showModal();
      alt.focus();
      if (isFile) readCredits(what);
    }

    function follow() {
      alt.required = !decorative.checked;
      alt.disabled = decorative.checked;
    }

    async function readCredits(sent) {
      const credits = await creditsIn(sent, dialog.dataset.credits, token);
      if (chosen !== sent || !credits) return;
      caption.value ||= credits.caption;
      credit.value ||= credits.credit;
      const notes = [];
      if (credits.caption || credits.credit) {
        notes.push("Didascalia e credito vengono dal file: controllali.");
      }
      if (ai_use.value === "none" && credits.ai_use !== "none") {
        ai_use.value = credits.ai_use;
        notes.push(gettext("The file says that artificial intelligence was used."));
      }
      status.textContent = notes.join(" ");
    }

    /* One file that was chosen is one picture, sent again because the answer was lost too. */
    const keys = new WeakMap();
    function keyOf(sent) {
      if (!keys.has(sent)) keys.set(sent, crypto.randomUUID?.() ?? "");
      return keys.get(sent);
    }

    /* Keep a file: the picture that it is now, or null, and then the dialog says why. */
    async function send(sent, key) {
      const body = new FormData(describe);
      // A picture that was pasted has no name of its own.
      body.append("file", sent, sent.name || `immagine.${sent.type.split("/")[1]}`);
      body.append("focal_x", "50");
      body.append("focal_y", "50");
      body.append("csrfmiddlewaretoken", token);
      body.append("_form", key);
      part("take").disabled = true;
      status.textContent = "Carico…";
      try {
        const response = await fetch(dialog.dataset.upload, {
          method: "POST",
          body,
          redirect: "error",
        });
        const answer = await response.json();
        if (answer.picture) return answer.picture;
        complain(Object.values(answer.errors).flat());
      } catch {
        complain([
          "Il server non risponde, o la sessione è scaduta: l’immagine non è arrivata. Riprova.",
        ]);
      } finally {
        part("take").disabled = false;
        status.textContent = "";
      }
      return null;
    }

    // Taking

    function takeLead(picture) {
      const select = request.lead;
      select.replaceChildren(new Option(picture.label, picture.id, true, true));
      django.jQuery(select).trigger("change");
      select.dispatchEvent(new Event("input", { bubbles: true }));
      showLead(picture);
      close();
    }

    const altSaid = () => (decorative.checked ? "" : alt.value.trim());

    function takeInText(picture) {
      const figure = {
        at: request.at,
        src: picture.src,
        alt: altSaid(),
        caption: caption.value.trim(),
        done: (end) => {
          request.at = end; // those that were dropped with it follow it
        },
      };
      theEditor().chain().focus().putFigure(figure).run();
      close();
    }

    describe.addEventListener("submit", async (event) => {
      event.preventDefault();
      if ("image" in request) {
        theEditor().chain().focus().describeFigure({ at: request.at, alt: altSaid() }).run();
        close();
        return;
      }
      const picture = chosen instanceof File ? await send(chosen, keyOf(chosen)) : chosen;
      if (!picture || !dialog.open) return;
      if (request.lead) takeLead(picture);
      else takeInText(picture);
    });
    part("remove").addEventListener("click", () => {
      theEditor().chain().focus().removeFigure({ at: request.at }).run();
      close();
    });

    // Opening and closing

    function open(what) {
      request = what;
      waiting = [...(what.files ?? [])];
      if (what.image) show(what.image);
      else if (waiting.length) show(waiting.shift());
      else {
        choose.hidden = false;
        describe.hidden = true;
        file.value = "";
        words.value = "";
        found.replaceChildren();
        if (!dialog.open) dialog.showModal();
        look();
      }
    }

    function close() {
      dialog.close();
      showPicture("");
      // Several pictures at once are described one after the other.
      if (waiting.length) open({ ...request, files: waiting });
    }

    file.addEventListener("change", () => file.files[0] && show(file.files[0]));
    words.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, DELAY);
    });
    more.addEventListener("click", () => look(found.lastElementChild.dataset.key));
    decorative.addEventListener("change", follow);
    part("back").addEventListener("click", () => open({ ...request, files: [] }));
    for (const button of dialog.querySelectorAll("[data-pictures-close]")) {
      button.addEventListener("click", close);
    }
    dialog.addEventListener("paste", (event) => {
      const [pasted] = picturesAmong(event.clipboardData.files);
      if (pasted) show(pasted);
    });
    document.addEventListener("desk:picture", (event) => open(event.detail));

    // A file that is dropped beside its place would open in the stead of the form.
    document.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    });
    document.addEventListener("drop", (event) => {
      const files = picturesAmong(event.dataTransfer?.files);
      if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      if (files.length === 0) return;
      if (dialog.open) show(files[0]);
      else if (event.target.closest(".field-lead_picture, .field-picture_preview")) {
        open({ lead: leadField, files: files.slice(0, 1) });
      } else if (event.target.closest(".field-body")) {
        open({ at: theEditor().state.doc.content.size, files }); // beside the lines of the text
      }
    });

    // The picture above the text

    const leadField = document.getElementById("id_lead_picture");
    const leadPreview = document.querySelector(".field-picture_preview .readonly");

    function showLead(picture) {
      if (!leadPreview) return;
      const link = document.createElement("a");
      const image = document.createElement("img");
      link.href = picture.url;
      link.target = "_blank";
      image.className = "preview";
      image.src = picture.thumbnail;
      image.alt = picture.alt || picture.label;
      link.append(image);
      leadPreview.replaceChildren(link);
    }

    if (leadField) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "desk-button";
      button.textContent = "Scegli o carica un’immagine";
      button.addEventListener("click", () => open({ lead: leadField }));
      leadField.closest(".form-row, .field-lead_picture").append(button);
      django.jQuery(leadField).on("select2:clear select2:select", () => {
        leadPreview?.replaceChildren();
      });
    }
  });
})();
