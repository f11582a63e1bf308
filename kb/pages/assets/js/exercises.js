// Makes the exercises of a page answerable. The answers and reasons shown are those that stand on the page.

import { button, element } from "./dom.js";
import { score, solved, unsolve } from "./score.js";
import { choice } from "./exercise-choice.js";
import { match } from "./exercise-match.js";
import { classify } from "./exercise-classify.js";
import { order } from "./exercise-order.js";

const TYPES = { choice, match, classify, order };

for (const box of document.querySelectorAll(".kb-exercise[data-exercise]")) start(box);

function start(box) {
  const begin = TYPES[box.dataset.type];
  if (!begin) return;
  const id = box.dataset.exercise;
  const original = box.cloneNode(true);
  const status = element("p", { class: "kb-exercise-status", role: "status", tabindex: "-1" });
  const footer = element("div", { class: "kb-exercise-footer" }, status, button("Start again", restart, { class: "kb-quiet" }));
  box.querySelector(".kb-answers").before(footer);
  let slips = 0;

  /** Say something; whoever stood on what is gone now stands on what was said, and not at the top of the page. */
  function say(words) {
    status.textContent = words;
    const at = document.activeElement;
    if (!at || at === document.body || (box.contains(at) && !at.checkVisibility())) status.focus({ preventScroll: true });
  }

  begin(box, {
    reason: (item) => reasonOf(box, item),
    say,
    wrong(words) {
      slips += 1;
      say(words);
    },
    finish() {
      const points = solved(id, slips);
      const { points: all, streak } = score();
      say(`Solved: ${points} ${points === 1 ? "point" : "points"}. ${all} in all${streak > 1 ? `, ${streak} in a row without a slip` : ""}.`);
      box.dataset.done = "true";
    },
  });
  box.dataset.ready = "true";
  if (score().done[id]) {
    box.querySelector(".kb-exercise-name").append(element("span", { class: "kb-solved" }, " · solved before"));
  }

  function restart() {
    unsolve(id);
    box.replaceWith(original);
    start(original);
    original.querySelector("button")?.focus();
  }
}

/** Why an item is right or wrong, as the page says it. */
function reasonOf(box, item) {
  const row = box.querySelector(`.kb-answers li[data-item="${CSS.escape(item)}"] .kb-why`);
  return row ? element("span", { class: "kb-why" }, ...[...row.cloneNode(true).childNodes]) : "";
}
