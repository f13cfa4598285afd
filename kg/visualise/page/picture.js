/* Which nodes and links the graph holds now: everything that is shown, or the strongest entities and what was unfolded. */
const spotsOf = (list) => new Map(list.map(([i, x, y]) => [i, [x, y]]));
const above = spotsOf(given.overview), opening = spotsOf(given.opening === "all" ? given.drawn : []);
/** A node's spot where all are drawn: of a small graph in the picture that it opens with, until what is not fact is asked for. */
const spotOf = (i) => (!state.all && opening.get(i)) || nodes[i].spot;
const MOST_DRAWN = 8000, MOST_UNFOLDED = 60;

const shownNear = (i) => touching[i].filter((k) => shown.edges[k]).map((k) => (edges[k].source === i ? edges[k].target : edges[k].source));

/** How far the picture is drawn out about its middle, across and down, to the form of the window: found when it is fitted, kept until the next time. */
let stretch = [1, 1], centre = [0, 0];
const MOST_STRETCH = 2, MARGIN = [60, 84], RIM = [190, 80]; // pixels of the window kept free; room for names beside the outermost spots
function fitStretch(given) {
  stretch = [1, 1];
  const least = [0, 1].map((k) => given.reduce((known, spot) => Math.min(known, spot[k]), Infinity)), most = [0, 1].map((k) => given.reduce((known, spot) => Math.max(known, spot[k]), -Infinity));
  const [wide, high] = [most[0] - least[0], most[1] - least[1]];
  centre = given.length ? [(least[0] + most[0]) / 2, (least[1] + most[1]) / 2] : [0, 0];
  const form = (find("network").clientWidth - MARGIN[0]) / (find("network").clientHeight - MARGIN[1]);
  if (given.length < 3 || !(form > 0)) return;
  const across = ((high + RIM[1]) * form - RIM[0]) / wide, down = ((wide + RIM[0]) / form - RIM[1]) / high;
  stretch = [across, down].map((factor) => Math.min(MOST_STRETCH, Math.max(1, factor)));
}
const drawnOut = ([x, y]) => [(x - centre[0]) * stretch[0], (y - centre[1]) * stretch[1]];
/** The picture: spot of each node; links, parallel ones as one, each with its edges and the events that stand behind it. */
function picture(fit) {
  const spots = new Map(), links = new Map();
  const whole = state.view === "all" && shown.nodes.reduce((n, on) => n + on, 0) <= MOST_DRAWN;
  const given = whole ? nodes.map((n, i) => [i, spotOf(i)]).filter(([i]) => shown.nodes[i] && shown.degree[i]) : [...above].filter(([i]) => shown.nodes[i]);
  if (fit) fitStretch(given.map(([, spot]) => spot));
  for (const [i, spot] of given) spots.set(i, drawnOut(spot));
  if (!whole) for (const i of state.open) unfold(i, spots);
  for (const i of drawnToo()) if (!spots.has(i)) besides(i, spots, whole);
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
  if (!whole) dropLone(spots, links);
  return { spots, links, whole };
}
/** Of the overview only what is linked in it is drawn, and what is asked for. */
function dropLone(spots, links) {
  const kept = new Set([...drawnToo(), ...state.open, ...[...links.values()].flatMap((link) => [link.from, link.to])]);
  for (const i of [...spots.keys()]) if (!kept.has(i)) spots.delete(i);
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
/** What is drawn whatever the view: what is asked for by name, and of an event also who took part. */
function drawnToo() {
  const asked = wanted();
  return asked.length === 1 && nodes[asked[0]].event ? [...asked, ...shownNear(asked[0]).slice(0, 8)] : asked;
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
  const [x, y] = spots.get(i), near = [...new Set(shownNear(i))].filter((j) => !spots.has(j)).sort((a, b) => nodes[b].claims.length - nodes[a].claims.length || a - b).slice(0, MOST_UNFOLDED);
  if (!near.length) return;
  const rings = [];
  for (let begin = 0; begin < near.length; begin += 10 + 6 * (rings.length - 1)) rings.push(near.slice(begin, begin + 10 + 6 * rings.length));
  const far = 60 + 170 * rings.length;
  for (const [j, [u, v]] of spots) {
    const across = (u - x) / 1.3, down = v - y, distance = Math.hypot(across, down);
    if (j !== i && distance > 0) spots.set(j, [x + (across / distance) * (distance + far) * 1.3, y + (down / distance) * (distance + far)]);
  }
  rings.forEach((inside, ring) => inside.forEach((j, k) => {
    const turn = (k + (ring % 2) / 2) * ((2 * Math.PI) / inside.length), radius = 200 + 170 * ring;
    spots.set(j, [x + Math.cos(turn) * radius * 1.3, y + Math.sin(turn) * radius]);
  }));
}
/** A node that the view leaves out, set beside a neighbour that is drawn. */
function besides(i, spots, whole) {
  const near = shownNear(i).find((j) => spots.has(j));
  if (whole || (near === undefined && !above.has(i))) { spots.set(i, whole ? drawnOut(spotOf(i)) : [0, [...spots.values()].reduce((low, spot) => Math.max(low, spot[1]), 0) + 140]); return; }
  if (above.has(i)) { spots.set(i, drawnOut(above.get(i))); return; }
  const [x, y] = spots.get(near), turn = (i * 2.4) % (2 * Math.PI);
  spots.set(i, [x + Math.cos(turn) * 160, y + Math.sin(turn) * 130]);
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
