// Classify: choose a category for each item.

import { button, element } from "./dom.js";

/** Make a list of items answerable. */
export function classify(box, talk) {
  const categories = [...box.querySelectorAll("[data-category]")];
  const rows = [...box.querySelectorAll(".kb-items > li")];
  let left = rows.length;
  for (const row of rows) {
    const answers = row.dataset.answers.trim().split(/\s+/);
    const choices = element("div", { class: "kb-choices", role: "group", "aria-label": "Category" });
    for (const category of categories) {
      const name = category.textContent;
      const one = button(name, () => {
        if (row.dataset.state === "right" || one.dataset.state) return;
        const right = answers.includes(category.dataset.category);
        one.dataset.state = right ? "right" : "wrong";
        one.setAttribute("aria-disabled", "true");
        if (!right) return talk.wrong(`Not ${name}.`);
        row.dataset.state = "right";
        row.append(talk.reason(row.dataset.item));
        left -= 1;
        if (left) talk.say("Right.");
        else talk.finish();
      }, { class: "kb-choose" });
      choices.append(one);
    }
    row.append(choices);
  }
  box.querySelector(".kb-categories").hidden = true;
}
