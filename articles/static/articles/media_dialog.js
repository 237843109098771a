/* The dialog of audio, video and documents: one from the computer or one of the library, put in
   the text. Nothing is sent before it has what must be said of it. */
"use strict";

(() => {
  const DELAY = 250; // milliseconds without a key
  /* What the paper takes, by extension (see articles/media/formats.py). */
  const KINDS = { mp3: "audio", m4a: "audio", ogg: "audio", mp4: "video", webm: "video", pdf: "document" };

  const kindOf = ({ name }) => KINDS[name.split(".").pop().toLowerCase()];

  document.addEventListener("DOMContentLoaded", () => {
    const dialog = document.querySelector("[data-media]");
    if (!dialog) return;
    const part = (name) => dialog.querySelector(`[data-media-${name}]`);
    const choose = part("choose");
    const describe = part("describe");
    const { title, transcript, no_speech } = describe.elements;
    const file = dialog.querySelector("#media-file");
    const words = dialog.querySelector("[type=search]");
    const errors = part("errors");
    const status = part("status");
    const take = part("take");
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;

    let at = 0; // the place in the text
    let chosen = null; // the File that is described
    let key = ""; // of what is sent: sent again, it is stored once
    let waiting = [];
    let latest = 0;
    let timer = 0;

    function row(media) {
      const item = document.createElement("li");
      const button = document.createElement("button");
      const name = document.createElement("strong");
      const facts = document.createElement("span");
      button.type = "button";
      name.textContent = media.label;
      facts.textContent = `${media.facts} · ${media.credit}`;
      button.append(name, facts);
      item.dataset.id = media.id;
      button.addEventListener("click", () => put(media));
      item.append(button);
      return item;
    }

    async function look(after = "") {
      const number = ++latest;
      let answer = null;
      try {
        const query = new URLSearchParams({ q: words.value.trim(), after });
        const response = await fetch(`${dialog.dataset.library}?${query}`, { redirect: "error" });
        answer = await response.json();
      } catch {
        // said below
      }
      if (number !== latest) return;
      const items = (answer?.media ?? []).map(row);
      if (after) part("found").append(...items);
      else part("found").replaceChildren(...items);
      part("more").hidden = !answer?.more;
      if (after) items[0]?.querySelector("button").focus();
      const isEmpty = answer?.media.length === 0;
      part("count").textContent = answer
        ? (isEmpty && gettext("No file with these words.")) || ""
        : gettext("The server does not answer: try again in a moment.");
    }

    function complain(lines) {
      errors.hidden = lines.length === 0;
      errors.textContent = lines.join(" ");
    }

    function follow() {
      const kind = chosen && kindOf(chosen);
      part("spoken").hidden = kind === "document";
      part("captions").hidden = kind !== "video";
      transcript.disabled = no_speech.checked;
    }

    function show(sent) {
      chosen = sent;
      key = crypto.randomUUID?.() ?? "";
      describe.reset();
      choose.hidden = true;
      describe.hidden = false;
      complain([]);
      status.textContent = "";
      part("name").textContent = sent.name;
      title.value = sent.name.replace(/\.\w+$/, "").replaceAll(/[-_]+/g, " ");
      follow();
      if (!dialog.open) dialog.showModal();
      title.select();
    }

    function put({ src, kind, title: name }) {
      theEditor().chain().focus().putMedia({ at, src, kind, title: name }).run();
      close();
    }

    describe.addEventListener("submit", async (event) => {
      event.preventDefault();
      const sent = chosen;
      const body = new FormData(describe);
      body.append("file", chosen, chosen.name);
      body.append("csrfmiddlewaretoken", token);
      body.append("_form", key);
      take.disabled = true;
      status.textContent = gettext("Uploading…");
      try {
        const response = await fetch(dialog.dataset.upload, {
          method: "POST",
          body,
          redirect: "error",
        });
        const answer = await response.json();
        if (!dialog.open || chosen !== sent) return; // nobody waits for it any more
        if (answer.media) put(answer.media);
        else complain(Object.values(answer.errors).flat());
      } catch {
        complain([
          gettext("The server does not answer, or the session is over: the file did not arrive. Try again."),
        ]);
      } finally {
        take.disabled = false;
        status.textContent = "";
      }
    });

    function open(detail) {
      at = detail.at;
      waiting = [...(detail.files ?? [])];
      if (waiting.length) {
        show(waiting.shift());
        return;
      }
      choose.hidden = false;
      describe.hidden = true;
      file.value = "";
      words.value = "";
      if (!dialog.open) dialog.showModal();
      look();
    }

    function close() {
      dialog.close();
      // Several files at once are described one after the other.
      if (waiting.length) open({ at: theEditor().state.selection.to, files: waiting });
    }

    const extensions = Object.keys(KINDS);
    file.accept = extensions.map((extension) => `.${extension}`).join();
    part("formats").textContent = extensions.join(", ").toUpperCase();
    file.addEventListener("change", () => file.files[0] && show(file.files[0]));
    words.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, DELAY);
    });
    part("more").addEventListener("click", () => look(part("found").lastElementChild.dataset.id));
    no_speech.addEventListener("change", follow);
    part("back").addEventListener("click", () => open({ at }));
    for (const button of dialog.querySelectorAll("[data-media-close]")) {
      button.addEventListener("click", () => {
        waiting = [];
        close();
      });
    }
    document.addEventListener("desk:media", (event) => open(event.detail));
    /* Files that are dropped or pasted: what the paper takes is described at once. */
    document.addEventListener("desk:file", (event) => {
      const files = event.detail.files.filter(kindOf);
      event.detail.taken.push(...files);
      if (files.length) open({ at: event.detail.at, files });
    });
  });
})();
