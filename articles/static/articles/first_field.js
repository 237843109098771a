/* In a form that came back the cursor waits in the first field to mend, and where something new is
   written in the first of all; unless somebody is writing already: they go on where they are.
   (Django's own script, when it comes late, moves them.) */
"use strict";

(() => {
  const script = document.currentScript;
  const form = script.closest("form");
  const isNew = "new" in script.dataset;
  const writable = "button, input, select, textarea";
  if (document.activeElement !== document.body) return;
  const fields = [...form.elements].filter(
    (field) => field.matches(writable) && !field.disabled && field.offsetParent,
  );
  const toMend = fields.find((field) => field.getAttribute("aria-invalid") === "true");
  (toMend ?? (isNew ? fields[0] : null))?.focus();
})();
