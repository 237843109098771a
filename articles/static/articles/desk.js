/* The desk's small helps: counters under the fields that have a good length, and names that a
   screen reader can say for the editor, its tools and the autocompletes. Everything works
   without. */
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
    document.getElementById("searchbar")?.setAttribute("aria-label", "Cerca");
    document.querySelectorAll("[data-counter]").forEach(addCounter);
  });
})();
