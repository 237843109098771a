/* The dialog of embeds: an address or the code of a provider, a title and a caption. The server
   says whose it is; nothing is asked of anybody else. */
"use strict";

(() => {
  const DELAY = 250; // milliseconds without a key

  document.addEventListener("DOMContentLoaded", () => {
    const dialog = document.querySelector("[data-embeds]");
    if (!dialog) return;
    const form = dialog.querySelector("form");
    const { address, title, caption } = form.elements;
    const status = dialog.querySelector("[role=status]");
    const error = dialog.querySelector("[role=alert]");
    const remove = dialog.querySelector("[data-embeds-remove]");
    const take = dialog.querySelector("[type=submit]");
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    let place = null; // where in the text: of a new one, or of the one that is there
    let timer = 0;
    let latest = 0;

    async function known() {
      const body = new FormData();
      body.append("wanted", address.value.trim());
      body.append("csrfmiddlewaretoken", token);
      try {
        const response = await fetch(dialog.dataset.embeds, {
          method: "POST",
          body,
          redirect: "error",
        });
        return await response.json();
      } catch {
        return { error: gettext("The server does not answer: try again in a moment.") };
      }
    }

    function complain(words) {
      error.hidden = !words;
      error.textContent = words;
      address.setAttribute("aria-invalid", String(Boolean(words)));
    }

    async function look() {
      const number = ++latest;
      complain("");
      const answer = address.value.trim() ? await known() : {};
      if (number === latest) status.textContent = answer.words ?? answer.error ?? "";
    }

    function open(detail) {
      const isThere = "href" in detail;
      place = detail.at;
      address.value = detail.href ?? "";
      title.value = detail.title ?? "";
      caption.value = "";
      for (const element of [caption, form.querySelector(`label[for="${caption.id}"]`)]) {
        element.hidden = isThere;
      }
      remove.hidden = !isThere;
      take.textContent = isThere ? gettext("Change") : gettext("Insert");
      take.dataset.isThere = isThere ? "1" : "";
      complain("");
      status.textContent = "";
      dialog.showModal();
      (isThere ? title : address).focus();
      look();
    }

    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      latest += 1; // what was asked while typing comes too late
      const answer = await known();
      if (!dialog.open) return;
      if (!answer.address) {
        complain(answer.error);
        address.focus();
        return;
      }
      const embed = { at: place, href: answer.address, title: title.value.trim() };
      const chain = theEditor().chain().focus();
      if (take.dataset.isThere) chain.changeEmbed(embed).run();
      else chain.putEmbed({ ...embed, caption: caption.value.trim() }).run();
      dialog.close();
    });
    remove.addEventListener("click", () => {
      theEditor().chain().focus().removeEmbed({ at: place }).run();
      dialog.close();
    });
    dialog.querySelector("[data-embeds-close]").addEventListener("click", () => {
      dialog.close();
      theEditor().commands.focus();
    });
    address.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, DELAY);
    });
    document.addEventListener("desk:embed", (event) => open(event.detail));
  });
})();
