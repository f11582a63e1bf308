// Colors of the map, taken from the page, so that light and dark look right.

const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/** Any CSS color as `#rrggbb`, as it looks on the page: what is see-through is mixed with the page's background. */
function solid(color) {
  canvas.canvas.width = canvas.canvas.height = 1;
  canvas.fillStyle = getComputedStyle(document.body).getPropertyValue("--md-default-bg-color").trim() || "#fff";
  canvas.fillRect(0, 0, 1, 1);
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** The page's colors for text, faint lines, background and accent. */
export function pageColors() {
  const style = getComputedStyle(document.body);
  const read = (name, fallback) => solid(style.getPropertyValue(name).trim() || fallback);
  return {
    text: read("--md-typeset-color", "#222"),
    faint: read("--md-default-fg-color--lighter", "#999"),
    line: read("--md-default-fg-color--light", "#777"),
    page: read("--md-default-bg-color", "#fff"),
    accent: read("--md-accent-fg-color", "#526cfe"),
    dark: document.body.dataset.mdColorScheme === "slate",
  };
}

/** Call `changed` whenever the reader switches between light and dark. */
export function onSchemeChange(changed) {
  new MutationObserver(changed).observe(document.body, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
}

/** A color mixed with another: `share` of the first, from 0 to 1. Both are `#rrggbb`. */
export function mix(one, other, share) {
  const parts = (color) => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
  const [a, b] = [parts(one), parts(other)];
  return `rgb(${a.map((value, at) => Math.round(value * share + b[at] * (1 - share))).join(",")})`;
}

/** A kind's color on this page: lighter on a dark one. */
export function shade(color, colors) {
  return colors.dark ? mix(color, "#ffffff", 0.62) : color;
}

/** Words broken into lines of about `width` characters. */
export function wrapped(text, width = 20) {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last && last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  if (lines.length > 3) return [...lines.slice(0, 2), `${lines[2]} …`].join("\n");
  return lines.join("\n");
}

/** Load vis-network once. */
export function loadVis(base) {
  if (window.vis?.Network) return Promise.resolve(window.vis);
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = `${base}assets/kb/map/vis-network.min.js`;
    script.onload = () => done(window.vis);
    script.onerror = () => failed(new Error("the map's script could not be loaded"));
    document.head.append(script);
  });
}
