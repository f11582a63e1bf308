// The map of everything: areas as discs that open into their entries. Positions come with the data; nothing moves by itself.

import { fillChoices, showArea, showEntry } from "./map-panel.js";
import { readState, writeState } from "./map-state.js";
import { loadVis, mix, onSchemeChange, pageColors, shade, wrapped } from "./map-theme.js";

/** How much of an area's place its circle takes while it is closed. */
const DISC = 0.62;
const AREA = "area:";
const STRETCH = 1.5;
const CROWD = 120;
const NAMED = 24;
const LOUD = 48;
const root = document.getElementById("kb-map");
if (root) start(root).catch((problem) => fail(root, problem));

function fail(root, problem) {
  root.querySelector(".kb-map-note").textContent = `The map cannot be shown: ${problem.message}. The table below says the same.`;
}

async function start(root) {
  const base = root.dataset.base;
  const get = async (path) => {
    const answer = await fetch(`${base}data/map/${path}`);
    if (!answer.ok) throw new Error(`${path} is missing`);
    return answer.json();
  };
  const [vis, index, options] = await Promise.all([loadVis(base), get("index.json"), get("options.json")]);
  new Chart(root, base, vis, index, options, get).begin();
}

class Chart {
  constructor(root, base, vis, index, options, get) {
    Object.assign(this, { root, base, vis, index, options, get });
    this.state = readState(location.hash);
    this.areas = new Map(index.areas.map((area) => [area.id, area]));
    this.kinds = new Map(index.kinds.map((kind) => [kind.id, kind]));
    this.relations = new Map(index.relations.map((relation) => [relation.id, relation]));
    this.loaded = new Map();
    this.entries = new Map();
    this.panel = root.querySelector(".kb-map-panel");
    this.note = root.querySelector(".kb-map-note");
    this.colors = pageColors();
  }

  async begin() {
    this.nodes = new this.vis.DataSet();
    this.edges = new this.vis.DataSet();
    const canvas = this.root.querySelector(".kb-map-canvas");
    this.network = new this.vis.Network(canvas, { nodes: this.nodes, edges: this.edges }, this.options);
    this.network.on("click", (event) => this.choose(event.nodes[0] || ""));
    this.network.on("doubleClick", (event) => event.nodes[0] && this.enter(event.nodes[0]));
    for (const event of ["dragEnd", "zoom"]) this.network.on(event, () => this.moved());
    onSchemeChange(() => {
      this.colors = pageColors();
      this.draw();
    });
    addEventListener("hashchange", () => this.follow());
    this.controls();
    await this.load([...this.state.open]);
    if (this.state.focus && !this.entries.has(this.state.focus)) await this.find(this.state.focus);
    this.draw();
    this.look();
    this.root.dataset.ready = "true";
  }

  controls() {
    const actions = {
      all: () => this.open(this.index.areas.map((area) => area.id)),
      none: () => {
        this.state.open.clear();
        this.state.focus = "";
        this.refresh(true);
      },
      fit: () => {
        this.state.at = null;
        this.look(true);
        this.save();
      },
      larger: () => this.zoom(1.4),
      smaller: () => this.zoom(1 / 1.4),
    };
    for (const button of this.root.querySelectorAll("[data-do]")) {
      button.addEventListener("click", actions[button.dataset.do]);
      if (button.dataset.do === "all") button.hidden = this.index.total > this.index.most;
    }
    this.choices();
    this.searchBox();
  }

  choices() {
    for (const name of ["kinds", "relations"]) {
      fillChoices(this.root.querySelector(`[data-filter=${name}]`), this.index[name], this.state[name], (id, shown) => {
        if (shown) this.state[name].delete(id);
        else this.state[name].add(id);
        this.refresh();
      });
    }
  }

  async load(areas) {
    const wanted = areas.filter((area) => this.areas.has(area) && !this.loaded.has(area));
    await Promise.all(
      wanted.map(async (area) => {
        const data = await this.get(`area/${area}.json`);
        for (const node of data.nodes) this.entries.set(node.id, node);
        this.loaded.set(area, data);
      }),
    );
  }

  async open(areas) {
    this.root.dataset.ready = "false";
    await this.load(areas);
    for (const area of areas) this.state.open.add(area);
    this.state.at = null;
    this.refresh(true);
    this.root.dataset.ready = "true";
  }

