/* Styles that mean something, where a program writes them in a sheet and not on each element: Pages
   and Excel do. */
"use strict";

const MEANINGFUL = [
  "display", "visibility", "text-decoration", "text-decoration-line", "font-weight", "font-style",
  "vertical-align",
]; // prettier-ignore

/* Copy onto elements what the sheets say of them; what an element says of itself stays. */
function inlineSheets(root) {
  for (const element of root.querySelectorAll("style")) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(element.textContent.replaceAll(/<!--|-->/g, ""));
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSStyleRule)) continue; // of print, or of a width
      const said = MEANINGFUL.map((name) => [name, rule.style.getPropertyValue(name)]);
      const words = said.filter(([, value]) => value).map(([name, value]) => `${name}:${value};`);
      if (words.length === 0) continue;
      for (const each of root.querySelectorAll(rule.selectorText.replaceAll(/::?[\w-]+/g, ""))) {
        each.setAttribute("style", `${words.join("")}${styleOf(each)}`);
      }
    }
  }
}
