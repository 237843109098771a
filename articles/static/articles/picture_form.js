/* The form of a picture: what was chosen is shown at once, with the credits in its file, and its
   focal point is set by clicking on it or with the arrows. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const STEP = 2; // per cent of the picture, for each arrow
  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const place = document.querySelector("[data-picture-form]");
  const focal = document.querySelector("[data-focal]");
  if (!place || !focal) return;
  const form = place.closest("form");
  const { file, alt, decorative, ai_use: use, focal_x: x, focal_y: y } = form.elements;
  const surface = focal.querySelector("[data-focal-surface]");
  if (!x || !y) {
    // Who may not change the picture only looks at it.
    surface.disabled = true;
    focal.querySelector(".help").hidden = true;
    return;
  }
  const mark = focal.querySelector("[data-focal-mark]");
  const crop = focal.querySelector("[data-focal-crop]");
  const CROP = 3 / 2; // width to height, as the lists have it

  /* Which part of a side is left out before the crop: its middle is the focal point, as far as
     the edges allow. */
  function leftOut(point, shown) {
    if (shown >= 1) return 50;
    const start = Math.min(Math.max(0, point / 100 - shown / 2), 1 - shown);
    return (100 * start) / (1 - shown);
  }

  function show() {
    const [left, top] = [Number(x.value || 50), Number(y.value || 50)];
    mark.style.insetInlineStart = `${left}%`;
    mark.style.insetBlockStart = `${top}%`;
    const ratio = crop.naturalWidth / crop.naturalHeight || CROP;
    const [across, down] = [leftOut(left, CROP / ratio), leftOut(top, ratio / CROP)];
    crop.style.objectPosition = `${across}% ${down}%`;
  }

  function move(across, down) {
    x.value = Math.round(Math.min(100, Math.max(0, across)));
    y.value = Math.round(Math.min(100, Math.max(0, down)));
    show();
  }

  surface.addEventListener("click", (event) => {
    if (event.detail === 0) return; // from the keyboard, where it points at nothing
    const box = surface.getBoundingClientRect();
    move(
      (100 * (event.clientX - box.left)) / box.width,
      (100 * (event.clientY - box.top)) / box.height,
    );
  });
  surface.addEventListener("keydown", (event) => {
    const step = MOVES[event.key];
    if (!step) return;
    event.preventDefault();
    move(Number(x.value) + STEP * step[0], Number(y.value) + STEP * step[1]);
  });
  for (const field of [x, y]) field.addEventListener("input", show);
  crop.addEventListener("load", show);
  show();

  function follow() {
    alt.required = !decorative.checked;
  }
  decorative.addEventListener("change", follow);
  follow();

  file?.addEventListener("change", async () => {
    const [sent] = file.files;
    if (!sent) return;
    const address = URL.createObjectURL(sent);
    for (const image of focal.querySelectorAll("img")) image.src = address;
    focal.hidden = false;
    move(50, 50);
    const token = form.elements.csrfmiddlewaretoken.value;
    const credits = await creditsIn(sent, place.dataset.credits, token);
    if (!credits) return;
    const { ai_use: said, ...texts } = credits;
    for (const [name, text] of Object.entries(texts)) form.elements[name].value ||= text;
    if (use.value === "none") use.value = said;
  });
});
