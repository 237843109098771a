/* The desk's small helps: counters under the fields that have a good length, the label of the
   publishing button, which says whether the piece comes out now or later, and names that a screen
   reader can say for the editor, its tools and the autocompletes. Everything works without. */
"use strict";

(() => {
  function addCounter(field) {
    const [low, high] = field.dataset.counter.split("-").map(Number);
    const counter = document.createElement("p");
    counter.className = "counter";
    counter.id = `${field.id}_counter`;
    field.setAttribute(
      "aria-describedby",
      [field.getAttribute("aria-describedby"), counter.id].filter(Boolean).join(" "),
    );
    field.after(counter);
    const update = () => {
      const length = Array.from(field.value.trim()).length;
      const advice =
        length === 0 || (length >= low && length <= high)
          ? ""
          : ` · meglio fra ${low} e ${high}`;
      counter.textContent = `${length} ${length === 1 ? "carattere" : "caratteri"}${advice}`;
      counter.classList.toggle("counter-off", advice !== "");
    };
    field.addEventListener("input", update);
    update();
  }

  function readMoment(date, time) {
    const day = date.value.trim().match(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/);
    if (!day) return null;
    const [hours = 0, minutes = 0] = time.value.split(":").map(Number);
    return new Date(Number(day[3]), Number(day[2]) - 1, Number(day[1]), hours, minutes);
  }

  function watchPublicationTime() {
    const date = document.getElementById("id_published_at_0");
    const time = document.getElementById("id_published_at_1");
    const now = document.querySelector("[data-when-now]");
    const later = document.querySelector("[data-when-later]");
    if (!date || !time || !now || !later) return;
    const update = () => {
      const moment = readMoment(date, time);
      const isLater = moment !== null && moment > new Date();
      now.hidden = isLater;
      later.hidden = !isLater;
    };
    for (const name of ["input", "change", "focusin", "focusout"]) {
      document.addEventListener(name, update);
    }
    update();
  }

  function translateTools(menu) {
    for (const button of menu.querySelectorAll("button[title]")) {
      const name = gettext(button.title);
      if (name === button.title) continue;
      button.title = name;
      button.setAttribute("aria-label", name);
    }
    for (const option of menu.querySelectorAll(".prose-menubar__option > *")) {
      const name = gettext(option.textContent);
      if (name !== option.textContent) option.textContent = name;
    }
  }

  function nameEditor(source) {
    const editor = source.closest(".prose-editor");
    const text = editor?.querySelector("[contenteditable]");
    const menu = editor?.querySelector(".prose-menubar");
    const label = document.querySelector(`label[for="${source.id}"]`);
    if (!text || !menu || !label) return false;
    if (text.hasAttribute("aria-labelledby")) return true;
    label.id ||= `${source.id}_label`;
    text.setAttribute("aria-labelledby", label.id);
    text.setAttribute("aria-multiline", "true");
    label.addEventListener("click", () => text.focus());
    translateTools(menu);
    // The menu draws its buttons anew as the cursor moves.
    new MutationObserver(() => translateTools(menu)).observe(menu, {
      childList: true,
      subtree: true,
    });
    return true;
  }

  function nameAutocomplete(select) {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.parentElement.querySelector(".select2-container");
    if (!label || !box) return false;
    label.id ||= `${select.id}_label`;
    for (const part of box.querySelectorAll("[role=combobox], [role=textbox], input")) {
      const value = part.getAttribute("aria-labelledby") ?? "";
      if (value.includes(label.id)) continue;
      part.setAttribute("aria-labelledby", `${label.id} ${value}`.trim());
    }
    return true;
  }

  /* Editors and autocompletes are built by scripts of their own, whenever these are ready. */
  function nameWhatIsBuilt() {
    const waiting = {
      "textarea[data-django-prose-editor-configurable]": nameEditor,
      "select.admin-autocomplete:not([name*=__prefix__])": nameAutocomplete,
    };
    const look = () => {
      for (const [selector, name] of Object.entries(waiting)) {
        if ([...document.querySelectorAll(selector)].every(name)) delete waiting[selector];
      }
      if (Object.keys(waiting).length === 0) observer.disconnect();
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, subtree: true });
    look();
  }

  document.addEventListener("DOMContentLoaded", () => {
    nameWhatIsBuilt();
    document.querySelectorAll("[data-counter]").forEach(addCounter);
    watchPublicationTime();
  });
})();
