// Search: opened with `/` or Ctrl+K. Names and aliases answer first, then the full text with filters.
// Pagefind and the list of names are fetched when somebody searches, a few kilobytes at a time.

const base = new URL("../../", import.meta.url).href;
const FILTERS = ["Kind", "Area", "Status"];
const WAIT = 120;
const MOST = 12;

let pagefind;
let dialog;

/** The key of the file of names that begin like `query`; the build makes the same keys. */
export function nameKey(query) {
  const found = [...query.toLowerCase()].filter((char) => /[\p{L}\p{N}]/u.test(char)).slice(0, 2);
  return found.map((char) => (/[a-z0-9]/.test(char) ? char : `u${char.codePointAt(0).toString(16)}`)).join("");
}

async function engine() {
  if (!pagefind) {
    pagefind = await import(`${base}pagefind/pagefind.js`);
    await pagefind.options({ excerptLength: 24, baseUrl: new URL(base).pathname });
    pagefind.init();
  }
  return pagefind;
}

const namesByKey = new Map();

async function names(query) {
  const key = nameKey(query);
  if ([...query].length < 2 || !key) return [];
  if (!namesByKey.has(key)) {
    const answer = await fetch(`${base}data/names/${key}.json`);
    namesByKey.set(key, answer.ok ? await answer.json() : []);
  }
  const wanted = query.toLowerCase();
  const rank = (name) => (name.toLowerCase() === wanted ? 0 : 1);
  const seen = new Set();
  return namesByKey
    .get(key)
    .filter(([name]) => name.toLowerCase().startsWith(wanted))
    .sort((one, other) => rank(one[0]) - rank(other[0]) || one[0].length - other[0].length)
    .filter(([, id]) => !seen.has(id) && seen.add(id))
    .slice(0, 5);
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "text") made.textContent = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

function build() {
  const input = element("input", {
    type: "search", placeholder: "Search titles, other names and text", "aria-label": "Search", autocomplete: "off",
    spellcheck: "false", role: "combobox", "aria-expanded": "false", "aria-controls": "kb-search-hits", enterkeyhint: "go",
  });
  const close = element("button", { type: "button", class: "kb-search-close", "aria-label": "Close search", text: "Esc" });
  const filters = element("div", { class: "kb-search-filters" });
  const hits = element("ul", { id: "kb-search-hits", role: "listbox", "aria-label": "Results" });
  const note = element("p", { class: "kb-search-note", role: "status" });
  const made = element("dialog", { class: "kb-search", "aria-label": "Search the guide" },
    element("div", { class: "kb-search-top" }, input, close), filters, hits, note);
  document.body.append(made);
  const view = { made, input, filters, hits, note, at: -1, chosen: {}, turn: 0 };
  close.addEventListener("click", () => made.close());
  made.addEventListener("click", (event) => event.target === made && made.close());
  input.addEventListener("input", () => {
    clearTimeout(view.timer);
    view.timer = setTimeout(() => answer(view), WAIT);
  });
  input.addEventListener("keydown", (event) => keys(view, event));
  return view;
}

function keys(view, event) {
  const items = [...view.hits.querySelectorAll("[role=option]")];
  if (event.key === "ArrowDown") mark(view, items, Math.min(view.at + 1, items.length - 1));
  else if (event.key === "ArrowUp") mark(view, items, Math.max(view.at - 1, 0));
  else if (event.key === "Enter") (items[view.at] || items[0])?.click();
  else return;
  event.preventDefault();
}

function mark(view, items, at) {
  view.at = at;
  items.forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
  items[at]?.scrollIntoView({ block: "nearest" });
  view.input.setAttribute("aria-activedescendant", items[at]?.id || "");
}

function hit(id, href, title, about, excerpt) {
  // The link itself is the option: one inside an option would be a control inside a control.
  const link = element("a", { href, role: "option", id, tabindex: "-1", "aria-selected": "false" }, element("strong", { text: title }));
  if (about) link.append(element("span", { class: "kb-search-about", text: about }));
  if (excerpt) link.append(excerpt);
  return element("li", { role: "presentation" }, link);
}

