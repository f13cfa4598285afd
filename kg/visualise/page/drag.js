/* Moving a large picture: while the view is dragged, a copy of what was painted moves, and nothing is drawn anew until it is let go. */
const LARGE = 400;
let copy = null, dragging = false;
const origin = () => network.canvasToDOM({ x: 0, y: 0 });
function lift(event) {
  dragging = now.spots.size > 300;
  const whole = event.nodes.length === 0 && now.spots.size > LARGE;
  network.renderer.options.hideNodesOnDrag = whole;
  if (!whole) return;
  const painted = find("network").querySelector("canvas");
  copy = { sheet: make("canvas", { width: painted.width, height: painted.height }), from: origin(), ratio: painted.width / painted.clientWidth };
  copy.sheet.getContext("2d").drawImage(painted, 0, 0);
}
function moveCopy(context) {
  if (!copy) return;
  const { x, y } = origin();
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(copy.sheet, (x - copy.from.x) * copy.ratio, (y - copy.from.y) * copy.ratio);
  context.restore();
}
/** What was pulled elsewhere stays there. */
function drop(event) {
  copy = null; dragging = false;
  for (const i of event.nodes) { const { x, y } = network.getPosition(i); moved.set(i, [x, y]); }
}
