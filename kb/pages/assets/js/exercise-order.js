// Order: move steps up and down, by button or by dragging, then check.

import { button, element } from "./dom.js";

/** Make a list sortable. */
export function order(box, talk) {
  const list = box.querySelector(".kb-items");
  const rows = () => [...list.children];
  let dragged = null;
  for (const row of rows()) {
    const words = element("span", {}, ...row.childNodes);
    const name = words.textContent.trim();
    const up = button("↑", () => move(row, -1, up), { class: "kb-move", "aria-label": `Move up: ${name}` });
    const down = button("↓", () => move(row, 1, down), { class: "kb-move", "aria-label": `Move down: ${name}` });
    row.append(element("span", { class: "kb-moves" }, up, down), words);
    row.draggable = true;
    row.addEventListener("dragstart", () => (dragged = row));
    row.addEventListener("dragover", (event) => {
      if (!dragged || dragged === row) return;
      event.preventDefault();
      const after = rows().indexOf(dragged) < rows().indexOf(row);
      list.insertBefore(dragged, after ? row.nextSibling : row);
    });
    row.addEventListener("drop", (event) => event.preventDefault());
    row.addEventListener("dragend", () => (dragged = null));
  }
  const check = button("Check the order", () => {
    const wrong = rows().filter((row, place) => {
      const right = Number(row.dataset.item) === place + 1;
      row.dataset.state = right ? "right" : "wrong";
      return !right;
    });
    if (wrong.length) return talk.wrong(`${rows().length - wrong.length} of ${rows().length} stand in the right place.`);
    for (const row of rows()) {
      row.draggable = false;
      row.querySelector(".kb-moves").remove();
      row.append(talk.reason(row.dataset.item));
    }
    check.remove();
    talk.finish();
  }, { class: "kb-check-order" });
  list.after(check);

  function move(row, by, from) {
    const all = rows();
    const to = all.indexOf(row) + by;
    if (to < 0 || to >= all.length) return;
    list.insertBefore(row, by < 0 ? all[to] : all[to].nextSibling);
    delete row.dataset.state;
    from.focus();
    talk.say(`Now step ${to + 1} of ${all.length}.`);
  }
}
