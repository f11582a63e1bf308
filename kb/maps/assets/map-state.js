// What the map shows, as the part of the address behind `#`, so that a view can be shared.

/** Read the address: opened areas, the entry in focus, hidden kinds and relations, and the camera if it was moved. */
export function readState(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const list = (name) => (given.get(name) || "").split(",").filter(Boolean);
  const [x, y, scale] = list("at").map(Number);
  return {
    open: new Set(list("open")),
    focus: given.get("focus") || "",
    kinds: new Set(list("without-kinds")),
    relations: new Set(list("without-relations")),
    at: Number.isFinite(scale) && scale > 0 ? { x, y, scale } : null,
  };
}

/** The address for a state; empty where it says nothing beyond the default. */
export function writeState(state) {
  const given = new URLSearchParams();
  const put = (name, values) => values.length && given.set(name, values.join(","));
  put("open", [...state.open].sort());
  if (state.focus) given.set("focus", state.focus);
  put("without-kinds", [...state.kinds].sort());
  put("without-relations", [...state.relations].sort());
  if (state.at) put("at", [Math.round(state.at.x), Math.round(state.at.y), state.at.scale.toFixed(3)]);
  const text = given.toString().replaceAll("%2C", ",");
  return text ? `#${text}` : "";
}
