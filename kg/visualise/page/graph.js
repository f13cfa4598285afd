/* The graph: vis-network draws the picture, without physics; icons and highlights are ours. */
const dark = matchMedia("(prefers-color-scheme: dark)");
let now = { spots: new Map(), links: new Map(), whole: true };
const nodeSet = new vis.DataSet(), edgeSet = new vis.DataSet();
let network = null, hovered = null;
const FACE = "system-ui, DejaVu Sans, sans-serif";
let ink = {};
const readInk = () => { ink = Object.fromEntries(["ink", "paper", "card", "soft", "edge", "accent"].map((name) => [name, css(`--${name}`)])); };

function wrap(text, width = 22) {
  if (text.length <= width) return text;
  const cut = text.lastIndexOf(" ", width) > 0 ? text.lastIndexOf(" ", width) : width, rest = text.slice(cut).trim();
  return `${text.slice(0, cut)}\n${rest.length <= width ? rest : `${rest.slice(0, width - 1)}…`}`;
}
function drawnNode(i, big) {
  const n = nodes[i], style = styleOf(n), open = n.event && !heldBy(n.claims), [x, y] = now.spots.get(i);
  return {
    id: i, x, y, shape: style.shape, size: n.size, label: n.event ? `${wrap(n.label)}\n${n.kind}` : wrap(n.label), borderWidth: 1.5, borderWidthSelected: 4,
    shapeProperties: { borderDashes: open ? [4, 3] : false },
    color: { background: open ? ink.card : style.fill, border: style.border, highlight: { background: style.fill, border: ink.ink }, hover: { background: style.fill, border: ink.ink } },
    font: { color: ink.ink, size: n.event ? 12 : big || 14, strokeWidth: 4, strokeColor: ink.paper, face: FACE },
    scaling: { label: { enabled: false, drawThreshold: 8 } },
  };
}
const linkOrigin = (link) => (link.edges.some((k) => edges[k].origin === "fact") ? "fact" : link.events.length ? "event" : link.edges.some((k) => edges[k].origin === "role") ? "role" : "background");
const linkFirm = (link) => link.events.some((i) => heldBy(nodes[i].claims)) || link.edges.some((k) => edges[k].origin === "background" || heldBy(edges[k].claims));
/** What a link says: predicates and event types, the most frequent first. */
function linkLabel(link) {
  const all = [...link.edges.map((k) => words(edges[k].label)), ...link.events.map((i) => nodes[i].kind.toLowerCase())];
  const counted = [...group(all, (x) => x)].map(([name, same]) => [name, same.length]).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return counted.slice(0, 3).map(([name, n]) => (n > 1 ? `${name} ×${n}` : name)).join(", ") + (counted.length > 3 ? " …" : "");
}
const isNear = (link) => { const what = state.chosen; return what?.node !== undefined ? link.from === what.node || link.to === what.node : what?.link ? what.link.includes(link.from) && what.link.includes(link.to) : false; };
/** A label at rest needs an edge that is longer than it. */
function roomFor(link) {
  if (now.links.size > 150) return false;
  const [x1, y1] = now.spots.get(link.from), [x2, y2] = now.spots.get(link.to);
  return Math.hypot(x2 - x1, y2 - y1) > 7 * linkLabel(link).length + nodes[link.from].size + nodes[link.to].size + 24;
}
function drawnLink(key) {
  const link = now.links.get(key), origin = linkOrigin(link), there = now.links.has(`${link.to}-${link.from}`), strength = link.edges.length + link.events.length;
  const lit = hovered === key || onPath(link) || (isNear(link) && (nearLinks <= 14 || origin === "fact"));
  return {
    id: key, from: link.from, to: link.to, label: lit || (origin === "fact" && roomFor(link)) ? linkLabel(link) : undefined,
    dashes: linkFirm(link) ? (origin === "background" ? [2, 6] : false) : [7, 5], arrows: { to: { enabled: true, scaleFactor: 0.45 } },
    color: { color: onPath(link) ? ink.accent : ink.edge, highlight: ink.accent, hover: ink.accent, opacity: origin === "role" ? 0.6 : origin === "background" ? 0.45 : 0.9 },
    width: Math.min(6, (origin === "role" || origin === "background" ? 0.9 : 1.3) + 0.5 * Math.log2(strength)) + (onPath(link) ? 2 : 0),
    hoverWidth: 1, selectionWidth: 1.5, smooth: there ? { enabled: true, type: "curvedCW", roundness: 0.12 } : false,
    font: { color: ink.ink, size: lit ? litSize : 12, strokeWidth: 4, strokeColor: ink.paper, align: lit ? "horizontal" : "middle", face: FACE },
    scaling: { label: { enabled: false, drawThreshold: lit ? 4 : 10 } },
  };
}
const stepsOf = () => (state.chosen?.path ? new Set(paths(...state.chosen.path).flatMap((p) => p.slice(1).flatMap((j, k) => [`${p[k]}-${j}`, `${j}-${p[k]}`]))) : new Set());
let steps = new Set(), nearLinks = 0, litSize = 12;
const onPath = (link) => steps.has(`${link.from}-${link.to}`);

