/* The map: outlines of states and points of places that are known, no server of tiles. */
const WIDE = [-1700, -830, 3620, 1400]; // x, y, width, height in tenths of a degree
let box = [...WIDE];
const onMap = (i) => nodes[i].at !== null && shown.nodes[i];
function fillMap() {
  const places = nodes.map((n, i) => i).filter(onMap), part = find("view-map"), states = new Map(nodes.map((n, i) => [n.iri.split("/").pop(), i]));
  const picture = draw("svg", { viewBox: box.join(" "), class: "map", role: "img", "aria-label": "Map of the places that are shown; the same places follow as a list" });
  for (const [key, path] of given.outlines) {
    const i = states.get(key), on = i !== undefined && shown.nodes[i];
    const shape = draw("path", { d: path, class: `land${on ? " on" : ""}${on && isChosen(i) ? " chosen" : ""}` });
    if (on) { shape.append(draw("title", {}, nodes[i].label)); shape.addEventListener("click", () => select({ node: i })); }
    picture.append(shape);
  }
  const taken = [];
  for (const i of [...places].sort((a, b) => isChosen(b) - isChosen(a) || nodes[b].claims.length - nodes[a].claims.length || a - b)) picture.append(spot(i, taken));
  for (const i of wanted().filter((j) => nodes[j].event)) for (const [from, to] of sides(i)) if (onMap(from) && onMap(to)) {
    const [[x1, y1], [x2, y2]] = [nodes[from].at, nodes[to].at];
    picture.append(draw("path", { class: "arc", d: `M${x1 * 10} ${-y1 * 10}Q${(x1 + x2) * 5} ${-(y1 + y2) * 5 - Math.abs(x1 - x2) * 2} ${x2 * 10} ${-y2 * 10}` }));
  }
  const zoom = (label, factor) => make("button", { type: "button", class: "tool", on: () => { rescale(factor); fillMap(); } }, label);
  part.replaceChildren(make("p", { class: "tools" }, `${plural(places.length, "place")} on the map `, zoom("Closer", 0.6), " ", zoom("Wider", 1 / 0.6), " ",
    make("button", { type: "button", class: "tool", on: () => { box = fitted(places); fillMap(); } }, "Fit"), " ", make("button", { type: "button", class: "tool", on: () => { box = [...WIDE]; fillMap(); } }, "World")), picture,
    make("h3", {}, "Places"), more(places.sort((a, b) => nodes[b].claims.length - nodes[a].claims.length || a - b), (i) => make("li", isChosen(i) ? { class: "chosen" } : {}, nodeButton(i)), "ul", 30));
  drag(picture);
}
/** A point with its name, where no stronger name stands in the way. */
function spot(i, taken) {
  const [x, y] = nodes[i].at, radius = (3 + Math.min(9, Math.sqrt(nodes[i].claims.length))) * (box[2] / 1100), style = styleOf(nodes[i]);
  const circle = draw("circle", { cx: x * 10, cy: -y * 10, r: radius, fill: style.fill, stroke: style.border, "stroke-width": box[2] / 900, class: isChosen(i) ? "spot chosen" : "spot" }, draw("title", {}, nodes[i].label));
  circle.addEventListener("click", () => select({ node: i }));
  const label = draw("text", { x: x * 10 + radius * 1.2, y: -y * 10 + radius * 0.4, "font-size": box[2] / 75, class: "place" }, nodes[i].label);
  const whole = draw("g");
  whole.append(circle);
  const side = box[2] / 75, room = [x * 10 + radius, -y * 10 - side / 2, nodes[i].label.length * side * 0.6, side];
  if (taken.every((t) => room[0] > t[0] + t[2] || t[0] > room[0] + room[2] || room[1] > t[1] + t[3] || t[1] > room[1] + room[3])) { taken.push(room); whole.append(label); }
  return whole;
}
function rescale(factor) {
  const [x, y, w, h] = box, wide = Math.min(WIDE[2], w * factor), high = wide * (WIDE[3] / WIDE[2]);
  box = [x + (w - wide) / 2, y + (h - high) / 2, wide, high];
}
function fitted(places) {
  if (!places.length) return [...WIDE];
  const xs = places.map((i) => nodes[i].at[0] * 10), ys = places.map((i) => -nodes[i].at[1] * 10);
  const left = Math.min(...xs) - 60, top = Math.min(...ys) - 60, width = Math.max(Math.max(...xs) + 160 - left, ((Math.max(...ys) + 60 - top) * WIDE[2]) / WIDE[3], 400);
  return [left, top, width, (width * WIDE[3]) / WIDE[2]];
}
function drag(picture) {
  let from = null;
  picture.addEventListener("pointerdown", (event) => { from = [event.clientX, event.clientY, ...box]; });
  picture.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) return;
    const scale = box[2] / picture.clientWidth;
    box[0] = from[2] - (event.clientX - from[0]) * scale; box[1] = from[3] - (event.clientY - from[1]) * scale;
    picture.setAttribute("viewBox", box.join(" "));
  });
  picture.addEventListener("wheel", (event) => { event.preventDefault(); rescale(event.deltaY > 0 ? 1.25 : 0.8); picture.setAttribute("viewBox", box.join(" ")); }, { passive: false });
}
