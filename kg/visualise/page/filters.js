/* The legend, the filters and the slider of dates. */
function drawLegend() {
  const kinds = new Map();
  nodes.forEach((n, i) => { const style = styleOf(n), entry = kinds.get(style.name) || [style, 0, 0]; entry[1]++; if (shown.nodes[i]) entry[2]++; kinds.set(style.name, entry); });
  find("legend").replaceChildren(...[...kinds].sort().map(([name, [style, all, on]]) => make("button", { type: "button", "aria-pressed": String(!state.off.has(name)), title: `${on} of ${all} shown`,
    on: () => { if (state.off.has(name)) state.off.delete(name); else state.off.add(name); refresh(); find("legend").querySelector(`[data-kind="${name}"]`)?.focus(); }, "data-kind": name }, icon(style), ` ${name} ${on}`)));
}
const FILTERS = [
  ["type", "Kind of event", () => nodes.filter((n) => n.event).map((n) => n.kind), (x) => x],
  ["voice", "Who says it", () => voices, (x) => x],
  ["stance", "How it is said", () => claims.map((c) => c.stance), (x) => VERBS[x] || x],
  ["article", "Article", () => claims.map((c) => articles[c.article].id), (id) => { const a = articles.find((x) => x.id === id); return `${a.title}${a.published ? `, ${spell(a.published.slice(0, 10))}` : ""}`; }],
];
let built = false;
function drawFilters() {
  const active = Object.values(state.only).reduce((n, set) => n + set.size, 0) + (state.from !== null || state.until !== null ? 1 : 0);
  find("filter-count").textContent = active ? ` (${active})` : "";
  find("clear").hidden = !active;
  if (!find("filters").open) return;
  if (!built) {
    find("filter-lists").replaceChildren(...FILTERS.map(([name, title, values, label]) => {
      const counts = [...group(values(), (x) => x)].map(([value, same]) => [value, same.length]).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 200);
      const box = ([value, count]) => {
        const input = make("input", { type: "checkbox", "data-filter": name, value });
        input.addEventListener("change", () => { if (input.checked) state.only[name].add(value); else state.only[name].delete(value); refresh(); });
        return make("label", {}, input, ` ${label(value)} `, make("span", { class: "note" }, String(count)));
      };
      return make("fieldset", {}, make("legend", {}, title), make("div", { class: "options", tabindex: "0", role: "group", "aria-label": title }, ...counts.map(box)));
    }));
    built = true;
  }
  for (const input of find("filter-lists").querySelectorAll("input")) input.checked = state.only[input.dataset.filter].has(input.value);
}
find("filters").addEventListener("toggle", drawFilters);
find("clear").addEventListener("click", () => { for (const set of Object.values(state.only)) set.clear(); state.from = state.until = null; refresh(); });

/* Two sliders over the histogram of dated events; each step is a month or year that has events. */
const early = find("early"), late = find("late");
function drawSlider() {
  find("dates").hidden = periods.length < 2;
  if (periods.length < 2) return;
  const last = periods.length - 1, begin = state.from === null ? 0 : periods.indexOf(state.from), end = state.until === null ? last : periods.indexOf(state.until);
  for (const [input, value] of [[early, begin], [late, end]]) { input.max = last; input.value = value; input.setAttribute("aria-valuetext", spell(periods[value])); }
  const counts = new Map(periods.map((p) => [p, 0]));
  nodes.forEach((n) => { if (n.event && n.day && !state.off.has(styleOf(n).name) && (state.all || heldBy(n.claims))) counts.set(periodOf(n), counts.get(periodOf(n)) + 1); });
  const top = Math.max(1, ...counts.values()), width = 100 / periods.length;
  find("bars").replaceChildren(...periods.map((p, k) => {
    const high = counts.get(p) ? Math.max(2, (26 * counts.get(p)) / top) : 0;
    return draw("rect", { x: k * width + width * 0.08, y: 28 - high, width: width * 0.84, height: high, class: k >= begin && k <= end ? "in" : "out" }, draw("title", {}, `${spell(p)}: ${counts.get(p)}`));
  }));
  const whole = state.from === null && state.until === null;
  find("range").textContent = `${spell(periods[begin])} – ${spell(periods[end])}${whole ? " and undated" : ", dated only"}`;
}
function slide() {
  let begin = +early.value, end = +late.value;
  if (begin > end) { if (document.activeElement === early) begin = end; else end = begin; }
  state.from = begin === 0 && end === periods.length - 1 ? null : periods[begin];
  state.until = state.from === null ? null : periods[end];
  refresh();
}
early.addEventListener("input", slide);
late.addEventListener("input", slide);
