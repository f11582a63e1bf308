// Match: click or press one on each side, or drag one onto the other.

import { button } from "./dom.js";

/** Make two columns answerable. */
export function match(box, talk) {
  const sides = [".kb-left > li", ".kb-right-side > li"].map((rows) => [...box.querySelectorAll(rows)]);
  const chosen = [null, null];
  let left = sides[0].length;

  sides.forEach((rows, side) => {
    for (const row of rows) {
      const one = button([...row.childNodes], () => choose(side, row), { class: "kb-choose", "aria-pressed": "false", draggable: "true" });
      row.append(one);
      one.addEventListener("dragstart", (event) => {
        event.dataTransfer.setData("text/plain", row.dataset.item);
        choose(side, row, true);
      });
      one.addEventListener("dragover", (event) => chosen[1 - side] && !row.dataset.state && event.preventDefault());
      one.addEventListener("drop", (event) => {
        event.preventDefault();
        choose(side, row, true);
      });
    }
  });

  function choose(side, row, dragged = false) {
    if (row.dataset.state === "right") return;
    const before = chosen[side];
    if (before) press(before, false);
    chosen[side] = before === row && !dragged ? null : row;
    if (chosen[side]) press(row, true);
    if (chosen[0] && chosen[1]) judge(...chosen);
  }

  function judge(one, other) {
    for (const row of [one, other]) press(row, false);
    chosen.fill(null);
    if (one.dataset.item !== other.dataset.item) {
      for (const row of [one, other]) {
        row.dataset.state = "wrong";
        setTimeout(() => row.dataset.state === "wrong" && delete row.dataset.state, 900);
      }
      return talk.wrong("These two do not belong together.");
    }
    for (const row of [one, other]) {
      row.dataset.state = "right";
      row.querySelector("button").setAttribute("aria-disabled", "true");
    }
    // What belongs together stands together.
    const words = other.querySelector("button").cloneNode(true).childNodes;
    const pair = document.createElement("span");
    pair.className = "kb-pair";
    pair.append(...words);
    one.append(pair, talk.reason(one.dataset.item));
    other.hidden = true;
    left -= 1;
    if (left) talk.say("Right.");
    else talk.finish();
  }
}

function press(row, pressed) {
  row.querySelector("button").setAttribute("aria-pressed", String(pressed));
}
