/* Which names and words are drawn, where and how large: as many as leave each other room. */
let big = new Map(), boxes = [], linkSize = 11, talking = new Map(), resizing = 0;
const NAMED = 180; // nodes of a picture in which every name is drawn that finds room
/** Whether two boxes, each the middle and half its width and height, lie on each other. */
const meet = ([x, y, w, h], [x2, y2, w2, h2]) => Math.abs(x - x2) < w + w2 && Math.abs(y - y2) < h + h2;
/** Names are drawn large enough to be read at every distance: the strongest first, while they leave each other and the other nodes room. */
function bigLabels(scale) {
  const spots = [...now.spots.keys()].map((i) => [i, spotNow(i)]), few = spots.length <= NAMED, size = Math.min(400, Math.max(scale < 1 ? 14 : 14 / scale, (few ? 10.5 : 12.5) / scale)), most = few ? NAMED : 40;
  const front = new Set(near.flatMap((key) => [now.links.get(key).from, now.links.get(key).to])), behind = (i) => (front.has(i) ? 0 : 1);
  const ranked = spots.filter(([i]) => few || !nodes[i].event).sort(([a], [b]) => behind(a) - behind(b) || nodes[a].event - nodes[b].event || nodes[b].claims.length - nodes[a].claims.length || a - b).slice(0, NAMED);
  const named = [];
  boxes = few ? spots.map(([i, [x, y]]) => [i, x, y, nodes[i].size, nodes[i].size * 0.8]) : [];
  for (const [i, [x, y]] of ranked) {
    const lines = [...wrap(nodes[i].label).split("\n"), ...(nodes[i].event ? [nodes[i].kind] : [])], wide = Math.max(...lines.map((line) => line.length)) * size * 0.28, high = lines.length * size * 0.55, middle = y + nodes[i].size + high;
    if (named.length < most && boxes.every(([j, ...other]) => i === j || !meet([x, middle, wide, high], other))) { named.push(i); boxes.push([i, x, middle, wide, high]); }
  }
  return new Map(named.map((i) => [i, nodes[i].event ? Math.max(12, size * 0.86) : size]));
}
const fontSize = (i) => big.get(i) || (now.spots.size <= NAMED ? 1 : nodes[i].event ? 12 : 14); // 1: not drawn
/** Names keep their size in the window when the picture is drawn nearer or farther. */
function resize() {
  clearTimeout(resizing);
  resizing = setTimeout(() => {
    const before = new Map([...now.spots.keys()].map((i) => [i, fontSize(i)]));
    setSizes(network.getScale());
    nodeSet.update([...now.spots.keys()].filter((i) => fontSize(i) !== before.get(i)).map((i) => ({ id: i, font: { size: fontSize(i) } })));
  }, 120);
}
function setSizes(scale) {
  big = bigLabels(scale);
  linkSize = Math.min(40, Math.max(11, 10 / scale));
  talking = speaking();
}
const LABELLED = 150; // links of a picture in which each says what it is
const LIT = 14; // links at a selection that all say what they are; of more only the facts
const isLit = (link) => onPath(link) || (isNear(link) && (nearLinks <= LIT || linkOrigin(link) === "fact"));
/** What links say, and where: those of the selection first, then facts, then events, each where its words lie on nothing else. */
function speaking() {
  const taken = boxes.filter(([i]) => !faded.has(i)).map(([, ...box]) => box), found = new Map();
  const rank = (link) => ["fact", "event", "background", "role"].indexOf(linkOrigin(link)) - (isLit(link) ? 9 : 0);
  const ranked = [...now.links].filter(([, link]) => isLit(link) || (now.links.size <= LABELLED && !faded.size && rank(link) < 2)).sort((a, b) => rank(a[1]) - rank(b[1]));
  for (const [key, link] of ranked) {
    const place = placeFor(link, linkCurve(link), taken);
    if (place) { found.set(key, place); taken.push(...place.boxes); }
  }
  return found;
}
function placeFor(link, curve, taken) {
  const all = linkLabel(link), first = all.split(", ")[0], { long } = curve;
  for (const text of all === first ? [all] : [all, `${first} …`]) for (const t of [0.5, 0.4, 0.6, 0.3, 0.7]) {
    const half = 0.28 * linkSize * text.length, { x, y, angle } = curve.at(t);
    const alongside = t * long - half > nodes[link.from].size + 3 && (1 - t) * long - half > nodes[link.to].size + 9;
    for (const turn of isLit(link) && t === 0.5 ? [angle, 0] : [angle]) {
      if (turn && !alongside) continue;
      const [u, v] = [Math.cos(turn), Math.sin(turn)], found = [-0.8, -0.4, 0, 0.4, 0.8].map((k) => [x + u * half * k, y + v * half * k, Math.abs(u) * half * 0.2 + linkSize * 0.3, Math.abs(v) * half * 0.2 + linkSize * 0.4]);
      if (!found.some((one) => taken.some((other) => meet(one, other)))) return { text, t, flat: turn === 0, boxes: found };
    }
  }
  return null;
}
/** The course of a link as it is drawn: a straight line, or a bow where another runs against it (as vis-network draws `curvedCW`). */
const ROUND = 0.12;
const isBowed = (link) => now.links.has(`${link.to}-${link.from}`);
function linkCurve(link) {
  const spot = (i) => { const at = spotNow(i); return network && nodeSet.get(i) ? network.getPosition(i) : { x: at[0], y: at[1] }; };
  const a = spot(link.from), b = spot(link.to), long = Math.hypot(b.x - a.x, b.y - a.y) || 1, half = isBowed(link) ? ROUND / 2 : 0;
  const turn = Math.atan2(a.y - b.y, b.x - a.x) + (0.5 - half) * Math.PI, reach = (0.5 + half) * long;
  const via = half ? { x: a.x + reach * Math.sin(turn), y: a.y + reach * Math.cos(turn) } : { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const mix = (t, k) => (1 - t) ** 2 * a[k] + 2 * t * (1 - t) * via[k] + t * t * b[k];
  const slope = Math.atan2(b.y - a.y, b.x - a.x), angle = Math.abs(slope) > Math.PI / 2 ? slope + Math.PI : slope; // never upside down
  return { a, b, via, long, at: (t) => ({ x: mix(t, "x"), y: mix(t, "y"), angle }) };
}
function drawWords(context) {
  if (copy || dragging) return;
  context.save();
  context.font = `${linkSize}px ${FACE}`; context.textAlign = "center"; context.textBaseline = "middle"; context.lineJoin = "round";
  context.lineWidth = linkSize * 0.35; context.strokeStyle = ink.paper;
  const over = hovered !== null && now.links.has(hovered) ? [[hovered, { text: linkLabel(now.links.get(hovered)), t: 0.5, flat: true }]] : [];
  for (const [key, { text, t, flat }] of [...talking, ...over]) {
    const link = now.links.get(key), { x, y, angle } = linkCurve(link).at(t);
    context.save();
    context.translate(x, y);
    if (!flat) context.rotate(angle);
    context.fillStyle = isLit(link) || key === hovered ? ink.ink : ink.soft;
    context.strokeText(text, 0, 0);
    context.fillText(text, 0, 0);
    context.restore();
  }
  context.restore();
}
