// What a reader's browser remembers. Nothing leaves it; without storage everything works and is forgotten.

const PREFIX = "kb:";

/** The value kept under `name`, or `otherwise`. */
export function recall(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Keep `value` under `name`. */
export function keep(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden.
  }
}

/** Forget what is kept under `name`. */
export function forget(name) {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Storage is forbidden.
  }
}
