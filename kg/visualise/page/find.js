/* Search by name or other name, with the keyboard. */
const search = find("search"), hits = find("hits"), PLACEHOLDER = search.placeholder;
let pick = -1;
const nameLists = nodes.map((n) => [n.label, ...n.names.filter((x) => x !== n.label)].map((x) => x.toLowerCase()));
function look() {
  const word = search.value.trim().toLowerCase();
  const rank = (names) => names.reduce((best, name) => Math.min(best, name === word ? 0 : name.startsWith(word) ? 1 : name.includes(` ${word}`) ? 2 : name.includes(word) ? 3 : 9), 9);
  const found = word ? nameLists.map((names, i) => [rank(names), i]).filter(([r]) => r < 9).sort((a, b) => a[0] - b[0] || nodes[a[1]].event - nodes[b[1]].event || nodes[b[1]].claims.length - nodes[a[1]].claims.length || a[1] - b[1]).slice(0, 12) : [];
  pick = found.length ? 0 : -1;
  hits.replaceChildren(...found.map(([, i], k) => make("li", { role: "option", id: `hit-${k}`, "data-node": i, "aria-selected": String(k === 0), on: () => take(i) }, icon(styleOf(nodes[i])), make("span", {}, nodes[i].event ? summary(i) : nodes[i].label), make("span", { class: "note" }, nodes[i].event ? spell(nodes[i].when || "") : `${words(nodes[i].kind)} · ${plural(nodes[i].claims.length, "claim")}`))));
  show(found.length > 0);
}
function show(open) {
  hits.hidden = !open;
  search.setAttribute("aria-expanded", String(open));
  if (open && pick >= 0) search.setAttribute("aria-activedescendant", `hit-${pick}`); else search.removeAttribute("aria-activedescendant");
}
function take(i) {
  show(false); search.value = ""; search.placeholder = PLACEHOLDER;
  if (!shown.nodes[i] && nodes[i].event && !heldBy(nodes[i].claims)) { state.all = true; find("all").checked = true; sift(); }
  const start = state.start;
  state.start = undefined;
  select(start !== undefined && start !== i ? { path: [start, i] } : { node: i }, true);
  if (state.tab === "graph" && now.spots.has(i)) goTo(i);
}
search.addEventListener("input", look);
search.addEventListener("keydown", (event) => {
  const items = [...hits.children];
  if (event.key === "Escape") { show(false); search.value = ""; search.placeholder = PLACEHOLDER; state.start = undefined; }
  if (!items.length || hits.hidden) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    pick = (pick + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length;
    items.forEach((item, k) => item.setAttribute("aria-selected", String(k === pick)));
    search.setAttribute("aria-activedescendant", `hit-${pick}`); event.preventDefault();
  }
  if (event.key === "Enter" && pick >= 0) { event.preventDefault(); take(+items[pick].dataset.node); }
});
search.addEventListener("blur", () => setTimeout(() => show(false), 200));
