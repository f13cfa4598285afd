/* Downloads: the picture as PNG and SVG, what is shown as Turtle, the table as CSV. Made here; nothing is sent. */
function download(name, blob) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link); link.click(); link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
const savers = { png: savePng, svg: () => download("graph.svg", new Blob([svgOfGraph()], { type: "image/svg+xml" })), ttl: () => download("visible.ttl", new Blob([turtle()], { type: "text/turtle" })), print: () => print() };
function savePng() {
  const drawnOn = find("network").querySelector("canvas"), sheet = make("canvas", { width: drawnOn.width, height: drawnOn.height }), context = sheet.getContext("2d");
  context.fillStyle = ink.paper; context.fillRect(0, 0, sheet.width, sheet.height); context.drawImage(drawnOn, 0, 0);
  sheet.toBlob((blob) => download("graph.png", blob));
}
const POINTS = { hexagon: [6, 0], square: [4, Math.PI / 4], triangleDown: [3, Math.PI / 2], diamond: [4, 0] };
function shapeOf(i, x, y) {
  const style = styleOf(nodes[i]), size = nodes[i].size, open = nodes[i].event && !heldBy(nodes[i].claims);
  const look = { fill: open ? ink.card : style.fill, stroke: style.border, "stroke-width": 1.5, ...(open ? { "stroke-dasharray": "4 3" } : {}) };
  if (style.shape === "dot") return draw("circle", { cx: x, cy: y, r: size, ...look });
  const star = style.shape === "star", [corners, turn] = star ? [10, -Math.PI / 2] : POINTS[style.shape];
  const at = (k) => { const r = size * (star && k % 2 ? 0.45 : 1), a = turn + (k * 2 * Math.PI) / corners; return `${(x + r * Math.cos(a)).toFixed(1)},${(y + r * Math.sin(a)).toFixed(1)}`; };
  return draw("polygon", { points: Array.from({ length: corners }, (_, k) => at(k)).join(" "), ...look });
}
function svgOfGraph() {
  if (!network) redraw();
  const spots = new Map([...now.spots.keys()].map((i) => [i, network.getPosition(i)])), xs = [...spots.values()].map((s) => s.x), ys = [...spots.values()].map((s) => s.y);
  const least = (v) => v.reduce((m, x) => Math.min(m, x), Infinity) - 120, most = (v) => v.reduce((m, x) => Math.max(m, x), -Infinity) + 120;
  const picture = draw("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${least(xs)} ${least(ys)} ${most(xs) - least(xs)} ${most(ys) - least(ys)}`, "font-family": "sans-serif" });
  picture.append(draw("title", {}, given.title), draw("rect", { x: least(xs), y: least(ys), width: "100%", height: "100%", fill: ink.paper }));
  for (const link of now.links.values()) {
    const a = spots.get(link.from), b = spots.get(link.to);
    picture.append(draw("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: ink.edge, "stroke-width": 1.2, ...(linkFirm(link) ? {} : { "stroke-dasharray": "7 5" }) }, draw("title", {}, `${nodes[link.from].label} → ${nodes[link.to].label}: ${linkLabel(link)}`)));
  }
  for (const [i, { x, y }] of spots) {
    const lines = wrap(nodes[i].label).split("\n"), label = draw("text", { x, y: y + nodes[i].size + 14, "text-anchor": "middle", "font-size": 13, fill: ink.ink, stroke: ink.paper, "stroke-width": 3, "paint-order": "stroke" });
    lines.forEach((line, k) => label.append(draw("tspan", { x, dy: k ? 14 : 0 }, line)));
    picture.append(shapeOf(i, x, y), label);
  }
  return new XMLSerializer().serializeToString(picture);
}
/* Turtle: names and kinds, roles and facts, and each shown claim with its sentence. */
const iriOf = (iri) => `<${iri.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`)}>`;
const text = (value) => `"${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/\t/g, "\\t").replace(/[\u0000-\u001f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
const term = (prefix, name) => (/^[A-Za-z][\w-]*$/.test(name) ? `${prefix}:${name}` : text(name));
function turtle() {
  const lines = [...Object.entries(given.prefixes).map(([name, iri]) => `@prefix ${name}: <${iri}> .`), ""];
  const put = (subject, pairs) => lines.push(`${iriOf(subject)} ${pairs.map(([p, o]) => `${p} ${o}`).join(" ;\n  ")} .`);
  nodes.forEach((n, i) => {
    if (!shown.nodes[i]) return;
    const pairs = n.event ? [["a", "kg:Event"], ["kg:eventType", term("kge", n.kind)]] : [["a", term("kg", n.kind)]];
    pairs.push(["rdfs:label", text(n.label)]);
    for (const [, url] of n.identifiers) if (safe(url)) pairs.push(["owl:sameAs", iriOf(url)]);
    for (const k of touching[i]) if (shown.edges[k] && edges[k].source === i) pairs.push([term("kg", edges[k].label), iriOf(nodes[edges[k].target].iri)]);
    put(n.iri, pairs);
  });
  claims.forEach((c, i) => {
    if (!shown.claims[i]) return;
    const pairs = [["a", "kg:Claim"], ["kg:reportedBy", iriOf(articles[c.article].iri)], ["kg:voice", text(c.voice)], ["kg:stance", text(c.stance)], ["kg:factual", String(c.factual)]];
    if (c.source !== null) pairs.push(["kg:source", iriOf(nodes[c.source].iri)]);
    for (const name of ["polarity", "certainty", "tense"]) if (c[name]) pairs.push([`kg:${name}`, text(c[name])]);
    for (const s of c.evidence) pairs.push(["rdfs:comment", text(cutter(c.article)(s[0], s[1]))]);
    put(c.iri, pairs);
  });
  return `${lines.join("\n")}\n`;
}
/** A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
const cell = (value) => `"${(typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value)).replace(/"/g, '""')}"`;
function csvOfTable() { return [COLUMNS[sorting.kind], ...sortedRows().map((row) => row.cells)].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n"; }
function saveCsv() { download(`${sorting.kind}.csv`, new Blob(["\ufeff", csvOfTable()], { type: "text/csv" })); }
for (const [name, save] of Object.entries(savers)) find(`save-${name}`).addEventListener("click", () => { save(); find("save").open = false; });
