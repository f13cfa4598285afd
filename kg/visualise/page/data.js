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
/** An icon of a kind, as SVG, in its colours. */
function icon(style) {
  return draw("svg", { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true", class: "icon" },
    draw("path", { d: style.icon, fill: style.fill, stroke: style.border, "stroke-width": 0.8 }));
}
const words = (name) => name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();

/* Edges at each node; events with their parts. */
const touching = nodes.map(() => []);
edges.forEach((e, k) => { touching[e.source].push(k); if (e.target !== e.source) touching[e.target].push(k); });
const roles = (i) => touching[i].filter((k) => edges[k].source === i && edges[k].origin === "role");
const list = (items) => (items.length > 2 ? `${items.slice(0, 2).join(", ")} and ${items.length - 2} more` : items.join(" and "));
const named = (i, role) => list([...new Set(roles(i).map((k) => edges[k]).filter((e) => e.label === role).map((e) => nodes[e.target].label))]);

/** An event in one line: "soldiers of A → B: fighting, in C, 2024-08". */
function summary(i) {
  const n = nodes[i];
  if (!n.event) return n.label;
  const actors = named(i, "actor"), others = named(i, "recipient"), where = named(i, "location");
  const who = actors && others ? `${actors} → ${others}: ` : actors ? `${actors}: ` : others ? `→ ${others}: ` : "";
  return `${who}${n.label}${where ? `, in ${where}` : ""}${n.when ? `, ${n.when}` : ""}`;
}
const short = (i) => (nodes[i].event ? `${nodes[i].label} · ${nodes[i].kind}` : nodes[i].label);