  refresh(look = false) {
    if (look) this.state.at = null;
    this.draw();
    if (look) this.look(true);
    this.save();
  }

  save() {
    history.replaceState(null, "", `${location.pathname}${location.search}${writeState(this.state)}`);
  }

  async follow() {
    const state = readState(location.hash);
    if (writeState(state) === writeState(this.state)) return;
    this.state = state;
    await this.load([...state.open]);
    if (state.focus && !this.entries.has(state.focus)) await this.find(state.focus);
    this.choices();
    this.draw();
    this.look();
  }

  /** The entries to draw: those of opened areas, the ones with most edges first, never more than the index allows. */
  shown() {
    const found = [];
    const room = this.index.most - this.areas.size;
    for (const area of this.state.open) {
      for (const node of this.loaded.get(area)?.nodes || []) {
        if (!this.state.kinds.has(node.kind)) found.push(node);
      }
    }
    if (found.length <= room) return { list: found, left: 0 };
    const focus = this.entries.get(this.state.focus);
    const near = new Set(focus ? [focus.id, ...this.edgesOf(focus).map((edge) => edge.id)] : []);
    found.sort((one, other) => near.has(other.id) - near.has(one.id) || other.size - one.size);
    return { list: found.slice(0, room), left: found.length - room };
  }

  edgesOf(entry) {
    const data = this.loaded.get(entry.area);
    if (!data) return [];
    const titles = (id) => this.entries.get(id)?.label;
    return data.edges
      .filter((edge) => (edge.from === entry.id || edge.to === entry.id) && !this.state.relations.has(edge.relation))
      .map((edge) => {
        const outgoing = edge.from === entry.id;
        const id = outgoing ? edge.to : edge.from;
        const relation = this.relations.get(edge.relation);
        const label = outgoing || relation.symmetric ? relation.label : relation.inverse;
        return { id, title: titles(id) || edge.other?.[1] || id, area: edge.other?.[2] || entry.area, label, why: edge.why };
      });
  }

  draw() {
    const { list, left } = this.shown();
    const drawn = new Set(list.map((node) => node.id));
    // Where many are drawn at once, names would be too small to read: the ones with most edges are named large.
    const largest = [...list].sort((one, other) => other.size - one.size).slice(0, NAMED);
    this.loud = new Set(list.length > CROWD ? largest.map((node) => node.id) : []);
    const focus = drawn.has(this.state.focus) ? this.entries.get(this.state.focus) : null;
    const near = focus ? new Set([focus.id, ...this.edgesOf(focus).map((edge) => edge.id)]) : null;
    const nodes = [...this.areaNodes(near), ...list.map((node) => this.entryNode(node, near))];
    const edges = [...this.bundles(), ...this.lines(drawn, focus)];
    this.put(this.nodes, nodes);
    this.put(this.edges, edges);
    this.note.textContent = left ? `${left} more entries in the open areas are not drawn. Search finds them.` : "";
    this.tell(focus);
  }

  put(set, items) {
    const keep = new Set(items.map((item) => item.id));
    set.remove(set.getIds().filter((id) => !keep.has(id)));
    set.update(items);
  }

  /** Positions are made for a wide stage; on a tall one the same places are drawn narrower and higher. */
  place(x, y) {
    const tall = this.root.clientWidth < 700;
    return tall ? { x: x / STRETCH, y: y * STRETCH } : { x, y };
  }

  areaNodes(near) {
    const { accent, page, text } = this.colors;
    const largest = Math.max(...this.index.areas.map((area) => area.r));
    return this.index.areas.map((area) => {
      const opened = this.state.open.has(area.id);
      const label = wrapped(area.label, 12);
      const letters = Math.min(Math.max(area.r * 0.19, largest * 0.14), across(label, area.r * DISC));
      const color = this.colors.dark ? "#8ea2ff" : "#3f51b5";
      return {
        id: AREA + area.id,
        ...this.place(area.x, opened ? area.y - area.r - 10 : area.y),
        label: opened ? area.label : `${label}\n${area.count}`,
        shape: opened ? "text" : "dot",
        size: area.r * DISC,
        color: { background: mix(color, this.colors.dark ? "#1e2129" : "#ffffff", 0.16), border: mix(color, this.colors.dark ? "#1e2129" : "#ffffff", 0.55), highlight: { background: mix(color, this.colors.dark ? "#1e2129" : "#ffffff", 0.28), border: accent } },
        font: {
          size: opened ? Math.max(34, area.r * 0.09) : letters,
          color: opened ? accent : text,
          vadjust: opened ? 0 : -area.r * DISC - letters * (label.split("\n").length + 1) * 0.62,
          strokeWidth: opened ? 6 : 0,
          strokeColor: page,
        },
        opacity: near && !opened ? 0.6 : 1,
        borderWidth: 3,
      };
    });
  }

