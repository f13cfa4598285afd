/* The graph: vis-network draws the picture, without physics; icons and highlights are ours. */
const dark = matchMedia("(prefers-color-scheme: dark)");
let now = { spots: new Map(), links: new Map(), whole: true };
const nodeSet = new vis.DataSet(), edgeSet = new vis.DataSet();
let network = null, hovered = null, faded = new Set();
const moved = new Map(); // spots to which nodes were pulled, or sprang
const spotNow = (i) => moved.get(i) || now.spots.get(i);
const FACE = "system-ui, DejaVu Sans, sans-serif";
let ink = {};
const readInk = () => { ink = Object.fromEntries(["ink", "paper", "card", "soft", "edge", "accent"].map((name) => [name, css(`--${name}`)])); };

function wrap(text, width = 22) {
  if (text.length <= width) return text;
  const cut = text.lastIndexOf(" ", width) > 0 ? text.lastIndexOf(" ", width) : width, rest = text.slice(cut).trim();
  return `${text.slice(0, cut)}\n${rest.length <= width ? rest : `${rest.slice(0, width - 1)}…`}`;
}
function drawnNode(i) {
  const n = nodes[i], style = styleOf(n), open = n.event && !heldBy(n.claims), [x, y] = spotNow(i), dim = faded.has(i);
  return {
    id: i, ...(springing() && nodeSet.get(i) ? {} : { x, y }), opacity: dim ? 0.25 : 1, shape: style.shape, size: n.size, label: n.event ? `${wrap(n.label)}\n${n.kind}` : wrap(n.label), borderWidth: 1.5, borderWidthSelected: 3,
    shapeProperties: { borderDashes: open ? [4, 3] : false },
    color: { background: open ? ink.card : style.fill, border: style.border, highlight: { background: style.fill, border: ink.ink }, hover: { background: style.fill, border: ink.ink } },
    font: { color: dim ? ink.soft : ink.ink, size: fontSize(i), strokeWidth: 4, strokeColor: ink.paper, face: FACE },
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
/** The arrows of a link: who acts points at the event, the event at whom it meets; a place or a topic has none. */
function arrowsOf(link, origin) {
  if (origin !== "role") return "to";
  const all = link.edges.map((k) => edges[k].label);
  return all.some((role) => role === "recipient" || role === "destination") ? "to" : all.some((role) => role === "actor" || role === "origin") ? "from" : "";
}
function drawnLink(key) {
  const link = now.links.get(key), origin = linkOrigin(link), arrows = arrowsOf(link, origin), dim = faded.size > 0 && !isNear(link) && !onPath(link), strength = link.edges.length + link.events.length;
  return {
    id: key, from: link.from, to: link.to,
    dashes: linkFirm(link) ? (origin === "background" ? [2, 6] : false) : [7, 5],
    arrows: Object.fromEntries(["to", "from"].map((end) => [end, { enabled: arrows === end, scaleFactor: 0.45 }])),
    color: { color: onPath(link) ? ink.accent : ink.edge, highlight: ink.accent, hover: ink.accent, opacity: (origin === "role" ? 0.7 : origin === "background" ? 0.5 : 0.9) * (dim ? 0.3 : 1) },
    width: Math.min(6, (origin === "role" || origin === "background" ? 0.9 : 1.3) + 0.5 * Math.log2(strength)) + (onPath(link) ? 2 : 0),
    hoverWidth: 1, selectionWidth: 1.5, smooth: isBowed(link) ? { enabled: true, type: "curvedCW", roundness: ROUND } : false,
  };
}
const stepsOf = () => (state.chosen?.path ? new Set(paths(...state.chosen.path).flatMap((p) => p.slice(1).flatMap((j, k) => [`${p[k]}-${j}`, `${j}-${p[k]}`]))) : new Set());
let steps = new Set(), near = [], nearLinks = 0;
/** Which links touch the selection: they say what they are, where they are not too many. */
function seekNear() {
  near = [...now.links].filter(([, link]) => isNear(link)).map(([key]) => key);
  nearLinks = near.length;
}
const onPath = (link) => steps.has(`${link.from}-${link.to}`);

/** Middle and scale at which the whole picture is in the window. */
function frame() {
  const least = [Infinity, Infinity], most = [-Infinity, -Infinity];
  for (const spot of [...now.spots.keys()].map(spotNow)) for (const k of [0, 1]) { least[k] = Math.min(least[k], spot[k]); most[k] = Math.max(most[k], spot[k]); }
  if (!now.spots.size) return { position: { x: 0, y: 0 }, scale: 1 };
  const { clientWidth, clientHeight } = find("network"), scale = Math.min((clientWidth - MARGIN[0]) / (most[0] - least[0] + RIM[0]), (clientHeight - MARGIN[1]) / (most[1] - least[1] + RIM[1]), 1.15);
  return { position: { x: (least[0] + most[0]) / 2, y: (least[1] + most[1]) / 2 + 10 / scale }, scale: Math.max(scale, 0.01) };
}
const fitAll = () => { network.moveTo(frame()); resize(); };
function sync(set, wantedIds, item) {
  const gone = set.getIds().filter((id) => !wantedIds.has(id));
  if (gone.length) set.remove(gone);
  set.update([...wantedIds.keys()].map(item));
}
function redraw(fit) {
  if (!ink.ink) readInk();
  now = picture(fit || !network);
  steps = stepsOf();
  seekNear();
  faded = fade();
  setSizes(network && !fit ? network.getScale() : frame().scale);
  if (!network) {
    nodeSet.add([...now.spots.keys()].map(drawnNode)); edgeSet.add([...now.links.keys()].map(drawnLink));
    begin();
  } else {
    sync(nodeSet, now.spots, drawnNode);
    sync(edgeSet, now.links, drawnLink);
  }
  if (fit) fitAll();
  highlight();
  const all = shown.nodes.reduce((sum, on) => sum + on, 0);
  find("count").textContent = now.whole ? plural(now.spots.size, "node") : `${now.spots.size} of ${plural(all, "node")}`;
  find("springs").hidden = now.spots.size > MOST_SPRINGS;
  if (find("springs").hidden) springs(false);
  find("view").hidden = given.opening === "all" || (state.view !== "all" && all > MOST_DRAWN);
  find("view").textContent = state.view === "all" ? "Overview" : "All nodes";
}
/** Physics, for small pictures only, and only while it is switched on. */
const MOST_SPRINGS = 300;
const springing = () => find("springs").getAttribute("aria-pressed") === "true";
function springs(on) {
  if (!network || springing() === on) return;
  find("springs").setAttribute("aria-pressed", String(on));
  if (!on) for (const i of nodeSet.getIds()) { const { x, y } = network.getPosition(i); moved.set(i, [x, y]); }
  network.setOptions({ physics: { enabled: on, solver: "forceAtlas2Based", stabilization: false, forceAtlas2Based: { gravitationalConstant: -160, springLength: 110, avoidOverlap: 0.6 } } });
  if (!on) fitAll();
}
function begin() {
  const many = now.spots.size > 300;
  network = new vis.Network(find("network"), { nodes: nodeSet, edges: edgeSet }, {
    physics: { enabled: false }, layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, multiselect: true, selectConnectedEdges: false, hoverConnectedEdges: false, hideEdgesOnDrag: many, hideEdgesOnZoom: many, tooltipDelay: 200,
      keyboard: { enabled: true, bindToWindow: false } },
  });
  network.on("afterDrawing", drawWords);
  network.on("afterDrawing", drawIcons);
  network.on("afterDrawing", moveCopy);
  network.on("dragStart", lift);
  network.on("dragEnd", drop);
  network.on("zoom", resize);
  network.on("animationFinished", resize);
  network.on("click", clicked);
  network.on("doubleClick", (event) => { if (event.nodes.length) expand(event.nodes[0]); });
  network.on("hoverEdge", ({ edge }) => { hovered = edge; network.redraw(); });
  network.on("blurEdge", () => { hovered = null; network.redraw(); });
  window.kgAt = (iri) => network.canvasToDOM(network.getPosition(byIri.get(iri))); // where a node is in the window, for tests
  network.once("afterDrawing", () => { window.kgReady = performance.now(); });
}
const paths2d = new Map();
function drawIcons(context) {
  const scale = network.getScale();
  if (copy || scale * 14 < 7 || now.spots.size > 1500) return;
  const corner = network.DOMtoCanvas({ x: 0, y: 0 }), end = network.DOMtoCanvas({ x: find("network").clientWidth, y: find("network").clientHeight });
  for (const i of now.spots.keys()) {
    const style = styleOf(nodes[i]), size = nodes[i].size, { x, y } = network.getPosition(i);
    if (x < corner.x || y < corner.y || x > end.x || y > end.y) continue;
    if (!paths2d.has(style.name)) paths2d.set(style.name, new Path2D(style.icon));
    const [left, top, side] = iconBox(style, x, y, size);
    context.save();
    context.translate(left, top);
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
  if (now.whole) { showAllOf([i, ...new Set(shownNear(i))]); return; }
  if (state.open.has(i)) state.open.delete(i); else state.open.add(i);
  moved.clear();
  redraw(); fillPanel(); write();
  showAllOf([i, ...new Set(shownNear(i).filter((j) => now.spots.has(j)))]);
}
/** What steps back behind the selection and what is near it. */
function fade() {
  const what = state.chosen, front = new Set(near.flatMap((key) => [now.links.get(key).from, now.links.get(key).to]));
  if (!what || now.spots.size > 500) return new Set();
  for (const i of wanted()) { front.add(i); if (!what.link && !what.path) shownNear(i).forEach((j) => front.add(j)); }
  return new Set([...now.spots.keys()].filter((i) => !front.has(i)));
}
function highlight() {
  const what = state.chosen;
  network.setSelection({ nodes: wanted().filter((i) => now.spots.has(i)), edges: what?.link ? [`${what.link[0]}-${what.link[1]}`, `${what.link[1]}-${what.link[0]}`].filter((key) => now.links.has(key)) : [] }, { highlightEdges: false });
}
/** In a large picture only the selection and its words are drawn anew. */
function relight() {
  seekNear();
  talking = speaking();
  highlight();
}
const still = matchMedia("(prefers-reduced-motion: reduce)"), motion = () => (still.matches ? false : { duration: 300 });
const showAllOf = (chosen) => network.fit({ nodes: chosen, animation: motion() });
/** Moves the picture where the selection lies outside the window. */
function reveal() {
  const asked = drawnToo().filter((i) => now.spots.has(i)).map((i) => network.getPosition(i)), { clientWidth, clientHeight } = find("network");
  const seen = asked.map((at) => network.canvasToDOM(at)).every(({ x, y }) => x > 20 && y > 20 && x < clientWidth - 20 && y < clientHeight - 40);
  if (!asked.length || seen) return;
  if (!now.whole) { network.moveTo({ ...frame(), animation: motion() }); return; }
  const middle = (k) => asked.reduce((sum, at) => sum + at[k], 0) / asked.length;
  network.moveTo({ position: { x: middle("x"), y: middle("y") }, animation: motion() });
}
function goTo(i) { network.focus(i, { scale: Math.max(network.getScale(), 0.8), animation: motion() }); }
dark.addEventListener("change", () => { readInk(); redraw(); });
