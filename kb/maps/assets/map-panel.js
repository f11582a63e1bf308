// What stands beside the map: the entry or area in focus. Every text is set as text.

function element(name, { text, href, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (href !== undefined) made.setAttribute("href", href);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function closing(panel, onClose) {
  const button = element("button", { type: "button", class: "kb-map-close", text: "×", "aria-label": "Close" });
  button.addEventListener("click", onClose);
  return button;
}

/** Show an entry: what it is, a link to its page, and each edge as a sentence with its reason. */
export function showEntry(panel, entry, edges, { base, kind, status, onClose, onChoose }) {
  const list = element("ul");
  for (const edge of edges) {
    const button = element("button", { type: "button", class: "kb-map-to", text: edge.title });
    button.addEventListener("click", () => onChoose(edge.id));
    const item = element("li", {}, element("em", { text: `${edge.label} ` }), button);
    if (edge.why) item.append(element("span", { class: "kb-map-why", text: ` ${edge.why}` }));
    list.append(item);
  }
  panel.replaceChildren(
    closing(panel, onClose),
    element("h3", {}, element("a", { href: `${base}concepts/${encodeURIComponent(entry.id)}.html`, text: entry.label })),
    element("p", { class: "kb-map-kind", text: [kind, status].filter(Boolean).join(" · ") }),
    element("p", { text: entry.summary }),
    list,
  );
  panel.hidden = false;
}

/** Show an area: what is in it and a button that opens it. */
export function showArea(panel, area, { onClose, onOpen, opened }) {
  const button = element("button", { type: "button", class: "kb-map-open", text: opened ? "Close this area" : "Open this area" });
  button.addEventListener("click", onOpen);
  panel.replaceChildren(
    closing(panel, onClose),
    element("h3", { text: area.label }),
    element("p", { class: "kb-map-kind", text: `${area.count} ${area.count === 1 ? "entry" : "entries"}` }),
    element("p", { text: area.about }),
    button,
  );
  panel.hidden = false;
}

/** Fill a group of check boxes; `chosen` holds the names that are hidden. */
export function fillChoices(box, items, hidden, onChange) {
  box.replaceChildren(
    ...items.map((item) => {
      const input = element("input", { type: "checkbox", value: item.id });
      input.checked = !hidden.has(item.id);
      input.addEventListener("change", () => onChange(item.id, input.checked));
      const swatch = element("span", { class: "kb-map-swatch" });
      if (item.color) swatch.style.background = item.color;
      else swatch.hidden = true;
      return element("label", {}, input, swatch, ` ${item.plural || item.label} (${item.count})`);
    }),
  );
}
