/* Tying together: one selection, one set of filters, one address. */
function select(what, focus) {
  state.chosen = what;
  fillPanel(focus);
  if (state.tab !== "graph") fillTab();
  else if (now.whole && now.spots.size > 1500 && !what?.path && !steps.size && wanted().every((i) => now.spots.has(i))) relight();
  else { redraw(); reveal(); }
  write();
}
/** After a change of filters. */
function refresh(fit) {
  sift();
  drawLegend(); drawFilters(); drawSlider();
  fillPanel();
  fillTab(fit);
  write();
}
function restore() {
  read();
  find("all").checked = state.all;
  sift();
  drawLegend(); drawFilters(); drawSlider();
  openTab(state.tab);
  fillPanel();
  if (state.chosen?.claim !== undefined) find("panel").querySelector("[data-claim]").scrollIntoView({ block: "nearest" });
  if (state.tab === "graph") reveal();
}
find("all").addEventListener("change", (event) => { state.all = event.target.checked; moved.clear(); refresh(given.opening === "all"); });
find("view").addEventListener("click", () => { state.view = state.view === "all" ? "overview" : "all"; moved.clear(); refresh(true); });
find("springs").addEventListener("click", () => springs(find("springs").getAttribute("aria-pressed") !== "true"));
find("fit").addEventListener("click", fitAll);
let width = innerWidth, resized = 0;
addEventListener("resize", () => {
  clearTimeout(resized);
  if (innerWidth !== width) resized = setTimeout(() => { width = innerWidth; fillTab(true); }, 150); // the bar of a phone changes the height alone
});
addEventListener("hashchange", () => { if (address() !== location.hash) restore(); });
addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, dialog, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") { search.focus(); event.preventDefault(); }
  if (event.key === "Escape") select(null);
  if (event.key === "0" && network) fitAll();
  if (event.key >= "1" && event.key <= "4") openTab(TABS[+event.key - 1], true);
});
restore();
