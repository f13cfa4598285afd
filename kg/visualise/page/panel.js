/* The panel: what is selected, its ledger of claims, each with its sentence. */
/** A link that selects; it has the address of what it selects, so that it opens in another window too. */
function go(label, what) {
  const link = make("a", { class: "link", href: address(what) }, label);
  link.addEventListener("click", (event) => { if (!event.ctrlKey && !event.metaKey && !event.shiftKey) { event.preventDefault(); select(what, true); } });
  return link;
}
const nodeLink = (i) => go(nodes[i].label, { node: i });
/** An event as a link, its date after it. */
function eventLink(i) {
  const line = make("span", {}, go(summary(i), { node: i }));
  if (nodes[i].when) line.append(make("span", { class: "when" }, ` ${spell(nodes[i].when)}`));
  return line;
}
const VERBS = { assert: "says", confirm: "confirms", deny: "denies", decline: "would not confirm", predict: "expects", promise: "promises", demand: "demands", threaten: "threatens", fear: "fears", hope: "hopes", question: "asks" };

/** Letters of a text, by character as Python counts them. */
const lettersOf = new Map();
function cutter(a) {
  if (!lettersOf.has(a)) { const text = articles[a].text; lettersOf.set(a, /[\uD800-\uDFFF]/.test(text) ? Array.from(text) : text); }
  const letters = lettersOf.get(a);
  return (begin, end) => (typeof letters === "string" ? letters.slice(begin, end) : letters.slice(begin, end).join(""));
}
/** A piece of a text with spans marked; `wrapOver` makes the element for the spans that lie over a piece. */
function marked(a, begin, end, spans, wrapOver) {
  const cut = cutter(a), clamp = (at) => Math.min(Math.max(at, begin), end);
  const points = [...new Set([begin, end, ...spans.flatMap((s) => [clamp(s[0]), clamp(s[1])])])].sort((x, y) => x - y);
  const part = document.createDocumentFragment();
  for (let k = 0; k + 1 < points.length; k++) {
    const over = spans.filter((s) => s[0] <= points[k] && s[1] >= points[k + 1]);
    part.append(over.length ? wrapOver(over, cut(points[k], points[k + 1])) : cut(points[k], points[k + 1]));
  }
  return part;
}
function speaker(c) {
  if (c.voice === "article") return make("span", {}, "The article");
  return c.source !== null ? nodeLink(c.source) : make("span", {}, voiceOf(c));
}
function claimView(i) {
  const c = claims[i], a = articles[c.article];
  const spans = [...c.content.map((s) => [s[0], s[1], ""]), ...(c.cue ? [[c.cue[0], c.cue[1], "cue"]] : [])];
  const tags = [c.polarity, c.certainty, c.tense].filter(Boolean).join(" · ");
  return make("article", { class: c.factual ? "claim" : "claim open", "data-claim": i },
    make("p", { class: "says" }, speaker(c), ` ${VERBS[c.stance] || c.stance}${c.said ? ` (${spell(c.said)})` : ""}`),
    ...c.evidence.map((s) => make("blockquote", {}, marked(c.article, s[0], s[1], spans, (over, text) => make("mark", { class: over.every((m) => m[2]) ? "cue" : "" }, text)))),
    make("p", { class: "tags" }, `${tags || "neither support nor denial"}${c.factual ? "" : " · not held as fact"}`),
    make("p", { class: "where" }, button(a.title, () => openArticle(c.article, c.evidence[0] || c.content[0]))),
    make("p", { class: "where" }, a.published ? `${spell(a.published.slice(0, 10))} · ` : "",
      safe(a.url) ? make("a", { href: a.url, rel: "noreferrer" }, "source") : null, safe(a.url) ? " · " : null,
      make("a", { href: `#claim=${encodeURIComponent(c.iri)}`, "aria-label": `Permalink of claim ${i + 1}` }, "permalink")));
}
const showAll = () => { find("all").checked = true; state.all = true; refresh(); };
function more(items, view, tag, step = 40) {
  const part = make(tag === "ul" ? "ul" : "div", { class: "plain" });
  let at = 0;
  const add = () => {
    part.querySelector(":scope > .more")?.remove();
    part.append(...items.slice(at, at + step).map(view));
    at += step;
    if (at < items.length) part.append(make(tag === "ul" ? "li" : "p", { class: "more" }, button(`${items.length - at} more`, add)));
  };
  add();
  return part;
}
function ledger(items) {
  const passing = items.filter((i) => shown.claims[i]), rest = items.filter((i) => !shown.claims[i]), open = rest.filter((i) => !firm[i]);
  const part = make("div", {}, make("h3", {}, plural(passing.length, "claim")), more(passing, claimView, "div", 20));
  if (open.length && !state.all) part.append(make("p", { class: "note" }, `${plural(open.length, "claim")} not held as fact: `, button("show", showAll)));
  if (rest.length > (state.all ? 0 : open.length)) part.append(make("p", { class: "note" }, `${plural(rest.length - (state.all ? 0 : open.length), "claim")} outside the filters`));
  return part;
}
function neighbours(i) {
  const near = touching[i].filter((k) => shown.edges[k]), far = (k) => (edges[k].source === i ? edges[k].target : edges[k].source);
  if (!near.length) return null;
  const latest = (k) => (nodes[far(k)].event ? nodes[far(k)].day || "" : "~"); // facts first, then events, the latest first
  near.sort((a, b) => (latest(a) < latest(b) ? 1 : latest(a) > latest(b) ? -1 : a - b));
  return make("div", {}, make("h3", {}, nodes[i].event ? "Who and where" : `Linked to (${near.length})`), more(near, (k) => {
    const e = edges[k], other = far(k);
    const link = go(nodes[other].event ? `${words(e.label)} of` : e.source === i ? `${words(e.label)} →` : `← ${words(e.label)}`, { link: [e.source, e.target] });
    link.classList.add("role");
    return make("li", {}, link, " ", nodes[other].event ? eventLink(other) : nodeLink(other));
  }, "ul", nodes[i].event ? 30 : 7));
}
const register = (url, name) => (/wikidata/.test(url) ? `Wikidata ${name}` : /geonames/.test(url) ? `GeoNames ${name}` : name);
function nodeView(i) {
  const n = nodes[i], kind = make("p", { class: "kind" }, icon(styleOf(n)), ` ${[n.event ? `event · ${n.kind.toLowerCase()}` : words(n.kind), n.mode, n.when && spell(n.when)].filter(Boolean).join(" · ")}`);
  const part = make("div", {}, make("h2", { tabindex: "-1" }, n.event ? summary(i) : n.label), kind);
  if (n.event && n.sources) part.append(make("p", { class: "note" }, plural(n.sources, "independent source")));
  if (n.names.length > 1) part.append(make("p", { class: "note" }, `Also: ${n.names.filter((x) => x !== n.label).join(", ")}`));
  for (const [name, url] of n.identifiers) part.append(make("p", { class: "note" }, safe(url) ? make("a", { href: url, rel: "noreferrer" }, register(url, name)) : name));
  for (const note of n.notes) part.append(make("p", { class: "note" }, note));
  const many = new Set(shownNear(i)).size, tools = make("p", { class: "tools" }, button(state.open.has(i) ? "Fold neighbours" : many > MOST_UNFOLDED ? `Show the ${MOST_UNFOLDED} strongest of ${many} neighbours` : "Show neighbours", () => expand(i)), " · ", button("Paths from here to …", () => { state.start = i; find("search").focus(); find("search").placeholder = `Path from ${n.label} to …`; }));
  part.append(tools, neighbours(i) || "", ledger(n.claims));
  return part;
}
function linkView([a, b]) {
  const between = touching[a].filter((k) => shown.edges[k] && (edges[k].source === b || edges[k].target === b) && a !== b);
  const events = nodes.map((n, i) => i).filter((i) => nodes[i].event && shown.nodes[i] && i !== a && i !== b && sides(i).some(([x, y]) => (x === a && y === b) || (x === b && y === a)));
  const part = make("div", {}, make("h2", { tabindex: "-1" }, nodes[a].label, " – ", nodes[b].label), make("p", { class: "kind" }, nodeLink(a), " and ", nodeLink(b)));
  for (const k of between) {
    const e = edges[k];
    part.append(make("h3", {}, `${nodes[e.source].label} · ${words(e.label)} → ${nodes[e.target].label}`));
    part.append(e.row ? make("p", { class: "note" }, `Background knowledge, not claimed by an article: ${e.row}`) : ledger(e.claims));
  }
  for (const i of events) part.append(make("h3", {}, nodes[i].kind.toLowerCase()), make("p", {}, eventLink(i)), ledger(nodes[i].claims));
  if (!between.length && !events.length) part.append(make("p", { class: "note" }, "Nothing between these two passes the filters."));
  return part;
}
function pathView([a, b]) {
  const found = paths(a, b), part = make("div", {}, make("h2", { tabindex: "-1" }, `From ${short(a)} to ${short(b)}`));
  if (!found.length) part.append(make("p", { class: "note" }, "No path over what is shown."));
  else part.append(make("p", { class: "kind" }, `${plural(found.length, "shortest path")} of ${plural(found[0].length - 1, "step")}`));
  for (const path of found) part.append(make("ol", { class: "path" }, ...path.map((i, k) => {
    const step = k ? edges[touching[i].find((e) => shown.edges[e] && (edges[e].source === path[k - 1] || edges[e].target === path[k - 1]))] : null;
    return make("li", {}, step ? go(`${step.target === i ? "" : "← "}${words(step.label)}${step.target === i ? " →" : ""}`, { link: [step.source, step.target] }) : null, step ? " " : null, nodes[i].event ? eventLink(i) : nodeLink(i));
  })));
  return part;
}
/** Without a selection the panel is the graph in words. */
function overviewView() {
  const of = (test) => nodes.map((n, i) => i).filter((i) => shown.nodes[i] && test(nodes[i]));
  const part = make("div", {}, make("h2", { tabindex: "-1" }, "What is here"), make("p", { class: "note" },
    `${plural(articles.length, "article")}, ${plural(claims.length, "claim")}, of which ${firm.filter(Boolean).length.toLocaleString("en-GB")} are held as fact: asserted or confirmed, past or present, certain, not negated.`));
  if (given.left_out) part.append(make("p", { class: "note" }, `This page holds the latest articles: ${plural(given.left_out, "claim")} of earlier ones ${given.left_out === 1 ? "is" : "are"} in the store; kg serve shows them all.`));
  const strength = (a, b) => nodes[b].claims.length - nodes[a].claims.length || a - b;
  const events = of((n) => n.event).sort((a, b) => ((nodes[b].day || "") < (nodes[a].day || "") ? -1 : (nodes[b].day || "") > (nodes[a].day || "") ? 1 : a - b));
  const things = of((n) => !n.event).sort(strength), alone = nodes.map((n, i) => i).filter((i) => !nodes[i].event && !shown.nodes[i] && !shown.degree[i] && !state.off.has(styleOf(nodes[i]).name)).sort(strength);
  part.append(make("h3", {}, `Events (${events.length}), latest first`), more(events, (i) => make("li", {}, eventLink(i)), "ul"));
  part.append(make("h3", {}, `People, states, bodies, places (${things.length})`), more(things, (i) => make("li", {}, nodeLink(i)), "ul"));
  if (alone.length) part.append(make("h3", {}, `Named, without a link that is shown (${alone.length})`), more(alone, (i) => make("li", {}, nodeLink(i)), "ul", 12));
  return part;
}
function claimPage(claim) {
  const owner = ownerOf(claim);
  const part = make("div", {}, make("h2", { tabindex: "-1" }, "One claim"), claimView(claim));
  if (owner !== null) part.append(make("h3", {}, "It is about"), make("p", {}, nodes[owner].event ? eventLink(owner) : nodeLink(owner)));
  return part;
}
function fillPanel(focus) {
  const what = state.chosen, panel = find("panel");
  panel.replaceChildren(what === null ? overviewView() : what.claim !== undefined ? claimPage(what.claim) : what.node !== undefined ? nodeView(what.node) : what.link ? linkView(what.link) : pathView(what.path));
  panel.scrollTop = 0;
  if (focus) panel.querySelector("h2").focus({ preventScroll: true });
}
