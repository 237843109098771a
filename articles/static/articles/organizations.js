/* “Organizzazioni nel testo” follows the writing: a while after the last key the texts are sent
   to the desk, and the rows that come back take the place of those there are. Without this, they
   are those of the last save. In a row, S confirms, N refuses, Z leaves it. */
"use strict";

(() => {
  const DELAY = 800; // milliseconds without a key
  const TEXTS = ["headline", "standfirst", "body"];
  const KEYS = { s: "yes", n: "no", z: "" };

  document.addEventListener("DOMContentLoaded", () => {
    const panel = document.querySelector("[data-organizations]");
    if (!panel) return;
    const form = panel.closest("form");
    const rows = panel.querySelector("[data-organizations-rows]");
    const status = panel.querySelector("[data-organizations-status]");
    panel.querySelector("[data-organizations-keys]").hidden = false;
    const read = () => TEXTS.map((name) => form.elements[name]?.value ?? "");
    let sent = read().join("\n");
    let timer = 0;
    let request = null;

    function show(answer) {
      const focused = document.activeElement;
      const field = rows.contains(focused) ? [focused.name, focused.value] : null;
      const opened = rows.querySelector("details")?.open;
      rows.innerHTML = answer.html;
      const details = rows.querySelector("details");
      if (details && opened) details.open = true;
      if (field) {
        const again = [...rows.querySelectorAll("input")].find(
          (input) => input.name === field[0] && input.value === field[1],
        );
        again?.focus();
      }
      if (status.textContent !== answer.status) status.textContent = answer.status;
    }

    async function follow() {
      const texts = read();
      if (texts.join("\n") === sent) return;
      request?.abort();
      request = new AbortController();
      const body = new FormData();
      TEXTS.forEach((name, index) => body.append(name, texts[index]));
      body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      body.append("article", panel.dataset.article);
      for (const input of rows.querySelectorAll("input:checked")) {
        if (input.value) body.append(input.name, input.value);
      }
      try {
        const response = await fetch(panel.dataset.organizations, {
          method: "POST",
          body,
          signal: request.signal,
        });
        if (!response.ok) throw new Error(String(response.status));
        show(await response.json());
        sent = texts.join("\n");
        panel.classList.remove("found-stale");
      } catch (error) {
        // The network is away, or the session is: saving still does the whole job.
        if (error.name !== "AbortError") panel.classList.add("found-stale");
      }
    }

    form.addEventListener("input", (event) => {
      if (panel.contains(event.target)) return;
      clearTimeout(timer);
      timer = setTimeout(follow, DELAY);
    });

    rows.addEventListener("keydown", (event) => {
      const row = event.target.closest("[data-found]");
      const value = KEYS[event.key.toLowerCase()];
      if (!row || value === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      const choice = [...row.querySelectorAll("input")].find((input) => input.value === value);
      if (!choice) return;
      event.preventDefault();
      choice.checked = true;
      choice.focus();
    });
  });
})();
