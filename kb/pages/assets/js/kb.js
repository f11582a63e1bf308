// Loads what a page needs, when it needs it. Everything on a page can be read without scripts; they only add.

const wants = [
  [".kb-link[data-id]", "./preview.js"],
  [".kb-exercise", "./exercises.js"],
  ["#kb-random", "./random.js"],
  [".kb-near-map[data-src]", "./map/near.js"],
];

for (const [selector, module] of wants) {
  if (document.querySelector(selector)) import(module).catch(() => {});
}

// The search button and its keys are on every page; the index is fetched when somebody searches.
import("./search.js").catch(() => {});
