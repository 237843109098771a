/* A form that is on its way is not sent again by a second click: whoever has no scripts gets the
   same from the desk, which knows each form by its key. Who goes back to it sees what the desk
   says, and not what was typed and sent. */
"use strict";

(() => {
  const PATIENCE = 3000; // milliseconds, and a form that is still here may be sent again
  const sent = new WeakSet();

  // The last to hear of it: a form that another script holds back is not sent.
  window.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    form.autocomplete = "off"; // or the browser fills it in again
    setTimeout(() => sent.delete(form), PATIENCE);
  });
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const form of document.forms) sent.delete(form);
  });
})();