/** Pagefind's excerpt is text in which `<mark>` stands around what was found; nothing else of it becomes an element. */
function excerptOf(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const made = element("span", { class: "kb-search-excerpt" });
  for (const node of parsed.body.childNodes) {
    made.append(node.nodeName === "MARK" ? element("mark", { text: node.textContent }) : node.textContent);
  }
  return made;
}

async function answer(view) {
  const turn = ++view.turn;
  const query = view.input.value.trim();
  const filtered = Object.values(view.chosen).some(Boolean);
  if (!query && !filtered) {
    view.hits.replaceChildren();
    view.note.textContent = "";
    view.input.setAttribute("aria-expanded", "false");
    return;
  }
  const filters = Object.fromEntries(Object.entries(view.chosen).filter(([, value]) => value));
  const search = await engine();
  const [named, found] = await Promise.all([
    filtered ? [] : names(query).catch(() => []),
    search.search(query || null, { filters }),
  ]);
  const data = await Promise.all(found.results.slice(0, MOST).map((result) => result.data()));
  if (turn !== view.turn) return;
  const first = named.map(([name, id, title, kind], at) =>
    hit(`kb-hit-n${at}`, `${base}concepts/${encodeURIComponent(id)}.html`, title, name === title ? kind : `${kind} · also called ${name}`));
  const taken = new Set(named.map(([, id]) => `/concepts/${id}.html`));
  const rest = data
    .filter((result) => ![...taken].some((path) => result.url.endsWith(path)))
    .map((result, at) => hit(`kb-hit-t${at}`, result.url, result.meta.title || result.url, result.meta.kind || "", excerptOf(result.excerpt)));
  view.hits.replaceChildren(...first, ...rest);
  view.input.setAttribute("aria-expanded", String(first.length + rest.length > 0));
  view.note.textContent = found.results.length
    ? `${found.results.length} ${found.results.length === 1 ? "page" : "pages"}${found.results.length > MOST ? `, the best ${MOST} shown` : ""}`
    : first.length ? "" : "Nothing found. Try another word, or fewer filters.";
  view.at = -1;
  mark(view, [...view.hits.querySelectorAll("[role=option]")], first.length + rest.length ? 0 : -1);
}

async function fillFilters(view) {
  const known = await (await engine()).filters();
  view.filters.replaceChildren(
    ...[...FILTERS, ...Object.keys(known).filter((name) => !FILTERS.includes(name)).sort()]
      .filter((name) => known[name])
      .map((name) => {
        const select = element("select", { "aria-label": `Filter by ${name.toLowerCase()}` }, element("option", { value: "", text: `Any ${name.toLowerCase()}` }));
        for (const [value, count] of Object.entries(known[name]).sort(([one], [other]) => one.localeCompare(other))) {
          select.append(element("option", { value, text: `${value} (${count})` }));
        }
        select.value = view.chosen[name] || "";
        select.addEventListener("change", () => {
          view.chosen[name] = select.value;
          answer(view);
        });
        return select;
      }),
  );
}

/** Open the dialog, with a query if one is given. */
export function openSearch(query = "") {
  dialog ||= build();
  if (dialog.made.open) return;
  dialog.made.showModal();
  if (query) dialog.input.value = query;
  dialog.input.select();
  fillFilters(dialog).catch(() => {
    dialog.note.textContent = "The search index could not be loaded.";
  });
  if (query) answer(dialog);
}

function typing(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

document.addEventListener("keydown", (event) => {
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
  const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  if (!slash && !k) return;
  event.preventDefault();
  openSearch();
});

const button = element("button", { type: "button", class: "md-header__button kb-search-open", title: "Search (/)" },
  element("span", { text: "Search" }), element("kbd", { text: "/", "aria-hidden": "true" }));
button.addEventListener("click", () => openSearch());
document.querySelector(".md-header__inner")?.append(button);
const asked = new URLSearchParams(location.search).get("q");
if (asked) openSearch(asked);
