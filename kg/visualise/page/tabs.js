/* The tabs: graph, timeline, map, table. Each shows what passes the filters; selecting in one selects in all. */
const TABS = ["graph", "timeline", "map", "table"];
const strip = document.querySelector("[role=tablist]");
function openTab(name, focus) {
  state.tab = name;
  for (const tab of TABS) {
    const control = find(`tab-${tab}`);
    control.setAttribute("aria-selected", String(tab === name)); control.tabIndex = tab === name ? 0 : -1;
    find(`view-${tab}`).hidden = tab !== name;
  }
  if (focus) find(`tab-${name}`).focus();
  fillTab();
  write();
}
for (const tab of TABS) find(`tab-${tab}`).addEventListener("click", () => openTab(tab));
strip.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step) { openTab(TABS[(TABS.indexOf(state.tab) + step + TABS.length) % TABS.length], true); event.preventDefault(); }
});
function fillTab(fit) {
  if (state.tab === "graph") redraw(fit || !network);
  else if (state.tab === "timeline") fillTimeline();
  else if (state.tab === "map") fillMap(fit);
  else fillTable();
}
const isChosen = (i) => wanted().includes(i);
const shownEvents = () => nodes.map((n, i) => i).filter((i) => nodes[i].event && shown.nodes[i]);

/* ---------- timeline: a row of dots a kind of event, then the events in words ---------- */
function fillTimeline() {
  const order = (i) => `${periodOf(nodes[i])} ${nodes[i].day}`, events = shownEvents();
  const dated = events.filter((i) => nodes[i].day).sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : a - b)), undated = events.filter((i) => !nodes[i].day);
  const part = find("view-timeline");
  const heads = [...group(dated, (i) => periodOf(nodes[i]))].reverse();
  part.replaceChildren(make("h2", {}, `Timeline: ${plural(dated.length, "dated event")}`), dated.length ? dots(dated, part.clientWidth - 36) : make("p", { class: "note" }, "No dated event passes the filters."),
    more(heads, ([period, inside]) => make("section", {}, make("h3", {}, spell(period)), more(inside, (i) => make("li", isChosen(i) ? { class: "chosen" } : {}, eventLink(i)), "ul", 30)), "div", 24));
  if (undated.length) part.append(make("h3", {}, `Without a date (${undated.length})`), more(undated, (i) => make("li", {}, eventLink(i)), "ul", 20));
}
/** One step across is a period that has events; `width` is in pixels of the window. */
function dots(dated, width) {
  const rows = [...group(dated, (i) => nodes[i].kind)].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  const range = periods.filter((p) => (state.from === null || p >= state.from) && (state.until === null || p <= state.until));
  const wide = Math.max(width, 300), left = 84, step = (wide - left - 12) / range.length;
  const within = (n) => ((n.when || n.day).length <= periodOf(n).length ? 0.5 : periodLength === 4 ? +n.day.slice(5, 7) / 13 : +n.day.slice(8, 10) / 32);
  const at = (i) => left + (range.indexOf(periodOf(nodes[i])) + within(nodes[i])) * step;
  const picture = draw("svg", { viewBox: `0 0 ${wide} ${rows.length * 24 + 30}`, class: "dots", role: "img", "aria-label": "Events by kind and date; the same events follow as a list" });
  rows.forEach(([kind, inside], r) => {
    picture.append(draw("line", { x1: left, x2: wide - 4, y1: r * 24 + 14, y2: r * 24 + 14, class: "rule" }), draw("text", { x: left - 8, y: r * 24 + 18, "text-anchor": "end" }, kind.toLowerCase()));
    let last = -Infinity; // dots of one day lie beside each other
    for (const i of inside.slice(0, 400)) {
      last = at(i) > last && at(i) - last < 5 ? last + 5 : at(i) <= last ? last + 5 : at(i);
      const dot = draw("circle", { cx: last.toFixed(1), cy: r * 24 + 14, r: 4 + Math.min(5, nodes[i].sources), class: isChosen(i) ? "dot chosen" : "dot" }, draw("title", {}, summary(i)));
      dot.addEventListener("click", () => select({ node: i }));
      picture.append(dot);
    }
  });
  const every = Math.ceil(84 / step), top = rows.length * 24;
  range.forEach((p, k) => {
    if (k % every || left + k * step > wide - 60) return;
    picture.append(draw("line", { x1: left + k * step, x2: left + k * step, y1: 4, y2: top + 6, class: "rule" }), draw("text", { x: left + k * step + 2, y: top + 20 }, spell(p)));
  });
  return make("figure", {}, picture, make("figcaption", { class: "note" }, `Each step is a ${periodLength === 7 ? "month, or a year where no more is known," : "year"} that has events; those without are left out. Larger dots have more sources.`));
}

