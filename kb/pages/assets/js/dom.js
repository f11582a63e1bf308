// Small steps with elements. Text is only ever set as text.

/** A new element with attributes and children; strings become text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value != null) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** A button with words and what it does. */
export function button(words, does, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, ...(Array.isArray(words) ? words : [words]));
  made.addEventListener("click", does);
  return made;
}