  entryNode(node, near) {
    const kind = this.kinds.get(node.kind);
    const color = shade(kind?.color || "#777777", this.colors);
    const faded = near && !near.has(node.id);
    return {
      id: node.id, ...this.place(node.x, node.y), shape: node.shape, size: node.size,
      label: wrapped(node.label, this.root.clientWidth < 700 ? 14 : 20),
      color: { background: color, border: color, highlight: { background: color, border: this.colors.text } },
      font: { size: this.loud.has(node.id) && !near ? LOUD : 15, color: faded ? this.colors.faint : this.colors.text, strokeWidth: 4, strokeColor: this.colors.page },
      opacity: faded ? 0.25 : 1,
      borderWidth: node.id === this.state.focus ? 5 : 1.5,
    };
  }

  /** While all areas are closed, one line between each two that are joined, as thick as what it stands for. */
  bundles() {
    const made = [];
    if (this.state.open.size) return made;
    for (const [one, other, counts] of this.index.between) {
      let count = 0;
      for (const [relation, number] of Object.entries(counts)) if (!this.state.relations.has(relation)) count += number;
      if (!count) continue;
      made.push({
        id: `${one}|${other}`, from: AREA + one, to: AREA + other, arrows: "",
        width: Math.min(2 + Math.sqrt(count) * 3, 34),
        color: { color: this.colors.line, opacity: 0.3, inherit: false },
      });
    }
    return made;
  }

  lines(drawn, focus) {
    const made = new Map();
    for (const area of this.state.open) {
      for (const edge of this.loaded.get(area)?.edges || []) {
        if (this.state.relations.has(edge.relation) || !drawn.has(edge.from) || !drawn.has(edge.to)) continue;
        const id = `${edge.from} ${edge.relation} ${edge.to}`;
        const lit = focus && (edge.from === focus.id || edge.to === focus.id);
        const relation = this.relations.get(edge.relation);
        made.set(id, {
          id, from: edge.from, to: edge.to, arrows: edge.arrows,
          width: lit ? 2.5 : 1,
          color: { color: lit ? this.colors.accent : this.colors.line, opacity: lit ? 1 : focus ? 0.12 : drawn.size > 120 ? 0.25 : 0.5, inherit: false },
          label: lit ? relation.label : "",
          font: { size: 12, align: "middle", color: this.colors.text, strokeWidth: 4, strokeColor: this.colors.page },
        });
      }
    }
    return [...made.values()];
  }

  tell(focus) {
    const close = () => this.choose("");
    if (focus) {
      showEntry(this.panel, focus, this.edgesOf(focus), {
        base: this.base,
        kind: this.kinds.get(focus.kind)?.label,
        status: this.index.statuses[focus.status],
        onClose: close,
        onChoose: (id) => this.goTo(id),
      });
    } else if (this.state.focus.startsWith(AREA) && this.areas.has(this.state.focus.slice(AREA.length))) {
      const area = this.areas.get(this.state.focus.slice(AREA.length));
      showArea(this.panel, area, { onClose: close, onOpen: () => this.enter(AREA + area.id), opened: this.state.open.has(area.id) });
    } else {
      this.panel.hidden = true;
    }
  }

  choose(id) {
    this.state.focus = id;
    this.refresh();
  }

  /** Double-click: an entry's page opens; an area opens into its entries, or closes. */
  async enter(id) {
    if (!id.startsWith(AREA)) {
      location.href = `${this.base}concepts/${encodeURIComponent(id)}.html`;
      return;
    }
    const area = id.slice(AREA.length);
    if (this.state.open.has(area)) {
      this.state.open.delete(area);
      this.refresh(true);
    } else {
      await this.open([area]);
    }
  }

  /** Bring an entry into focus, opening its area first. */
  async goTo(id) {
    if (!this.entries.has(id)) await this.find(id);
    const entry = this.entries.get(id);
    if (!entry) return;
    this.state.open.add(entry.area);
    this.state.kinds.delete(entry.kind);
    this.choices();
    this.state.focus = id;
    this.refresh();
    this.state.at = null;
    this.look();
    this.save();
  }

