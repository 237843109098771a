/* The next step: its button says what it will do, and opens a dialog that shows what is missing
   and asks for what the next person should know. The checks lead to the words they are about.
   Without this, the buttons take the step at once. */
"use strict";

(() => {
  const DAY = { weekday: "short", day: "numeric", month: "short", year: "numeric" };
  const HOUR = { hour: "2-digit", minute: "2-digit" };

  /* The instant of a time as clocks show it in the newsroom's zone, wherever the browser is. */
  function instantIn(zone, year, month, day, hours, minutes) {
    const guess = Date.UTC(year, month - 1, day, hours, minutes);
    const shown = (instant) => {
      const parts = new Intl.DateTimeFormat("en-CA", {
        timeZone: zone,
        hourCycle: "h23",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
      }).formatToParts(instant);
      const get = (type) => Number(parts.find((part) => part.type === type).value);
      return Date.UTC(get("year"), get("month") - 1, get("day"), get("hour"), get("minute"));
    };
    return new Date(guess - (shown(guess) - guess));
  }

  function typedMoment(zone) {
    const day = document
      .getElementById("id_published_at_0")
      ?.value.trim()
      .match(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/);
    if (!day) return null;
    const time = document.getElementById("id_published_at_1").value || "0:0";
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    const moment = instantIn(zone, Number(day[3]), Number(day[2]), Number(day[1]), hours, minutes);
    return Number.isNaN(moment.getTime()) ? null : moment;
  }

  function publishLabel({ zone, scheduled }) {
    const moment = typedMoment(zone);
    if (moment === null || scheduled) return "Pubblica adesso";
    const options = { timeZone: zone };
    const day = moment.toLocaleDateString("it-IT", { ...DAY, ...options });
    const written = `${day}, ${moment.toLocaleTimeString("it-IT", { ...HOUR, ...options })}`;
    return moment > new Date() ? `Programma per ${written}` : `Pubblica con la data di ${written}`;
  }

  function selectInEditor(quote) {
    const text = document.querySelector(".desk-writing .ProseMirror[contenteditable]");
    if (!text) return false;
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let all = "";
    while (walker.nextNode()) {
      nodes.push({ node: walker.currentNode, start: all.length });
      all += walker.currentNode.data;
    }
    const start = all.indexOf(quote);
    text.focus();
    if (start < 0) return true;
    const place = (offset) => {
      const found = nodes.findLast((item) => item.start <= offset);
      return [found.node, offset - found.start];
    };
    const range = document.createRange();
    range.setStart(...place(start));
    range.setEnd(...place(start + quote.length - 1));
    range.setEnd(range.endContainer, Math.min(range.endOffset + 1, range.endContainer.length));
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    return true;
  }

  function goTo(link) {
    const { place, quote } = link.dataset;
    if (place === "body") return selectInEditor(quote ?? "");
    const target = document.querySelector(link.getAttribute("href"));
    if (!target) return false;
    target.scrollIntoView({ block: "center" });
    const inner = target.matches(".admin-autocomplete")
      ? target.parentElement.querySelector(".select2-selection, .select2-search__field")
      : target;
    if (!inner.matches("input, textarea, select, [tabindex]")) inner.tabIndex = -1;
    inner.focus();
    return true;
  }

  document.addEventListener("DOMContentLoaded", () => {
    const bar = document.querySelector("[data-steps]");
    if (!bar) return;
    const form = bar.closest("form");

    const label = () => {
      const text = publishLabel(bar.dataset);
      for (const place of document.querySelectorAll("[data-publish-label]")) {
        if (place.textContent !== text) place.textContent = text;
      }
    };
    for (const name of ["input", "change", "focusin", "focusout"]) {
      form.addEventListener(name, label);
    }
    if (document.getElementById("id_published_at_0")) label();

    /* What the checks say now, in the dialog of publication. */
    function showChecks(dialog) {
      const place = dialog.querySelector("[data-step-checks]");
      if (!place) return;
      const list = (title, items) => {
        if (!items.length) return [];
        const head = document.createElement("p");
        const rows = document.createElement("ul");
        head.textContent = title;
        for (const item of items) {
          const row = document.createElement("li");
          row.append(item.cloneNode(true));
          rows.append(row);
        }
        return [head, rows];
      };
      const links = (kind) => document.querySelectorAll(`[data-checks] [data-${kind}] > a`);
      place.replaceChildren(
        ...list("Prima serve:", [...links("must")]),
        ...list("Da guardare, se c’è tempo:", [...links("should")]),
      );
    }

    function openStep(name) {
      const dialog = document.getElementById(name);
      if (!dialog) return false;
      showChecks(dialog);
      dialog.showModal();
      return true;
    }

    document.addEventListener("click", (event) => {
      const opener = event.target.closest("[data-opens]");
      if (opener && openStep(opener.dataset.opens)) event.preventDefault();
      if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
      const link = event.target.closest("a[data-place]");
      if (link) {
        link.closest("dialog")?.close();
        if (goTo(link)) event.preventDefault();
      }
    });
    // A step refused goes back to what must be mended, which a dialog would hide.
    form.addEventListener("submit", (event) => event.submitter?.closest("dialog")?.close());

    document.addEventListener("desk:next-step", () => {
      const next = bar.querySelector("[data-next-step]") ?? bar.querySelector("[data-opens]");
      if (next) openStep(next.dataset.opens);
    });
  });
})();
