/* The data of the page, and small helpers. Everything that comes from an article goes into the page as text, never as markup. */
const given = JSON.parse(document.getElementById("data").textContent);

function unpack(packed) {
  const { fields, rows, codes, prefix } = packed;
  const known = fields.map((field) => codes[field] || null);
  return rows.map((row) => {
    const record = {};
    for (let k = 0; k < fields.length; k++) {
      const value = row[k] === undefined ? null : row[k];
      record[fields[k]] = known[k] && value !== null ? known[k][value] : fields[k] === "iri" ? prefix + value : value;
    }
    return record;
  });
}
const nodes = unpack(given.nodes), edges = unpack(given.edges), claims = unpack(given.claims), articles = unpack(given.articles);
const styles = given.styles;
const styleOf = (n) => (n.event ? styles.event : styles[n.kind]);

const find = (id) => document.getElementById(id);
function make(tag, options = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(options)) {
    if (key === "class") element.className = value;
    else if (key === "on") element.addEventListener("click", value);
    else element.setAttribute(key, value);
  }
  element.append(...inside.filter((x) => x !== null && x !== undefined));
  return element;
}
function draw(tag, options = {}, ...inside) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(options)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}
/** Only addresses of the web become links; `javascript:` and the like stay text. */
const safe = (url) => (/^https?:\/\//i.test(url || "") ? url : null);
const button = (label, act) => make("button", { class: "link", type: "button", on: act }, label);
const plural = (n, word) => `${n.toLocaleString("en-GB")} ${word}${n === 1 ? "" : "s"}`;
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const group = (list, key) => {
  const found = new Map();
  for (const item of list) { const k = key(item); if (!found.has(k)) found.set(k, []); found.get(k).push(item); }
  return found;
};
/** The shape of a kind about a spot, as SVG, with its icon upon it; `size` is the radius. */
const CORNERS = { hexagon: [6, 0], square: [4, Math.PI / 4], triangleDown: [3, Math.PI / 2], diamond: [4, 0], star: [10, -Math.PI / 2] };
function badge(style, x, y, size, look = {}, glyph = style.glyph) {
  const paint = { fill: style.fill, stroke: style.border, ...look }, star = style.shape === "star";
  const [corners, turn] = CORNERS[style.shape] || [0, 0], radius = style.shape === "square" ? size * 1.25 : size;
  const at = (k) => { const r = radius * (star && k % 2 ? 0.45 : 1), a = turn + (k * 2 * Math.PI) / corners; return `${(x + r * Math.cos(a)).toFixed(1)},${(y + r * Math.sin(a)).toFixed(1)}`; };
  const outline = corners ? draw("polygon", { points: Array.from({ length: corners }, (_, k) => at(k)).join(" "), ...paint }) : draw("circle", { cx: x, cy: y, r: size, ...paint });
  const [left, top, side] = iconBox(style, x, y, size);
  return draw("g", {}, outline, draw("path", { d: style.icon, fill: glyph, transform: `translate(${left.toFixed(1)} ${top.toFixed(1)}) scale(${(side / 16).toFixed(3)})` }));
}
/** Left, top and side of the square that the icon fills within its shape. */
function iconBox(style, x, y, size) {
  const narrow = style.shape === "star" || style.shape === "triangleDown", side = size * (narrow ? 0.75 : 0.95);
  return [x - side / 2, y - side / 2 - (style.shape === "triangleDown" ? size * 0.1 : 0), side];
}
/** A kind as a small picture, as the graph draws it. */
const icon = (style) => draw("svg", { viewBox: "-11 -11 22 22", width: 18, height: 18, "aria-hidden": "true", class: "icon" }, badge(style, 0, 0, style.shape === "square" ? 8 : 10));
const words = (name) => name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

/* Edges at each node; events with their parts. */
const touching = nodes.map(() => []);
edges.forEach((e, k) => { touching[e.source].push(k); if (e.target !== e.source) touching[e.target].push(k); });
const roles = (i) => touching[i].filter((k) => edges[k].source === i && edges[k].origin === "role");
const list = (items) => (items.length > 2 ? `${items.slice(0, 2).join(", ")} and ${items.length - 2} more` : items.join(" and "));
const named = (i, role) => list([...new Set(roles(i).map((k) => edges[k]).filter((e) => e.label === role).map((e) => nodes[e.target].label))]);

/* Dates in words. */
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** A date of EDTF in words, "5–6 Apr 2016"; what is of no common form stays as it is. */
function spell(date) {
  const [begin, end, more] = date.split("/");
  if (end && more === undefined) return begin === ".." ? `until ${spell(end)}` : end === ".." ? `since ${spell(begin)}` : between(spell(begin).split(NARROW), spell(end).split(NARROW));
  const part = /^(\d{3}[\dX])(?:-(0\d|1[012]))?(?:-(\d\d))?(?:T(\d\d:\d\d)\S*)?([~?]?)$/.exec(date);
  if (!part) return date;
  const [, year, month, day, clock, doubt] = part;
  return (doubt ? "about " : "") + [day && +day, month && MONTHS[month - 1], year.replace("X", "0s")].filter(Boolean).join(NARROW) + (clock ? `, ${clock}` : "");
}
const NARROW = "\u00a0"; // a date is not broken
/** From one date to another, what they share said once. */
function between(from, to) {
  for (let k = to.length - 1; from.length > 1 && from[from.length - 1] === to[k]; k--) from.pop();
  return `${from.join(NARROW)}–${to.join(NARROW)}`;
}
/** An event in one line, without its date: "A · sent → B, in C". */
function summary(i) {
  const n = nodes[i];
  if (!n.event) return n.label;
  const actors = named(i, "actor"), others = named(i, "recipient"), where = named(i, "location");
  return `${actors ? `${actors} · ` : ""}${n.label}${others ? ` → ${others}` : ""}${where && where !== others ? `, in ${where}` : ""}`;
}
const short = (i) => (nodes[i].event ? `${nodes[i].label} · ${nodes[i].kind}` : nodes[i].label);