/** Middle and scale at which the whole picture is in the window. */
function frame() {
  const least = [Infinity, Infinity], most = [-Infinity, -Infinity];
  for (const spot of now.spots.values()) for (const k of [0, 1]) { least[k] = Math.min(least[k], spot[k]); most[k] = Math.max(most[k], spot[k]); }
  if (!now.spots.size) return { position: { x: 0, y: 0 }, scale: 1 };
  const { clientWidth, clientHeight } = find("network"), scale = Math.min((clientWidth - 60) / (most[0] - least[0] + 190), (clientHeight - 70) / (most[1] - least[1] + 80), 1.15);
  return { position: { x: (least[0] + most[0]) / 2, y: (least[1] + most[1]) / 2 + 10 / scale }, scale: Math.max(scale, 0.01) };
}
const fitAll = () => network.moveTo(frame());
/** Names are drawn large enough to be read when the whole picture is in the window: all of few, else the strongest that leave each other room. */
function bigLabels(scale) {
  const spots = [...now.spots], few = spots.length <= 80 && scale >= 0.5, size = Math.min(400, Math.max(scale < 1 ? 14 : 14 / scale, (few ? 10.5 : 12.5) / scale));
  if (few) return new Map(spots.map(([i]) => [i, size]));
  const strongest = [...now.spots.keys()].filter((i) => !nodes[i].event).sort((a, b) => nodes[b].claims.length - nodes[a].claims.length || a - b).slice(0, 120), taken = [];
  for (const i of strongest) {
    const [x, y] = now.spots.get(i), half = Math.min(nodes[i].label.length, 22) * size * 0.32;
    if (taken.length < 30 && taken.every(([, u, v, w]) => Math.abs(x - u) > half + w || Math.abs(y - v) > size * 2.2)) taken.push([i, x, y, half]);
  }
  return new Map(taken.map(([i]) => [i, size]));
}
/** Names keep their size in the window when the picture is drawn nearer or farther. */
let big = new Map(), resizing = 0;
function resize() {
  clearTimeout(resizing);
  resizing = setTimeout(() => {
    const before = big;
    big = bigLabels(network.getScale());
    const changed = [...now.spots.keys()].filter((i) => big.get(i) !== before.get(i));
    nodeSet.update(changed.map((i) => ({ id: i, font: { size: nodes[i].event ? 12 : big.get(i) || 14 } })));
  }, 120);
}
function sync(set, wantedIds, item) {
  const gone = set.getIds().filter((id) => !wantedIds.has(id));
  if (gone.length) set.remove(gone);
  set.update([...wantedIds.keys()].map(item));
}
function redraw(fit) {
  if (!ink.ink) readInk();
  now = picture();
  steps = stepsOf();
  nearLinks = [...now.links.values()].filter(isNear).length;
  litSize = Math.min(40, Math.max(12, 10 / (network ? network.getScale() : 1)));
  big = bigLabels(network && !fit ? network.getScale() : frame().scale);
  if (!network) {
    nodeSet.add([...now.spots.keys()].map((i) => drawnNode(i, big.get(i)))); edgeSet.add([...now.links.keys()].map(drawnLink));
    begin();
  } else {
    sync(nodeSet, now.spots, (i) => drawnNode(i, big.get(i)));
    sync(edgeSet, now.links, drawnLink);
  }
  if (fit) fitAll();
  highlight();
  const count = find("count"), hidden = shown.nodes.reduce((sum, on) => sum + on, 0) - now.spots.size;
  count.textContent = `${plural(now.spots.size, "node")} drawn${hidden > 0 ? `, ${hidden.toLocaleString("en-GB")} more fold into links` : ""}`;
  find("springs").hidden = now.spots.size > MOST_SPRINGS;
  if (find("springs").hidden) springs(false);
  find("view").hidden = given.opening === "all";
  find("view").textContent = state.view === "all" ? "Show the overview" : "Show all nodes";
}
/** Physics, for small pictures only, and only while it is switched on. */
const MOST_SPRINGS = 300;
function springs(on) {
  if (!network || (find("springs").getAttribute("aria-pressed") === "true") === on) return;
  find("springs").setAttribute("aria-pressed", String(on));
  network.setOptions({ physics: { enabled: on, solver: "forceAtlas2Based", stabilization: false, forceAtlas2Based: { gravitationalConstant: -160, springLength: 110, avoidOverlap: 0.6 } } });
}
function begin() {
  const many = now.spots.size > 300;
  network = new vis.Network(find("network"), { nodes: nodeSet, edges: edgeSet }, {
    physics: { enabled: false }, layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, multiselect: true, selectConnectedEdges: false, hoverConnectedEdges: false, hideEdgesOnDrag: many, hideEdgesOnZoom: many, tooltipDelay: 200,
      keyboard: { enabled: true, bindToWindow: false } },
  });
  network.on("afterDrawing", drawIcons);
  network.on("afterDrawing", moveCopy);
  network.on("dragStart", lift);
  network.on("dragEnd", drop);
  network.on("zoom", resize);
  network.on("animationFinished", resize);
  network.on("click", clicked);
  network.on("doubleClick", (event) => { if (event.nodes.length) expand(event.nodes[0]); });
  network.on("hoverEdge", ({ edge }) => { const old = hovered; hovered = edge; relabel(old, edge); });
  network.on("blurEdge", () => { const old = hovered; hovered = null; relabel(old); });
  window.kgAt = (iri) => network.canvasToDOM(network.getPosition(byIri.get(iri))); // where a node is in the window, for tests
  network.once("afterDrawing", () => { window.kgReady = performance.now(); });
}
function relabel(...keys) { edgeSet.update(keys.filter((key) => key !== null && now.links.has(key)).map(drawnLink)); }
const paths2d = new Map();
let faded = new Set();
function drawIcons(context) {
  const scale = network.getScale();
  if (copy || scale * 14 < 7 || now.spots.size > 1500) return;
  const corner = network.DOMtoCanvas({ x: 0, y: 0 }), end = network.DOMtoCanvas({ x: find("network").clientWidth, y: find("network").clientHeight });
  for (const i of now.spots.keys()) {
    const style = styleOf(nodes[i]), size = nodes[i].size, { x, y } = network.getPosition(i);
    if (x < corner.x || y < corner.y || x > end.x || y > end.y) continue;
    if (!paths2d.has(style.name)) paths2d.set(style.name, new Path2D(style.icon));
    const side = size * (style.shape === "star" || style.shape === "triangleDown" ? 0.75 : 0.95);
    context.save();
    context.translate(x - side / 2, y - side / 2 - (style.shape === "triangleDown" ? size * 0.1 : 0));
    context.scale(side / 16, side / 16);
    context.globalAlpha = faded.has(i) ? 0.4 : 1;
    context.fillStyle = nodes[i].event && !heldBy(nodes[i].claims) ? style.border : style.glyph;
    context.fill(paths2d.get(style.name));
    context.restore();
  }
}
function clicked(event) {
  const i = event.nodes.length ? network.getNodeAt(event.pointer.DOM) ?? event.nodes[0] : undefined;
  if (i !== undefined && event.event.srcEvent?.shiftKey && state.chosen?.node !== undefined && state.chosen.node !== i) select({ path: [state.chosen.node, i] });
  else if (i !== undefined) select({ node: i });
  else if (event.edges.length) { const link = now.links.get(event.edges[0]); select({ link: [link.from, link.to] }); }
  else select(null);
}
function expand(i) {
  if (now.whole) { network.fit({ nodes: [i, ...new Set(shownNear(i))], animation: true }); return; }
  if (state.open.has(i)) state.open.delete(i); else state.open.add(i);
  redraw(); write();
  network.fit({ nodes: [i, ...new Set(shownNear(i).filter((j) => now.spots.has(j)))], animation: true });
}
/** The selection, and what is near it, in front of the rest. */
function highlight() {
  const what = state.chosen, near = new Set();
  if (what?.path) for (const path of paths(...what.path)) path.forEach((i) => near.add(i));
  else for (const i of wanted()) { near.add(i); if (!what.link) shownNear(i).forEach((j) => near.add(j)); }
  if (what?.node !== undefined && !now.whole) for (const link of now.links.values()) if (isNear(link)) { near.add(link.from); near.add(link.to); }
  const dim = near.size > 0 && now.spots.size <= 500;
  faded = dim ? new Set([...now.spots.keys()].filter((i) => !near.has(i))) : new Set();
  if (now.spots.size <= 500) nodeSet.update([...now.spots.keys()].map((i) => ({ id: i, opacity: faded.has(i) ? 0.25 : 1, font: { color: faded.has(i) ? ink.soft : ink.ink } })));
  network.setSelection({ nodes: wanted().filter((i) => now.spots.has(i)), edges: what?.link ? [`${what.link[0]}-${what.link[1]}`, `${what.link[1]}-${what.link[0]}`].filter((key) => now.links.has(key)) : [] }, { highlightEdges: false });
}
function goTo(i) { network.focus(i, { scale: Math.max(network.getScale(), 0.8), animation: true }); }
dark.addEventListener("change", () => { readInk(); redraw(); });
