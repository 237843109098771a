/* Nothing typed is lost. While a person writes, the form is kept as a working copy: first in this
   browser (IndexedDB), then at the desk. Saving waits until the desk answers and knows who asks,
   so that a form is never sent into the void. It is sent once: while a save is on its way nothing
   is written, and who comes back to a form that was saved is led to the piece. The state in the
   bar is always the true one. */
"use strict";

(() => {
  const LOOK = 500; // milliseconds between looks at the form
  const PAUSE = 1000; // without a change, and what was typed is sent
  const LONGEST = 10_000; // between two sendings, while a person types without a pause
  const PRESENT = 5000; // between two signs that the form is open
  const PATIENCE = 15_000; // for an answer

  class LoggedOut extends Error {}
  class Refused extends Error {}

  function time(date) {
    return date.toLocaleTimeString("it-IT", { hour: "2-digit", minute: "2-digit" });
  }

  document.addEventListener("DOMContentLoaded", () => {
    const root = document.querySelector("[data-working-copy]");
    if (!root) return;
    const form = root.closest("form");
    const state = document.querySelector("[data-copy-state]");
    const notice = document.querySelector("[data-copy-notice]");
    const lost = document.querySelector("[data-copy-lost]");
    const login = document.querySelector("[data-login]");
    const holder = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
    const { person, hold, write, leave } = root.dataset;
    let { article } = root.dataset;
    const notTyped = new Set(root.dataset.notTyped.split(" ")); // see articles/admin/sent_forms.py
    const { _copy, _base, _form } = form.elements;
    const fields = { _copy, _base, _form };
    const token = form.elements.csrfmiddlewaretoken;

    function read() {
      const typed = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (!notTyped.has(name) && typeof value === "string") typed.append(name, value);
      }
      return typed.toString();
    }

    let stored = read(); // what the desk has
    let seen = stored; // what the form had at the last look
    let changedAt = 0;
    let sentAt = Date.now();
    let isTouched = false;
    let request = null;
    let isSaving = false; // «Salva» was pressed, and the desk is asked whether it is there
    let isSending = false; // the form is on its way: it is whole, and nobody writes in it
    let sent = null; // what was typed in it

    function say(text, isBad = false) {
      if (state.textContent !== text) state.textContent = text;
      state.classList.toggle("copy-state-bad", isBad);
    }

    async function reach(address, options) {
      const response = await fetch(address, {
        ...options,
        redirect: "manual",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (response.type === "opaqueredirect") throw new LoggedOut();
      return response;
    }

    function post(address, body) {
      return reach(address, { method: "POST", body, headers: { "X-CSRFToken": token.value } });
    }

    /* Who enters again, in another tab, gets another token; the cookie is not for scripts. */
    async function renewToken() {
      const response = await reach(root.dataset.token);
      if (!response.ok) throw new Error(String(response.status));
      token.value = (await response.json()).token;
    }

    async function ask(address, typed, extra = {}) {
      const body = new FormData(); // which, unlike a query, does not grow long texts threefold
      for (const [name, value] of new URLSearchParams(typed)) body.append(name, value);
      const values = {
        _form: fields._form.value,
        _copy: fields._copy.value,
        _base: fields._base.value,
        _holder: holder,
        _article: article,
        ...extra,
      };
      for (const [name, value] of Object.entries(values)) body.set(name, value);
      let response = await post(address, body);
      if (response.status === 403) {
        await renewToken();
        response = await post(address, body);
      }
      if (response.status === 409) {
        const { key, saved = null } = await response.json();
        return { taken: key, saved };
      }
      if (response.status === 403) throw new Refused();
      if (!response.ok) throw new Error(String(response.status));
      if (login.open) login.close();
      return response.json();
    }

    function explain(error) {
      if (error instanceof LoggedOut) {
        say("Non salvato: la sessione è scaduta", true);
        if (!login.open) login.showModal();
      } else if (error instanceof Refused) {
        say("Non salvato: ora è entrata un’altra persona", true);
      } else if (!navigator.onLine) {
        say("Non salvato: sei offline", true);
      } else {
        say("Non salvato: il server non risponde", true);
      }
    }

    const addressIn = (pattern) =>
      pattern.replace("00000000-0000-0000-0000-000000000000", fields._copy.value);

    function announceStored() {
      const page = addressIn(root.dataset.page);
      document.dispatchEvent(new CustomEvent("desk:stored", { detail: { page } }));
    }

    /* The copy is closed, or another page's: what is typed from here on goes into one of its own,
       and where the form was saved meanwhile, on from there. */
    async function goOn({ taken, saved }) {
      const before = (await localCopies.all()).find(({ key }) => key === fields._copy.value);
      if (before?.holder === holder) await localCopies.drop(before.key);
      fields._copy.value = taken;
      if (saved) {
        article = saved.article;
        fields._base.value = saved.base;
      }
      if (isTouched && read() !== stored) await remember(read());
    }

    /* Keep what is typed: in this browser at once, at the desk as soon as it answers. */
    async function keep(typed) {
      if (isSending) return undefined;
      if (request) return request;
      request = (async () => {
        sentAt = Date.now();
        say("Salvo…");
        try {
          let answer = await ask(write, typed);
          if (answer.taken) {
            await goOn(answer);
            if (answer.saved?.is_this) {
              stored = typed;
              say("Salvato");
              return;
            }
            answer = await ask(write, typed);
          }
          stored = typed;
          announceStored();
          say(`Salvato ${answer.saved}`);
          // What was typed since is still on its way.
          if (read() === typed) await localCopies.drop(fields._copy.value);
        } catch (error) {
          explain(error);
        } finally {
          request = null;
        }
      })();
      return request;
    }

    function remember(typed, more = {}) {
      return localCopies.put({
        ...more,
        key: fields._copy.value,
        base: fields._base.value,
        headline: form.elements.headline?.value ?? "",
        at: Date.now(),
        form: fields._form.value,
        holder,
        person,
        article,
        typed,
      });
    }

    async function look() {
      if (isSending) return;
      const typed = read();
      const now = Date.now();
      if (!isTouched) {
        stored = seen = typed; // scripts are still dressing the form
        return;
      }
      if (typed !== seen) {
        seen = typed;
        changedAt = now;
        await remember(typed);
      }
      if (typed === stored || request || isSaving) return;
      const rests = now - changedAt >= PAUSE && now - sentAt >= PAUSE;
      if (rests || now - sentAt >= LONGEST) await keep(typed);
    }

    async function tellPresence(claims = false) {
      if (isSending) return;
      try {
        const answer = await ask(hold, "", claims ? { _claims: "1" } : {});
        if (isSending) return;
        if (answer.taken) {
          await goOn(answer);
          return;
        }
        const words = [answer.newer, answer.others].filter(Boolean).join(" ");
        if (notice.textContent !== words) notice.textContent = words;
        notice.hidden = words === "";
        if (state.classList.contains("copy-state-bad")) {
          say("");
          if (isSaving) return;
          if (read() !== stored) await keep(read());
          else say(`Salvato ${time(new Date())}`);
        }
      } catch (error) {
        if (error instanceof LoggedOut || isTouched) explain(error);
      }
    }

    /* The pages of this browser in which somebody writes, by their holder: each has a lock while it
       is there. (Without https there are none, and then no page is known to be open.) */
    navigator.locks?.request(`desk ${holder}`, () => new Promise(() => {}));
    async function openPages() {
      const { held = [] } = (await navigator.locks?.query()) ?? {};
      return new Set(held.map(({ name }) => name.replace(/^desk /, "")));
    }

    /* What an earlier page of this browser could not send goes to the desk, once it answers. */
    let isBrought = false;
    async function bringWhatWasLeft() {
      if (isBrought || isSending) return;
      isBrought = true;
      const open = await openPages();
      for (const entry of await localCopies.all()) {
        if (entry.person !== person || entry.key === fields._copy.value) continue;
        // A page that is open sends it by itself; what was sent a moment ago may still arrive.
        if (open.has(entry.holder) || (entry.isSent && Date.now() - entry.at < PATIENCE)) {
          isBrought = false;
          continue;
        }
        const extra = {
          _form: entry.form ?? "",
          _copy: entry.key,
          _base: entry.base,
          _holder: entry.holder,
          _article: entry.article,
        };
        try {
          // What was sent is asked of before it is told once more.
          const held = entry.isSent ? await ask(hold, "", extra) : {};
          let answer = held.taken ? held : await ask(write, entry.typed, extra);
          if (answer.taken) {
            if (entry.isSent || answer.saved?.is_this) {
              await localCopies.drop(entry.key); // it was saved in the piece
              continue;
            }
            answer = await ask(write, entry.typed, { ...extra, _copy: answer.taken });
          }
          await localCopies.drop(entry.key);
          if (answer.url && entry.article === article) {
            lost.querySelector("a").href = answer.url;
            lost.querySelector("time").textContent = time(new Date(entry.at));
            lost.hidden = false;
          }
        } catch {
          isBrought = false; // at the next sign of presence
          return;
        }
      }
    }

    /* Saving: only once the desk answers, and for the person who is logged in there; once, however
       often the button or the keys are pressed. */
    form.addEventListener("submit", async (event) => {
      if (event.defaultPrevented || isSending) return;
      event.preventDefault();
      if (isSaving) return;
      const button = event.submitter;
      isTouched = isSaving = true;
      say("Salvo…");
      await remember(read());
      try {
        if (request) await request;
        const answer = await ask(hold, "");
        if (answer.taken) await goOn(answer);
      } catch (error) {
        isSaving = false;
        explain(error);
        return;
      }
      sent = read();
      await remember(sent, { isSent: true });
      isSending = form.inert = true;
      rememberForm();
      if (button?.isConnected) form.requestSubmit(button);
      else form.requestSubmit();
      setTimeout(startAgain, PATIENCE); // still here: the form was not sent
    });

    function startAgain() {
      isSaving = isSending = form.inert = false;
    }

    /* Who goes back to the form of a new piece finds the piece that it made, by its key. */
    function rememberForm() {
      if (article) return;
      const address = new URL(location.href);
      address.searchParams.delete("_form");
      form.setAttribute("action", address);
      address.searchParams.set("_form", fields._form.value);
      history.replaceState(history.state, "", address);
    }

    /* A page that the browser had kept as it was when the form was sent. */
    window.addEventListener("pageshow", async (event) => {
      if (!event.persisted) return;
      startAgain();
      if (sent === null) return;
      stored = sent;
      try {
        const { saved } = await ask(hold, "");
        if (saved && read() === sent) location.replace(saved.url);
      } catch (error) {
        explain(error);
      }
    });

    /* The preview shows the working copy: it is written first. */
    async function keepNow() {
      const typed = read();
      isTouched = true;
      seen = typed;
      if (request) await request;
      await keep(typed);
      return stored === typed;
    }

    document.querySelector("button[data-preview]")?.addEventListener("click", async () => {
      const tab = window.open("", "anteprima");
      if ((await keepNow()) && tab) tab.location = addressIn(root.dataset.preview);
      else tab?.close();
    });
    document.addEventListener("desk:preview-beside", keepNow);

    for (const name of ["keydown", "pointerdown", "paste", "drop", "input", "change"]) {
      form.addEventListener(
        name,
        (event) => {
          if (isTouched || !event.isTrusted) return;
          stored = seen = root.dataset.anew ? "" : read();
          isTouched = true;
        },
        { capture: true },
      );
    }
    window.addEventListener("online", () => tellPresence());
    window.addEventListener("offline", () => say("Non salvato: sei offline", true));
    window.addEventListener("pagehide", () => {
      const body = new URLSearchParams({
        _copy: fields._copy.value,
        _base: fields._base.value,
        _holder: holder,
        _article: article,
        csrfmiddlewaretoken: token.value,
      });
      navigator.sendBeacon(leave, body);
    });
    document.querySelector("[data-login-again]")?.addEventListener("click", () => tellPresence());
    window.addEventListener("focus", () => {
      if (login.open) tellPresence();
    });

    if (root.dataset.anew) {
      // A form that came back with errors, or was filled with a copy: it is not saved yet.
      stored = "";
      seen = read();
      isTouched = true;
      if (location.search.includes("copy=")) history.replaceState(null, "", location.pathname);
    }
    tellPresence(true).then(bringWhatWasLeft);
    setInterval(look, LOOK);
    setInterval(() => tellPresence().then(bringWhatWasLeft), PRESENT);
  });
})();