  async find(id) {
    const hit = (await this.names()).find((name) => name[0] === id);
    if (!hit) return;
    await this.load([hit[2]]);
    this.state.open.add(hit[2]);
  }

  async names() {
    this.known ||= await this.get("names.json");
    return this.known;
  }

  animation() {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  }

  /** Where to look: the shared view, else what is in focus or open, else everything. */
  look(animated = false) {
    const animation = animated && this.animation();
    if (this.state.at) {
      this.network.moveTo({ position: this.state.at, scale: this.state.at.scale, animation });
      return;
    }
    const focus = this.nodes.get(this.state.focus) ? [this.state.focus, ...this.network.getConnectedNodes(this.state.focus)] : null;
    const open = this.nodes.getIds().filter((id) => !id.startsWith(AREA) || this.state.open.has(id.slice(AREA.length)));
    const nodes = focus && !this.state.focus.startsWith(AREA) ? focus : this.state.open.size ? open : this.nodes.getIds();
    this.network.fit({ nodes, animation: false });
    // `fit` knows nodes and not their labels, nor the panel that lies over a part of the stage.
    let scale = Math.min(this.network.getScale() * 0.9, 1.3);
    const covered = this.panel.hidden || getComputedStyle(this.panel).position !== "absolute" ? 0 : this.panel.offsetWidth;
    if (covered) {
      const boxes = nodes.map((id) => this.network.getBoundingBox(id)).filter(Boolean);
      const wide = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
      scale = Math.min(scale, (0.95 * (this.panel.parentElement.clientWidth - covered)) / wide);
    }
    this.network.moveTo({ scale, offset: { x: -covered / 2, y: 0 }, position: this.network.getViewPosition() });
  }

  zoom(factor) {
    this.network.moveTo({ scale: this.network.getScale() * factor, animation: this.animation() });
    setTimeout(() => this.moved(), 400);
  }

  moved() {
    this.state.at = { ...this.network.getViewPosition(), scale: this.network.getScale() };
    this.save();
  }

  searchBox() {
    const input = this.root.querySelector("#kb-map-query");
    const hits = this.root.querySelector("#kb-map-hits");
    let chosen = -1;
    const show = (open) => {
      hits.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
    };
    const mark = (at) => {
      chosen = at;
      [...hits.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
      input.setAttribute("aria-activedescendant", hits.children[at]?.id || "");
    };
    const take = (item) => {
      show(false);
      input.value = "";
      if (item) this.goTo(item.dataset.id);
    };
    input.addEventListener("input", async () => {
      const query = input.value.trim().toLocaleLowerCase();
      if (!query) return show(false);
      const names = await this.names();
      const rank = ([, title, , aliases]) => {
        const words = [title, ...aliases].map((word) => word.toLocaleLowerCase());
        if (words.some((word) => word === query)) return 0;
        if (words.some((word) => word.startsWith(query))) return 1;
        return words.some((word) => word.includes(query)) ? 2 : 9;
      };
      const found = names.map((name) => [rank(name), name]).filter(([order]) => order < 9).sort((a, b) => a[0] - b[0]).slice(0, 8);
      hits.replaceChildren(
        ...found.map(([, [id, title, area]], at) => {
          const item = document.createElement("li");
          Object.assign(item, { id: `kb-map-hit-${at}`, textContent: `${title} · ${this.areas.get(area)?.label || area}` });
          item.setAttribute("role", "option");
          item.dataset.id = id;
          item.addEventListener("mousedown", (event) => {
            event.preventDefault();
            take(item);
          });
          return item;
        }),
      );
      show(found.length > 0);
      mark(found.length ? 0 : -1);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") mark(Math.min(chosen + 1, hits.children.length - 1));
      else if (event.key === "ArrowUp") mark(Math.max(chosen - 1, 0));
      else if (event.key === "Enter") take(hits.children[chosen]);
      else if (event.key === "Escape") show(false);
      else return;
      event.preventDefault();
    });
    input.addEventListener("blur", () => show(false));
  }
}

/** The largest letters with which every row of a name stays inside a circle. */
function across(label, radius) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = "100px arial";
  return (radius * 1.85 * 100) / Math.max(...label.split("\n").map((row) => pen.measureText(row).width), 1);
}
