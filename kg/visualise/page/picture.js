/* Which nodes and links the graph holds now: everything that is shown, or the strongest entities and what was unfolded. */
const above = new Map(given.overview.map(([i, x, y]) => [i, [x, y]]));
for (const [i, x, y] of given.drawn) above.set(i, [x, y]);
const MOST_DRAWN = 8000;

const shownNear = (i) => touching[i].filter((k) => shown.edges[k]).map((k) => (edges[k].source === i ? edges[k].target : edges[k].source));

/** The picture: spot of each node; links, parallel ones as one, each with its edges and the events that stand behind it. */
function picture() {
  const spots = new Map(), links = new Map();
  const whole = state.view === "all" && shown.nodes.reduce((n, on) => n + on, 0) <= MOST_DRAWN;
  if (whole) nodes.forEach((n, i) => { if (shown.nodes[i] && shown.degree[i]) spots.set(i, n.spot); });
  else {
    for (const [i, spot] of above) if (shown.nodes[i]) spots.set(i, spot);
    for (const i of state.open) unfold(i, spots);
  }
  for (const i of wanted()) if (!spots.has(i)) besides(i, spots, whole);
  const link = (from, to) => {
    const key = `${from}-${to}`;
    if (!links.has(key)) links.set(key, { from, to, edges: [], events: [] });
    return links.get(key);
  };
  edges.forEach((e, k) => { if (shown.edges[k] && e.source !== e.target && spots.has(e.source) && spots.has(e.target)) link(e.source, e.target).edges.push(k); });
  if (!whole) nodes.forEach((n, i) => {
    if (!n.event || !shown.nodes[i] || spots.has(i)) return;
    for (const [from, to] of sides(i)) if (from !== to && spots.has(from) && spots.has(to)) link(from, to).events.push(i);
  });
  return { spots, links, whole };
}
/** Who meets whom in an event: actors and recipients; where there are no recipients, actors and the rest; of actors alone, the first and the others. */
function sides(i) {
  const all = roles(i).filter((k) => shown.edges[k]).map((k) => edges[k]), of = (role) => all.filter((e) => e.label === role).map((e) => e.target);
  const actors = of("actor"), recipients = of("recipient"), rest = all.filter((e) => e.label !== "actor" && e.label !== "recipient").map((e) => e.target);
  const pairs = [];
  const cross = (left, right) => { for (const a of left.slice(0, 6)) for (const b of right.slice(0, 6)) pairs.push([a, b]); };
  if (actors.length && recipients.length) cross(actors, recipients);
  else if (actors.length > 1) cross(actors.slice(0, 1), actors.slice(1));
  else cross(actors.length ? actors : recipients, rest);
  return pairs;
}
/** Nodes that are asked for by name, whatever the view: the selection, the ends and steps of paths. */
function wanted() {
  const what = state.chosen;
  if (!what) return [];
  if (what.node !== undefined) return [what.node];
  if (what.link) return what.link;
  if (what.path) return paths(...what.path).flat();
  const owner = ownerOf(what.claim);
  return owner === null ? [] : [owner];
}
const ownerOf = (claim) => {
  const event = nodes.findIndex((n) => n.event && n.claims.includes(claim));
  if (event >= 0) return event;
  const edge = edges.find((e) => e.claims.includes(claim));
  return edge ? edge.source : claims[claim].source;
};
/** The neighbours of a node on rings about it; what was drawn gives way. */
function unfold(i, spots) {
  if (!spots.has(i)) besides(i, spots, false);
  const [x, y] = spots.get(i), near = [...new Set(shownNear(i))].filter((j) => !spots.has(j)).sort((a, b) => nodes[b].claims.length - nodes[a].claims.length || a - b).slice(0, 60);
  if (!near.length) return;
  const far = 200 + 130 * Math.floor((near.length - 1) / 12);
  for (const [j, [u, v]] of spots) {
    const across = (u - x) / 1.3, down = v - y, distance = Math.hypot(across, down);
    if (j !== i && distance > 0) spots.set(j, [x + (across / distance) * (distance + far) * 1.3, y + (down / distance) * (distance + far)]);
  }
  near.forEach((j, k) => {
    const ring = Math.floor(k / 12), turn = ((k % 12) + (ring % 2) / 2) * (Math.PI / 6);
    spots.set(j, [x + Math.cos(turn) * (170 + 130 * ring) * 1.3, y + Math.sin(turn) * (170 + 130 * ring)]);
  });
}
/** A node that the view leaves out, set beside a neighbour that is drawn. */
function besides(i, spots, whole) {
  const near = shownNear(i).find((j) => spots.has(j));
  if (whole || (near === undefined && !above.has(i))) { spots.set(i, whole ? nodes[i].spot : [0, -300]); return; }
  const [x, y] = above.get(i) || spots.get(near), turn = (i * 2.4) % (2 * Math.PI);
  spots.set(i, above.get(i) || [x + Math.cos(turn) * 160, y + Math.sin(turn) * 130]);
}
/** The shortest paths between two nodes over what is shown, at most eight. */
function paths(from, to) {
  const back = new Map([[from, []]]);
  let edge = [from];
  while (edge.length && !back.has(to)) {
    const next = new Map();
    for (const i of edge) for (const j of shownNear(i)) if (!back.has(j)) { if (!next.has(j)) next.set(j, []); if (!next.get(j).includes(i)) next.get(j).push(i); }
    for (const [j, before] of next) back.set(j, before);
    edge = [...next.keys()];
  }
  if (!back.has(to)) return [];
  let found = [[to]];
  while (found.length && found[0][0] !== from) found = found.flatMap((path) => back.get(path[0]).map((i) => [i, ...path])).slice(0, 8);
  return found;
}
