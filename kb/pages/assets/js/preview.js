// What a link leads to, shown when it is pointed at or focused: kind, status, summary, and how it relates to this page.

import { element } from "./dom.js";

const DATA = new URL("../../data/preview/", import.meta.url);
const DELAY = 300;
const SAID = ".kb-edge, .kb-step, .kb-card, .kb-entries, .kb-side, .kb-analogy"; // the summary stands there already
const files = new Map();
let card = null;
let link = null;
let timer = 0;

/** The name of an entry's file: two hexadecimal digits of the FNV-1a hash of its id, as `previews.py` computes it. */
export function bucket(id) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(id)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return (value % 256).toString(16).padStart(2, "0");
}

async function previewOf(id) {
  const name = bucket(id);
  if (!files.has(name)) {
    files.set(name, fetch(new URL(`${name}.json`, DATA)).then((answer) => (answer.ok ? answer.json() : {})));
  }
  return (await files.get(name))[id];
}

/** How an entry relates to this page, in the words of the list of relations. */
function relationTo(id) {
  const row = document.querySelector(`[data-to="${CSS.escape(id)}"]`);
  if (!row) return null;
  const words = row.querySelector(".kb-stem")?.textContent ?? "";
  return { words, reason: row.querySelector(".kb-reason")?.firstChild?.textContent ?? "" };
}

async function show(at) {
  const id = at.dataset.id;
  const found = await previewOf(id).catch(() => null);
  if (!found || link !== at) return;
  close();
  link = at;
  const relation = relationTo(id);
  card = element("aside", { id: "kb-preview", class: "kb-preview", role: "tooltip" },
    element("p", { class: "kb-preview-facts" },
      element("span", { class: "kb-badge kb-kind", "data-kind": found.kind }, found.kindLabel),
      ...(found.status ? [element("span", { class: "kb-badge kb-status", "data-status": found.status }, found.statusLabel)] : [])),
    element("p", { class: "kb-preview-title" }, found.title),
    element("p", {}, found.summary),
    ...(relation ? [element("p", { class: "kb-preview-relation" }, element("em", {}, `${relation.words} this.`), ` ${relation.reason}`)] : []));
  document.querySelector(".md-content")?.append(card);
  place(at);
  at.setAttribute("aria-describedby", card.id);
  card.addEventListener("pointerleave", later);
  card.addEventListener("pointerenter", () => clearTimeout(timer));
}

function place(at) {
  const rows = at.getClientRects();
  const box = rows[rows.length - 1];
  const width = Math.min(360, innerWidth - 24);
  card.style.width = `${width}px`;
  card.style.left = `${Math.max(12, Math.min(box.left, innerWidth - width - 12))}px`;
  const below = innerHeight - box.bottom > card.offsetHeight + 20;
  card.style.top = `${below ? box.bottom + 6 : Math.max(8, box.top - card.offsetHeight - 6)}px`;
}

function close() {
  link?.removeAttribute("aria-describedby");
  card?.remove();
  card = link = null;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(close, 180);
}

function wanted(event) {
  const at = event.target.closest?.("a.kb-link[data-id]");
  return at && !at.closest(SAID) ? at : null;
}

function begin(at, delay) {
  clearTimeout(timer);
  if (card && link === at) return;
  timer = setTimeout(() => {
    close();
    link = at;
    show(at);
  }, delay);
}

document.addEventListener("pointerover", (event) => {
  const at = event.pointerType === "mouse" && wanted(event);
  if (at) begin(at, DELAY);
});
document.addEventListener("pointerout", (event) => {
  if (event.pointerType === "mouse" && wanted(event)) later();
});
document.addEventListener("focusin", (event) => {
  const at = wanted(event);
  if (at?.matches(":focus-visible")) begin(at, DELAY);
});
document.addEventListener("focusout", (event) => wanted(event) && later());
document.addEventListener("keydown", (event) => event.key === "Escape" && close());
document.addEventListener("scroll", () => card && close(), { passive: true });