/* ---------- table ---------- */
const COLUMNS = {
  events: ["Date", "Event", "Type", "Actor", "Recipient", "Place", "Claims", "Sources"],
  facts: ["Subject", "Predicate", "Object", "Kind", "Claims"],
  names: ["Name", "Kind", "Claims", "Links", "Also", "Identifier"],
  claims: ["Published", "Who", "Stance", "Sentence", "Article", "Fact", "Polarity", "Certainty", "Tense"],
};
/** The column whose cells select the row. */
const LEADS = { events: 1, facts: 0, names: 0, claims: 2 };
const sorting = { kind: "events", column: 0, down: true };
function rowsOf(kind) {
  if (kind === "events") return shownEvents().map((i) => ({ go: { node: i }, cells: [nodes[i].when || "", nodes[i].label, nodes[i].kind, named(i, "actor"), named(i, "recipient"), named(i, "location"), nodes[i].claims.length, nodes[i].sources] }));
  if (kind === "facts") return edges.map((e, k) => [e, k]).filter(([e, k]) => e.origin !== "role" && shown.edges[k]).map(([e]) => ({ go: { link: [e.source, e.target] }, cells: [nodes[e.source].label, words(e.label), nodes[e.target].label, e.origin, e.claims.length] }));
  if (kind === "names") return nodes.map((n, i) => [n, i]).filter(([n, i]) => !n.event && shown.nodes[i]).map(([n, i]) => ({ go: { node: i }, cells: [n.label, words(n.kind), n.claims.length, shown.degree[i], n.names.filter((x) => x !== n.label).join(", "), n.identifiers.map((x) => x[0]).join(" ")] }));
  return claims.map((c, i) => [c, i]).filter(([, i]) => shown.claims[i]).map(([c, i]) => {
    const a = articles[c.article], s = c.evidence[0] || c.content[0];
    return { go: { claim: i }, cells: [(a.published || "").slice(0, 10), voices[i], c.stance, s ? cutter(c.article)(s[0], s[1]).replace(/\s+/g, " ") : "", a.title, c.factual ? "yes" : "no", c.polarity || "", c.certainty || "", c.tense || ""] };
  });
}
function sortedRows() {
  const order = (a, b) => (typeof a === "number" ? a - b : a < b ? -1 : a > b ? 1 : 0), column = sorting.column;
  return rowsOf(sorting.kind).sort((a, b) => (sorting.down ? -1 : 1) * order(a.cells[column], b.cells[column]));
}
function fillTable(focus) {
  const rows = sortedRows(), part = find("view-table"), columns = COLUMNS[sorting.kind];
  const head = columns.map((title, k) => make("th", { scope: "col", "aria-sort": k !== sorting.column ? "none" : sorting.down ? "descending" : "ascending" }, make("button", { type: "button", "data-column": k,
    on: () => { sorting.down = k === sorting.column ? !sorting.down : false; sorting.column = k; fillTable(k); } }, title, k === sorting.column ? (sorting.down ? " ↓" : " ↑") : "")));
  const body = make("tbody"), wide = { Sentence: "long", Article: "title", Also: "title" };
  let at = 0;
  const add = () => {
    body.append(...rows.slice(at, at + 200).map((row) => make("tr", row.go.node !== undefined && isChosen(row.go.node) ? { class: "chosen" } : {}, ...row.cells.map((cell, k) => make("td", wide[columns[k]] ? { class: wide[columns[k]] } : {}, k === LEADS[sorting.kind] ? go(String(cell), row.go) : String(cell))))));
    at += 200;
    rest.hidden = at >= rows.length;
    rest.textContent = `Show 200 more of ${rows.length}`;
  };
  const rest = make("button", { type: "button", class: "tool", on: () => add() });
  const kinds = make("select", { id: "table-kind" }, ...Object.keys(COLUMNS).map((kind) => make("option", kind === sorting.kind ? { value: kind, selected: "" } : { value: kind }, kind)));
  kinds.addEventListener("change", () => { Object.assign(sorting, { kind: kinds.value, column: 0, down: kinds.value === "events" || kinds.value === "claims" }); fillTable(); find("table-kind").focus(); });
  part.replaceChildren(make("p", { class: "tools" }, make("label", { for: "table-kind" }, "Table of "), kinds, ` ${plural(rows.length, "row")} `, make("button", { type: "button", class: "tool", on: () => saveCsv() }, "Download CSV")),
    make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Table of ${sorting.kind}` }, make("table", {}, make("thead", {}, make("tr", {}, ...head)), body)), rest);
  add();
  if (focus !== undefined && typeof focus === "number") part.querySelector(`[data-column="${focus}"]`).focus();
}
