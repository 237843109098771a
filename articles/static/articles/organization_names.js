/* In the form of an organization: the form of a name that is being typed can be tried on the
   archive before it is saved. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const preview = document.querySelector("[data-name-preview]");
  if (!preview) return;
  const address = preview.getAttribute("href");
  const update = (event) => {
    const field = event.target;
    if (!/^id_(names-\d+-text|name)$/.test(field.id) || !field.value.trim()) return;
    preview.href = `${address}?name=${encodeURIComponent(field.value.trim())}`;
    preview.textContent = `Dove sarebbe trovata «${field.value.trim()}»?`;
  };
  document.addEventListener("input", update);
  document.addEventListener("focusin", update);
});
