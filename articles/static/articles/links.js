/* Ctrl+K in the text: a link to a piece, an organization or an author, found by name, or to any
   address typed whole. The arrows choose, Enter takes. */
"use strict";

(() => {
  const DELAY = 250; // milliseconds without a key

  document.addEventListener("DOMContentLoaded", () => {
    const dialog = document.querySelector("[data-links]");
    if (!dialog) return;
    const input = dialog.querySelector("input");
    const list = dialog.querySelector("[role=listbox]");
    const remove = dialog.querySelector("[data-links-remove]");
    const status = dialog.querySelector("[role=status]");
    let editor = null;
    let range = null; // what the link is put on
    let timer = 0;
    let latest = 0;

    function options() {
      return [...list.children];
    }

    function choose(option) {
      for (const other of options()) other.setAttribute("aria-selected", String(other === option));
      input.setAttribute("aria-activedescendant", option?.id ?? "");
      option?.scrollIntoView({ block: "nearest" });
    }

    function show(targets) {
      list.replaceChildren(
        ...targets.map(({ label, note, url }, index) => {
          const option = document.createElement("li");
          const about = document.createElement("span");
          option.id = `link-target-${index}`;
          option.setAttribute("role", "option");
          option.dataset.url = url;
          option.textContent = label;
          about.textContent = note;
          option.append(about);
          return option;
        }),
      );
      choose(list.firstElementChild);
      const count = targets.length;
      status.textContent = count === 0 ? "Niente con questo nome." : "";
    }

    function typedAddress() {
      const typed = input.value.trim();
      if (/^(https?:\/\/|mailto:|\/)\S+$/i.test(typed)) return typed;
      return /^www\.\S+\.\S+$/i.test(typed) ? `https://${typed}` : "";
    }

    async function find() {
      const wanted = input.value.trim();
      const address = typedAddress();
      if (address || !wanted) {
        show(address ? [{ label: address, note: "indirizzo", url: address }] : []);
        status.textContent = "";
        return;
      }
      const number = ++latest;
      try {
        const query = new URLSearchParams({ q: wanted });
        const response = await fetch(`${dialog.dataset.links}?${query}`, { redirect: "error" });
        const answer = await response.json();
        if (number === latest) show(answer.targets);
      } catch {
        status.textContent = "Il server non risponde: si può scrivere un indirizzo intero.";
      }
    }

    function take(url) {
      dialog.close();
      const link = editor.chain().focus().setTextSelection(range);
      if (!url) link.extendMarkRange("link").unsetLink().run();
      else if (range.from === range.to && !editor.isActive("link")) {
        const label = list.querySelector("[aria-selected=true]").firstChild.textContent;
        link.insertContent({ type: "text", text: label, marks: [{ type: "link", attrs: { href: url } }] }).run();
      } else {
        link.extendMarkRange("link").setLink({ href: url }).run();
        // What is typed next goes on after the link.
        const { schema } = editor.state;
        editor.commands.setTextSelection(editor.state.selection.to);
        editor.view.dispatch(editor.state.tr.removeStoredMark(schema.marks.link));
      }
    }

    /* Who clicks and presses Ctrl+K at once is ahead of the editor: what the browser has selected
       counts, and not what the editor was told last. */
    function selected() {
      const { anchorNode, anchorOffset, focusNode, focusOffset } = document.getSelection();
      if (!editor.view.dom.contains(anchorNode) || !editor.view.dom.contains(focusNode)) {
        return editor.state.selection;
      }
      const ends = [
        editor.view.posAtDOM(anchorNode, anchorOffset),
        editor.view.posAtDOM(focusNode, focusOffset),
      ];
      return { from: Math.min(...ends), to: Math.max(...ends) };
    }

    function open() {
      editor = theEditor();
      if (!editor) return;
      const { from, to } = selected();
      range = { from, to };
      editor.commands.setTextSelection(range);
      input.value = editor.getAttributes("link").href ?? editor.state.doc.textBetween(from, to, " ");
      remove.hidden = !editor.isActive("link");
      show([]);
      status.textContent = "";
      dialog.showModal();
      input.select();
      find();
    }

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(find, DELAY);
    });
    input.addEventListener("keydown", (event) => {
      const all = options();
      const place = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (all.length) choose(all[(place + step + all.length) % all.length]);
      } else if (event.key === "Enter") {
        if (all[place]) take(all[place].dataset.url);
      } else return;
      event.preventDefault();
    });
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      choose(option);
      take(option.dataset.url);
    });
    remove.addEventListener("click", () => take(""));
    document.addEventListener("desk:link", open);
  });
})();
