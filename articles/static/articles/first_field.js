/* Where something new is written the cursor waits in the first field, unless somebody is writing
   already: they go on where they are. (Django's own script, when it comes late, moves them.) */
"use strict";

(() => {
  const form = document.currentScript.closest("form");
  const writable = "button, input, select, textarea";
  if (document.activeElement !== document.body) return;
  [...form.elements]
    .find((field) => field.matches(writable) && !field.disabled && field.offsetParent)
    ?.focus();
})();
