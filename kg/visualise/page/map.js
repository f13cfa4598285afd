/* The map: outlines of states and points of places that are known, no server of tiles. Lengths are tenths of a degree. */
const WORLD = [-1700, -830, 3620, 1400]; // left, top, width, height
let box = null, sheet = null;
const onMap = (i) => nodes[i].at !== null && shown.nodes[i];
const strongestFirst = (a, b) => nodes[b].claims.length - nodes[a].claims.length || a - b;
function fillMap(fit) {
  const places = nodes.map((n, i) => i).filter(onMap).sort(strongestFirst), part = find("view-map");
  sheet = draw("svg", { class: "map", role: "img", "aria-label": "Map of the places that are shown; the same places follow as a list" });
  const tool = (label, act) => make("button", { type: "button", class: "tool", on: () => { act(); drawMap(); } }, label);
  part.replaceChildren(make("p", { class: "tools" }, `${plural(places.length, "place")} `, tool("Closer", () => rescale(0.6)), " ", tool("Wider", () => rescale(1 / 0.6)), " ",
    tool("Fit", () => { box = fitted(places); }), " ", tool("World", () => { box = shaped(WORLD); })), sheet,
    make("h3", {}, "Places"), more(places, (i) => make("li", isChosen(i) ? { class: "chosen" } : {}, nodeLink(i)), "ul", 60));
  part.querySelector("ul").classList.add("columns");
  if (!box || fit) box = sheet.clientWidth < 500 ? fitted(places) : shaped(WORLD);
  drawMap();
  handle(sheet);
}
/** The picture of the part that is looked at; names and points keep their size in the window. */
function drawMap() {
  const pixel = box[2] / Math.max(sheet.clientWidth, 1), states = new Map(nodes.map((n, i) => [n.iri.split("/").pop(), i]));
  sheet.replaceChildren(...given.outlines.map(([key, path]) => {
    const i = states.get(key), on = i !== undefined && shown.nodes[i];
    const shape = draw("path", { d: path, class: `land${on ? " on" : ""}${on && isChosen(i) ? " chosen" : ""}`, "stroke-width": 0.7 * pixel });
    if (on) { shape.append(draw("title", {}, nodes[i].label)); shape.dataset.node = i; }
    return shape;
  }));
  for (const i of wanted().filter((j) => nodes[j].event)) for (const [from, to] of sides(i)) if (onMap(from) && onMap(to)) {
    const [[x1, y1], [x2, y2]] = [nodes[from].at, nodes[to].at];
    sheet.append(draw("path", { class: "arc", "stroke-width": 2.5 * pixel, d: `M${x1 * 10} ${-y1 * 10}Q${(x1 + x2) * 5} ${-(y1 + y2) * 5 - Math.abs(x1 - x2) * 2} ${x2 * 10} ${-y2 * 10}` }));
  }
  const places = nodes.map((n, i) => i).filter(onMap).sort((a, b) => isChosen(b) - isChosen(a) || strongestFirst(a, b));
  const radius = new Map(places.map((i) => [i, (3 + Math.min(8, Math.sqrt(nodes[i].claims.length))) * (sheet.clientWidth < 500 ? 0.7 : 1) * pixel]));
  for (const i of [...places].reverse()) {
    const [x, y] = nodes[i].at, style = styleOf(nodes[i]);
    const point = draw("circle", { cx: x * 10, cy: -y * 10, r: radius.get(i), fill: style.fill, stroke: style.border, "stroke-width": 1.2 * pixel, class: isChosen(i) ? "spot chosen" : "spot" }, draw("title", {}, nodes[i].label));
    point.dataset.node = i;
    sheet.append(point);
  }
  const taken = places.map((i) => [nodes[i].at[0] * 10, -nodes[i].at[1] * 10, radius.get(i) * 0.7, radius.get(i) * 0.7]);
  places.forEach((i) => nameOnMap(i, radius.get(i), pixel, taken));
  sheet.setAttribute("viewBox", box.join(" "));
}
/** A name beside its point, to the right or left or beneath, where it lies on no other point or name and within the window. */
function nameOnMap(i, radius, pixel, taken) {
  const [x, y] = [nodes[i].at[0] * 10, -nodes[i].at[1] * 10], size = 12 * pixel, half = nodes[i].label.length * size * 0.29;
  const choices = [[x + radius * 1.2 + half, y], [x - radius * 1.2 - half, y], [x, y + radius + size * 0.7], [x, y - radius - size * 0.6]];
  for (const [u, v] of choices) {
    const room = [u, v, half, size * 0.5];
    if (u - half < box[0] || u + half > box[0] + box[2] || taken.some((other) => meet(room, other))) continue;
    taken.push(room);
    sheet.append(draw("text", { x: u, y: v + size * 0.35, "font-size": size, "text-anchor": "middle", class: "place" }, nodes[i].label));
    return;
  }
}
/** A part of the world about the middle of this one, with the form that the map has in the window. */
function shaped([x, y, w, h]) {
  const form = sheet.clientWidth / Math.max(sheet.clientHeight, 1) || 2.6, wide = Math.min(Math.max(w, h * form), Math.max(WORLD[2], WORLD[3] * form)), high = wide / form;
  return [x + (w - wide) / 2, y + (h - high) / 2, wide, high];
}
function rescale(factor) {
  const [x, y, w, h] = box;
  box = shaped([x + (w - w * factor) / 2, y + (h - h * factor) / 2, w * factor, h * factor]);
}
function fitted(places) {
  if (!places.length) return shaped(WORLD);
  const xs = places.map((i) => nodes[i].at[0] * 10), ys = places.map((i) => -nodes[i].at[1] * 10), left = Math.min(...xs), top = Math.min(...ys);
  const wide = Math.max((Math.max(...xs) - left) * 1.25, 200), high = Math.max((Math.max(...ys) - top) * 1.25, 100), [x, y] = [(left + Math.max(...xs)) / 2, (top + Math.max(...ys)) / 2];
  return shaped([x - wide / 2, y - high / 2, wide, high]);
}
/** Moving by pulling, nearer and farther by the wheel, selecting by a click. */
function handle(picture) {
  let from = null, drawn = 0;
  picture.addEventListener("pointerdown", (event) => { from = [event.clientX, event.clientY, ...box]; });
  picture.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) return;
    const scale = box[2] / picture.clientWidth;
    box[0] = from[2] - (event.clientX - from[0]) * scale; box[1] = from[3] - (event.clientY - from[1]) * scale;
    picture.setAttribute("viewBox", box.join(" "));
  });
  picture.addEventListener("click", (event) => {
    if (from && Math.hypot(event.clientX - from[0], event.clientY - from[1]) > 4) { drawMap(); return; }
    const i = event.target.closest("[data-node]")?.dataset.node;
    if (i !== undefined) select({ node: +i });
  });
  picture.addEventListener("wheel", (event) => { event.preventDefault(); rescale(event.deltaY > 0 ? 1.25 : 0.8); cancelAnimationFrame(drawn); drawn = requestAnimationFrame(drawMap); }, { passive: false });
}
