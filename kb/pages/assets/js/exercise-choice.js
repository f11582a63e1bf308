// Choose: every option tells why it is right or wrong; done when all right ones are found.

import { button } from "./dom.js";

/** Make a list of options answerable. */
export function choice(box, talk) {
  const rows = [...box.querySelectorAll(".kb-options > li")];
  let left = rows.filter((row) => "right" in row.dataset).length;
  for (const row of rows) {
    const chosen = button([...row.childNodes], () => {
      if (row.dataset.state) return;
      const right = "right" in row.dataset;
      row.dataset.state = right ? "right" : "wrong";
      row.append(talk.reason(row.dataset.item));
      chosen.setAttribute("aria-disabled", "true");
      if (!right) return talk.wrong("Not this one.");
      left -= 1;
      if (left) talk.say("Right, and there is more.");
      else talk.finish();
    }, { class: "kb-choose" });
    row.append(chosen);
  }
}
