/* The desk's small helps: counters under the fields that have a good length, and the label of
   the publishing button, which says whether the piece comes out now or later. Everything works
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

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-counter]").forEach(addCounter);
    watchPublicationTime();
  });
})();
