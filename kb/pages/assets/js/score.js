// Points and streaks of exercises, kept in the browser only.

import { forget, keep, recall } from "./store.js";

const NAME = "exercises";

/** What is remembered: `done` by exercise with the points it gave, and the streak of first tries that were right. */
export function score() {
  const { done = {}, streak = 0 } = recall(NAME, {});
  const points = Object.values(done).reduce((sum, each) => sum + each, 0);
  return { done, streak, points };
}

/** An exercise was solved, with `slips` wrong tries. Returns the points it gives: 3, 2 or 1. */
export function solved(id, slips) {
  const { done, streak } = score();
  const points = Math.max(1, 3 - slips);
  done[id] = Math.max(points, done[id] ?? 0);
  keep(NAME, { done, streak: slips ? 0 : streak + 1 });
  return points;
}

/** Forget one exercise, or all of them. */
export function unsolve(id) {
  if (!id) return forget(NAME);
  const { done, streak } = score();
  delete done[id];
  keep(NAME, { done, streak });
}
