// The small map on an entry's page. Loads when it comes into view; the list beside it says the same without it.

import { loadVis, onSchemeChange, pageColors, shade, wrapped } from "./map-theme.js";

const NARROW = 8;

for (const box of document.querySelectorAll(".kb-near-map[data-src]")) {
  new IntersectionObserver((seen, watcher) => {
    if (!seen.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    draw(box).catch(() => box.remove());
  }, { rootMargin: "200px" }).observe(box);
}

async function draw(box) {
  const source = new URL(box.dataset.src, location.href);
  const base = new URL("../../", source).href;
  const [vis, answer, options] = await Promise.all([loadVis(base), fetch(source), fetch(`${base}data/map/options.json`)]);
  if (!answer.ok || !options.ok) throw new Error("no data");
  const [data, settings] = await Promise.all([answer.json(), options.json()]);
  const narrow = box.clientWidth < 560;
  const shown = narrow ? around(data.nodes.slice(0, NARROW + 1)) : data.nodes;
  settings.interaction = { ...settings.interaction, dragView: true, zoomView: false };
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const paint = () => {
    const colors = pageColors();
    nodes.update(shown.map((node) => dress(node, colors, narrow)));
    const drawn = new Set(shown.map((node) => node.id));
    edges.update(data.edges.filter((edge) => drawn.has(edge.from) && drawn.has(edge.to)).map((edge, id) => ({
      ...edge, id,
      color: { color: colors.line, opacity: 0.6 },
      font: { size: narrow ? 11 : 12, align: "middle", color: colors.text, strokeWidth: 5, strokeColor: colors.page },
    })));
  };
  paint();
  const network = new vis.Network(box, { nodes, edges }, settings);
  // `fit` knows nodes and not the labels beside them.
  network.fit();
  network.moveTo({ scale: Math.min(network.getScale() * 0.86, 1.1) });
  network.on("click", (event) => {
    const id = event.nodes[0];
    if (id && !data.nodes.find((node) => node.id === id).center) location.href = `${base}concepts/${encodeURIComponent(id)}.html`;
  });
  network.on("hoverNode", () => (box.style.cursor = "pointer"));
  network.on("blurNode", () => (box.style.cursor = ""));
  onSchemeChange(paint);
  box.dataset.ready = "true";
}

/** The places on a narrow page: fewer neighbors, on an ellipse that stands upright. */
function around([center, ...others]) {
  return [center, ...others.map((node, at) => {
    const angle = (2 * Math.PI * at) / others.length - Math.PI / 2;
    return { ...node, x: Math.cos(angle) * 125, y: Math.sin(angle) * 200 };
  })];
}

function dress(node, colors, narrow) {
  const color = shade(node.color, colors);
  return {
    id: node.id, shape: node.shape, size: node.size,
    x: node.x,
    y: node.y,
    label: wrapped(node.label, narrow ? 16 : 22),
    color: { background: color, border: color, highlight: { background: color, border: colors.text } },
    font: { size: node.center ? 17 : narrow ? 13 : 14, color: colors.text, strokeWidth: 5, strokeColor: colors.page, bold: node.center },
    borderWidth: node.center ? 3 : 1.5,
  };
}
