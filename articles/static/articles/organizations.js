/* “Organizzazioni nel testo” and “Prima di pubblicare” follow the writing: a while after the last
   change the form is sent to the desk, and what comes back takes the place of what is there.
   Without this, they are those of the last save. In a row, S confirms, N refuses, Z leaves it. */
"use strict";

(() => {
  const DELAY = 800; // milliseconds without a key
  const KEYS_OF_FORM = new Set(["_form", "_copy"]);
  const KEYS = { s: "yes", n: "no", z: "" };

  document.addEventListener("DOMContentLoaded", () => {
    const panel = document.querySelector("[data-organizations]");
    if (!panel) return;
    const form = panel.closest("form");
    const rows = panel.querySelector("[data-organizations-rows]");
    const status = panel.querySelector("[data-organizations-status]");
    panel.querySelector("[data-organizations-keys]").hidden = false;
    const checks = document.querySelector("[data-checks]");
    const read = () => {
      const typed = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (typeof value === "string" && !KEYS_OF_FORM.has(name)) typed.append(name, value);
      }
      return typed;
    };
    let sent = ""; // the checks of what is there come with the first answer
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
      // Not under the hands of who is writing a reason there.
      if (checks && !checks.contains(document.activeElement)) checks.innerHTML = answer.checks;
    }

    async function follow() {
      const fields = read();
      const typed = fields.toString();
      if (typed === sent) return;
      request?.abort();
      request = new AbortController();
      const body = new FormData();
      for (const [name, value] of fields) body.append(name, value);
      body.append("article", panel.dataset.article);
      try {
        const response = await fetch(panel.dataset.organizations, {
          method: "POST",
          body,
          signal: request.signal,
        });
        if (!response.ok) throw new Error(String(response.status));
        show(await response.json());
        sent = typed;
        panel.classList.remove("found-stale");
      } catch (error) {
        // The network is away, or the session is: saving still does the whole job.
        if (error.name !== "AbortError") panel.classList.add("found-stale");
      }
    }

    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(follow, DELAY);
    };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    // The autocompletes tell jQuery alone.
    window.django?.jQuery(form).on("change", "select", soon);

    soon();

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
