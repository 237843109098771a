/* Arranging the front page: pieces are dragged onto places, and places onto each other; the same
   with buttons. What is chosen stands in the fields of the form, which work without this. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-front]");
  if (!form) return;
  const places = [...form.querySelectorAll("[data-place]")];
  const pieces = form.querySelector("[data-pieces]");
  const status = form.querySelector("[data-status]");
  const field = (place) => place.querySelector("select");
  const nameOf = (place) => place.querySelector("label").textContent;
  const headlineOf = (key) => field(places[0]).querySelector(`option[value="${key}"]`).textContent;
  const values = () => places.map((place) => field(place).value);

  const show = (chosen, words) => {
    places.forEach((place, number) => {
      field(place).value = chosen[number] || "";
    });
    draw();
    status.textContent = words;
  };

  /* A piece in a place: what stood there, and under it, goes down by one, into the first gap. */
  const put = (key, at) => {
    const chosen = values().map((value) => (value === key ? "" : value));
    let carried = key;
    for (let number = at; number < chosen.length && carried; number += 1) {
      [chosen[number], carried] = [carried, chosen[number]];
    }
    show(chosen, `${headlineOf(key)}: ${nameOf(places[at])}.`);
  };

  const exchange = (from, to) => {
    if (to < 0 || to >= places.length) return;
    const chosen = values();
    [chosen[from], chosen[to]] = [chosen[to], chosen[from]];
    show(chosen, nameOf(places[to]));
  };

  const draw = () => {
    const chosen = values();
    places.forEach((place, number) => {
      const isFull = Boolean(chosen[number]);
      place.classList.toggle("is-full", isFull);
      place.draggable = isFull;
      place.querySelector("[data-move='-1']").disabled = !isFull || number === 0;
      place.querySelector("[data-move='1']").disabled = !isFull || number === places.length - 1;
      place.querySelector("[data-clear]").disabled = !isFull;
    });
    for (const piece of pieces.querySelectorAll("[data-piece]")) {
      piece.classList.toggle("is-placed", chosen.includes(piece.dataset.piece));
    }
  };

  /* One piece stands in one place: choosing it in a second list frees the first. */
  form.addEventListener("change", (event) => {
    const place = event.target.closest("[data-place]");
    if (!place) return;
    for (const other of places) {
      if (other !== place && field(other).value === event.target.value) field(other).value = "";
    }
    draw();
  });

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[type=button]");
    if (!button) return;
    const place = button.closest("[data-place]");
    if (place) {
      const number = places.indexOf(place);
      if ("clear" in button.dataset) {
        const chosen = values();
        chosen[number] = "";
        show(chosen, `${nameOf(place)}: si riempie da sé.`);
      } else {
        const to = number + Number(button.dataset.move);
        exchange(number, to);
        const next = places[to].querySelector(`[data-move="${button.dataset.move}"]`);
        (next.disabled ? places[to].querySelector("button:not(:disabled)") : next).focus();
      }
      return;
    }
    const key = button.closest("[data-piece]").dataset.piece;
    const free = values().findIndex((value, number) => number > 0 && !value);
    put(key, "put" in button.dataset ? 0 : Math.max(free, 1));
  });

  /* Dragging */
  let dragged = null;
  form.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-piece], [data-place]");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  form.addEventListener("dragend", () => {
    dragged = null;
    for (const place of places) place.classList.remove("is-over");
  });
  for (const [number, place] of places.entries()) {
    place.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      place.classList.add("is-over");
    });
    place.addEventListener("dragleave", () => place.classList.remove("is-over"));
    place.addEventListener("drop", (event) => {
      if (!dragged) return;
      event.preventDefault();
      if (dragged.dataset.piece) put(dragged.dataset.piece, number);
      else exchange(places.indexOf(dragged), number);
    });
  }

  pieces.hidden = false;
  for (const buttons of form.querySelectorAll(".front-buttons")) buttons.hidden = false;
  draw();
});
