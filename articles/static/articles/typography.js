/* Italian typography, when asked for: what would change is shown, and changed only then. */
"use strict";

(() => {
  document.addEventListener("DOMContentLoaded", () => {
    const dialog = document.querySelector("[data-typography]");
    const opener = document.querySelector("[data-typography-open]");
    if (!dialog || !opener) return;
    const form = opener.closest("form");
    const shown = dialog.querySelector("[data-typography-shown]");
    const apply = dialog.querySelector("[data-typography-apply]");
    let fields = {};

    opener.addEventListener("click", async () => {
      const body = new FormData();
      for (const name of ["kicker", "headline", "standfirst", "body"]) {
        body.append(name, form.elements[name]?.value ?? "");
      }
      body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      try {
        const response = await fetch(dialog.dataset.typography, { method: "POST", body });
        if (!response.ok) throw new Error(String(response.status));
        const answer = await response.json();
        fields = answer.fields;
        shown.innerHTML = Object.keys(fields).length
          ? answer.html
          : "<p>Niente da cambiare: virgolette, apostrofi e spazi sono a posto.</p>";
      } catch {
        fields = {};
        shown.innerHTML = "<p>Il server non risponde: il testo resta com’è. Riprova fra poco.</p>";
      }
      apply.hidden = Object.keys(fields).length === 0;
      dialog.showModal();
    });

    apply.addEventListener("click", () => {
      for (const [name, text] of Object.entries(fields)) {
        const editor = name === "body" ? theEditor() : null;
        if (editor) {
          editor.commands.setContent(text, { emitUpdate: true });
        } else {
          form.elements[name].value = text;
        }
        form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));
      }
      dialog.close();
    });
  });
})();
