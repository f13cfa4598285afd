/* Downloads: the picture as PNG and SVG, what is shown as Turtle, the table as CSV. Made here; nothing is sent. */
function download(name, blob) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link); link.click(); link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
const savers = { png: savePng, svg: () => download("graph.svg", new Blob([new XMLSerializer().serializeToString(svgOfGraph())], { type: "image/svg+xml" })), ttl: () => download("visible.ttl", new Blob([turtle()], { type: "text/turtle" })), print: () => print() };
function savePng() {
  const drawnOn = find("network").querySelector("canvas"), sheet = make("canvas", { width: drawnOn.width, height: drawnOn.height }), context = sheet.getContext("2d");
  context.fillStyle = ink.paper; context.fillRect(0, 0, sheet.width, sheet.height); context.drawImage(drawnOn, 0, 0);
  sheet.toBlob((blob) => download("graph.png", blob));
}
/** Left, top, width and height of the picture with its names. */
function extent(spots) {
  let [left, top, right, low] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [i, { x, y }] of spots) {
    const high = fontSize(i), half = Math.max(nodes[i].size, Math.min(nodes[i].label.length, 22) * high * 0.32);
    left = Math.min(left, x - half); right = Math.max(right, x + half); top = Math.min(top, y - nodes[i].size); low = Math.max(low, y + nodes[i].size + 3.4 * high);
  }
  return spots.size ? [left - 20, top - 20, right - left + 40, low - top + 40].map(Math.round) : [0, 0, 100, 100];
}
function svgOfGraph() {
  if (!network) redraw();
  const spots = new Map([...now.spots.keys()].map((i) => [i, network.getPosition(i)])), [left, top, wide, high] = extent(spots);
  const picture = draw("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${left} ${top} ${wide} ${high}`, "font-family": "sans-serif" });
  picture.append(draw("title", {}, given.title), draw("rect", { x: left, y: top, width: wide, height: high, fill: ink.paper }),
    draw("defs", {}, draw("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" }, draw("path", { d: "M0 0L8 4L0 8z", fill: ink.edge }))));
  const label = { "text-anchor": "middle", stroke: ink.paper, "stroke-width": 3, "paint-order": "stroke" };
  for (const key of now.links.keys()) picture.append(svgLink(drawnLink(key), label));
  for (const [i, { x, y }] of spots) {
    const open = nodes[i].event && !heldBy(nodes[i].claims), style = styleOf(nodes[i]), look = { "stroke-width": 1.5, ...(open ? { fill: ink.card, "stroke-dasharray": "4 3" } : {}) };
    const size = fontSize(i), name = draw("text", { x, y: y + nodes[i].size + size, "font-size": size.toFixed(1), fill: ink.ink, ...label });
    [...wrap(nodes[i].label).split("\n"), ...(nodes[i].event ? [nodes[i].kind] : [])].forEach((line, k) => name.append(draw("tspan", { x, dy: k ? (size * 1.08).toFixed(1) : 0 }, line)));
    picture.append(badge(style, x, y, nodes[i].size, look, open ? style.border : style.glyph));
    if (size > 1) picture.append(name);
  }
  return picture;
}
/* On paper the graph is drawn in lines, in the colours of a light page. */
addEventListener("beforeprint", () => {
  document.documentElement.classList.add("paper");
  readInk();
  if (state.tab === "graph") find("sheet").replaceChildren(svgOfGraph());
});
addEventListener("afterprint", () => { document.documentElement.classList.remove("paper"); readInk(); find("sheet").replaceChildren(); });
/** A link as the graph draws it, from rim to rim, with the arrow and the words that it has there. */
function svgLink(link, look) {
  const { a, b, via, at } = linkCurve(link), rim = (from, to, far) => { const long = Math.hypot(to.x - from.x, to.y - from.y) || 1; return `${(from.x + ((to.x - from.x) / long) * far).toFixed(1)} ${(from.y + ((to.y - from.y) / long) * far).toFixed(1)}`; };
  const line = draw("path", { d: `M${rim(a, via, nodes[link.from].size)}Q${via.x.toFixed(1)} ${via.y.toFixed(1)} ${rim(b, via, nodes[link.to].size + 2)}`, fill: "none", stroke: link.color.color, "stroke-width": link.width.toFixed(1), "stroke-opacity": link.color.opacity.toFixed(2),
    ...(link.dashes ? { "stroke-dasharray": link.dashes.join(" ") } : {}), ...(link.arrows.to.enabled ? { "marker-end": "url(#arrow)" } : link.arrows.from.enabled ? { "marker-start": "url(#arrow)" } : {}) });
  line.append(draw("title", {}, `${nodes[link.from].label} → ${nodes[link.to].label}: ${linkLabel(now.links.get(link.id))}`));
  const said = talking.get(link.id);
  if (!said) return line;
  const { x, y, angle } = at(said.t), turn = said.flat ? 0 : (angle * 180) / Math.PI;
  return draw("g", {}, line, draw("text", { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${turn.toFixed(1)})`, dy: "0.35em", "font-size": linkSize.toFixed(1), fill: ink.soft, ...look }, said.text));
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
