/* What is selected and what is let through; kept in the address. */
const state = {
  tab: "graph", view: given.opening, all: false, undated: true,
  chosen: null, off: new Set(), only: { type: new Set(), voice: new Set(), stance: new Set(), article: new Set() },
  from: null, until: null, open: new Set(),
};
const firm = claims.map((c) => c.factual);
const heldBy = (items) => items.some((c) => firm[c]);
const voiceOf = (c) => (c.voice === "article" ? "The article" : c.source !== null ? nodes[c.source].label : c.words || "Unnamed");
const voices = claims.map(voiceOf);
const byIri = new Map(nodes.map((n, i) => [n.iri, i]));
const byClaim = new Map(claims.map((c, i) => [c.iri, i]));

/** What passes the filters: claims, edges, nodes, and how many shown edges each node has. */
let shown = { claims: [], edges: [], nodes: [], degree: [] };
const claimFilters = () => state.only.voice.size + state.only.stance.size + state.only.article.size;
function claimPasses(c, i) {
  const only = state.only;
  return (state.all || firm[i]) && (!only.voice.size || only.voice.has(voices[i])) && (!only.stance.size || only.stance.has(c.stance))
    && (!only.article.size || only.article.has(articles[c.article].id));
}
function dayPasses(n) {
  if (state.from === null && state.until === null) return true;
  if (!n.day) return false;
  const period = periodOf(n);
  return (state.from === null || period >= state.from) && (state.until === null || period <= state.until);
}
function sift() {
  const passing = claims.map(claimPasses), bare = claimFilters() === 0, dated = state.from !== null || state.until !== null;
  const kindOn = nodes.map((n) => !state.off.has(styleOf(n).name));
  const eventOn = nodes.map((n, i) => n.event && kindOn[i] && (!state.only.type.size || state.only.type.has(n.kind)) && dayPasses(n)
    && (n.claims.length ? n.claims.some((c) => passing[c]) : state.all));
  const narrowed = dated || state.only.type.size > 0;
  const lit = nodes.map(() => false);
  const on = edges.map((e) => {
    if (!kindOn[e.source] || !kindOn[e.target]) return false;
    if (e.origin !== "role") return e.origin === "background" ? bare : e.claims.some((c) => passing[c]);
    const fine = eventOn[e.source] && (e.claims.length ? e.claims.some((c) => passing[c]) : true);
    if (fine) lit[e.target] = true;
    return fine;
  });
  const degree = nodes.map(() => 0);
  edges.forEach((e, k) => {
    if (on[k] && e.origin !== "role" && narrowed) on[k] = lit[e.source] && lit[e.target];
    if (on[k]) { degree[e.source]++; degree[e.target]++; }
  });
  shown = { claims: passing, edges: on, degree, nodes: nodes.map((n, i) => (n.event ? eventOn[i] : kindOn[i] && degree[i] > 0)) };
}

/* ---------- time ---------- */
const dated = nodes.filter((n) => n.event && n.day);
/** A period is the beginning of a date: months where they are few, else years; of what is known by the year alone the year. */
const periodLength = new Set(dated.map((n) => n.day.slice(0, 7))).size <= 60 ? 7 : 4;
const periodOf = (n) => n.day.slice(0, /^\d{3}[\dX][~?]?(\/|$)/.test(n.when || "") ? 4 : periodLength);
const periods = [...new Set(dated.map(periodOf))].sort();

/* ---------- the address ---------- */
const keyOf = (i) => nodes[i].iri;
function address(what = state.chosen) {
  const parts = [], put = (name, value) => parts.push(`${name}=${encodeURIComponent(value)}`);
  if (what?.claim !== undefined) put("claim", claims[what.claim].iri);
  else if (what?.node !== undefined) put("node", keyOf(what.node));
  else if (what?.link) put("link", what.link.map(keyOf).join("|"));
  else if (what?.path) put("path", what.path.map(keyOf).join("|"));
  if (state.tab !== "graph") put("tab", state.tab);
  if (state.view !== given.opening) put("view", state.view);
  if (state.all) put("all", "1");
  if (state.off.size) put("off", [...state.off].sort().join("|"));
  for (const [name, set] of Object.entries(state.only)) if (set.size) put(name, [...set].sort().join("|"));
  if (state.from !== null) put("from", state.from);
  if (state.until !== null) put("until", state.until);
  if (state.open.size) put("open", [...state.open].map(keyOf).join("|"));
  return `#${parts.join("&")}`;
}
function write() { if (address() !== location.hash) history.replaceState(null, "", address()); }
function read() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const several = (name) => (asked.get(name) || "").split("|").filter(Boolean);
  const known = (name) => several(name).map((iri) => byIri.get(iri)).filter((i) => i !== undefined);
  state.tab = ["graph", "timeline", "map", "table"].includes(asked.get("tab")) ? asked.get("tab") : "graph";
  state.view = ["all", "overview"].includes(asked.get("view")) ? asked.get("view") : given.opening;
  state.all = asked.get("all") === "1";
  state.off = new Set(several("off"));
  for (const name of Object.keys(state.only)) state.only[name] = new Set(several(name));
  state.from = periods.includes(asked.get("from")) ? asked.get("from") : null;
  state.until = periods.includes(asked.get("until")) ? asked.get("until") : null;
  state.open = new Set(known("open"));
  const node = known("node"), link = known("link"), path = known("path"), claim = byClaim.get(asked.get("claim"));
  state.chosen = claim !== undefined ? { claim } : node.length ? { node: node[0] } : link.length === 2 ? { link } : path.length === 2 ? { path } : null;
  if (claim !== undefined && !firm[claim]) state.all = true;
}
