"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { nodes, edges, claims, articles, styles, drawn } = data;
  const find = (id) => document.getElementById(id);
  const styleOf = (n) => (n.event ? styles.event : styles[n.kind]);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const state = { node: null, edge: null, claim: null, all: false, off: new Set() };

  /* ---------- small helpers: everything from an article goes in as text ---------- */
  function make(tag, options = {}, ...inside) {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(options)) {
      if (key === "class") element.className = value;
      else if (key === "on") element.addEventListener("click", value);
      else element.setAttribute(key, value);
    }
    element.append(...inside.filter((x) => x !== null && x !== undefined));
    return element;
  }
  const safe = (url) => (/^https?:\/\//i.test(url || "") ? url : null);
  const button = (label, act) => make("button", { class: "link", type: "button", on: act }, label);
  const nodeButton = (i) => button(nodes[i].label, () => select({ node: i }));
  const plural = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

  /* ---------- what is shown ---------- */
  const firm = claims.map((c) => c.factual);
  const isFirm = (list, bare) => (list.length === 0 ? bare : list.some((c) => firm[c]));
  const nodeShown = (n) => !state.off.has(styleOf(n).name) && (state.all || !n.event || isFirm(n.claims, false));
  const edgeFirm = (e) => isFirm(e.claims, e.origin === "background");
  const edgeShown = (e) => (state.all || edgeFirm(e)) && nodeShown(nodes[e.source]) && nodeShown(nodes[e.target]);

  function css(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }
  function drawNode(i) {
    const n = nodes[i], style = styleOf(n), open = n.event && !isFirm(n.claims, false);
    return {
      ...drawn.nodes[i], group: undefined, hidden: !nodeShown(n), shape: style.shape, borderWidth: 2, borderWidthSelected: 4,
      shapeProperties: { borderDashes: open ? [4, 3] : false },
      color: { background: open ? css("--card") : style.fill, border: style.border, highlight: { background: style.fill, border: css("--ink") } },
      font: { color: css("--ink"), size: n.event ? 12 : 14, strokeWidth: 4, strokeColor: css("--paper"), face: "system-ui, DejaVu Sans, sans-serif" },
    };
  }
  const parallel = new Map();
  function drawEdge(i) {
    const e = edges[i], key = `${Math.min(e.source, e.target)}-${Math.max(e.source, e.target)}`;
    if (!parallel.has(key)) parallel.set(key, []);
    const bundle = parallel.get(key);
    if (!bundle.includes(i)) bundle.push(i);
    const place = bundle.indexOf(i), straight = bundle.length === 1 || place === 0;
    return {
      id: i, from: e.source, to: e.target, label: e.label, hidden: !edgeShown(e), dashes: edgeFirm(e) ? (e.origin === "background" ? [2, 6] : false) : [6, 5],
      arrows: { to: { enabled: true, scaleFactor: 0.5 } }, color: { color: css("--edge"), highlight: css("--accent"), opacity: e.origin === "background" ? 0.55 : 0.9 },
      width: 1.2, smooth: straight ? false : { enabled: true, type: place % 2 ? "curvedCW" : "curvedCCW", roundness: 0.12 + 0.1 * Math.floor(place / 2) },
      font: { color: css("--soft"), size: 10, strokeWidth: 3, strokeColor: css("--paper"), align: "middle" },
    };
  }
  const nodeSet = new vis.DataSet(nodes.map((_, i) => drawNode(i)));
  const edgeSet = new vis.DataSet(edges.map((_, i) => drawEdge(i)));
  const network = new vis.Network(find("network"), { nodes: nodeSet, edges: edgeSet }, {
    physics: { enabled: false }, layout: { improvedLayout: false },
    interaction: { hover: true, multiselect: false, keyboard: false, hideEdgesOnDrag: nodes.length > 500, hideEdgesOnZoom: nodes.length > 500, tooltipDelay: 200 },
  });
  window.kgReady = new Promise((done) => network.once("afterDrawing", () => done(true)));
  function redraw() { nodeSet.update(nodes.map((_, i) => drawNode(i))); edgeSet.update(edges.map((_, i) => drawEdge(i))); }
  dark.addEventListener("change", redraw);

  /* ---------- the panel ---------- */
  function marked(text, begin, end, marks) {
    const part = make("span"), cuts = new Set([begin, end]);
    for (const m of marks) { cuts.add(Math.min(Math.max(m[0], begin), end)); cuts.add(Math.min(Math.max(m[1], begin), end)); }
    const points = [...cuts].sort((a, b) => a - b), letters = Array.from(text.slice ? text : "");
    for (let k = 0; k + 1 < points.length; k++) {
      const words = letters.slice(points[k], points[k + 1]).join("");
      const over = marks.filter((m) => m[0] <= points[k] && m[1] >= points[k + 1]);
      if (!over.length) part.append(words);
      else part.append(make("mark", { class: over.some((m) => m[2] === "cue") ? "cue" : "" }, words));
    }
    return part;
  }
  function speaker(c) {
    if (c.voice === "article") return make("span", {}, "The article");
    if (c.source !== null) return nodeButton(c.source);
    return make("span", {}, c.words || "Somebody who is not named");
  }
  function claimView(i) {
    const c = claims[i], a = articles[c.article];
    const marks = [...c.content.map((s) => [s[0], s[1], "content"]), ...(c.cue ? [[c.cue[0], c.cue[1], "cue"]] : [])];
    const verb = { assert: "says", confirm: "confirms", deny: "denies", decline: "would not confirm", predict: "expects", promise: "promises", demand: "demands", threaten: "threatens", fear: "fears", hope: "hopes", question: "asks" }[c.stance] || c.stance;
    const tags = [c.polarity, c.certainty, c.tense].filter(Boolean).join(" · ");
    const view = make("article", { class: c.factual ? "claim" : "claim open", id: `claim-${i}` },
      make("p", { class: "says" }, speaker(c), ` ${verb}${c.said ? ` (${c.said})` : ""}`),
      ...c.evidence.map((s) => make("blockquote", {}, marked(a.text, s[0], s[1], marks))),
      make("p", { class: "tags" }, `${tags || "neither support nor denial"}${c.factual ? "" : " · not a fact"}`),
      make("p", { class: "where" }, button(a.title || a.id, () => openArticle(c.article, c.evidence[0] || c.content[0])), a.published ? ` · ${a.published.slice(0, 10)}` : "", " · ",
        make("a", { href: `#claim=${encodeURIComponent(c.iri)}` }, "link")));
    return view;
  }
  const shownClaims = (list) => list.filter((i) => state.all || firm[i]);
  function ledger(list) {
    const shown = shownClaims(list), rest = list.length - shown.length;
    const part = make("div", {}, make("h3", {}, plural(shown.length, "claim")), ...shown.map(claimView));
    if (rest) part.append(make("p", { class: "note" }, `${plural(rest, "claim")} not held as fact: `, button("show", () => { find("all").checked = true; find("all").dispatchEvent(new Event("change")); })));
    return part;
  }
  function nodeView(i) {
    const n = nodes[i], out = edges.map((e, k) => [e, k]).filter(([e]) => (e.source === i || e.target === i) && edgeShown(e));
    const part = make("div", {}, make("h2", {}, n.label), make("p", { class: "kind" }, [n.event ? "Event" : null, n.kind, n.mode, n.when].filter(Boolean).join(" · ")));
    if (n.names.length > 1) part.append(make("p", { class: "note" }, `Also: ${n.names.filter((x) => x !== n.label).join(", ")}`));
    for (const [name, url] of n.identifiers) part.append(make("p", { class: "note" }, safe(url) ? make("a", { href: url, rel: "noreferrer" }, name) : name));
    for (const note of n.notes) part.append(make("p", { class: "note" }, note));
    if (out.length) part.append(make("h3", {}, "Linked to"), make("ul", { class: "plain" }, ...out.map(([e, k]) => make("li", {},
      button(e.source === i ? `${e.label} →` : `← ${e.label}`, () => select({ edge: k })), " ", nodeButton(e.source === i ? e.target : e.source)))));
    part.append(ledger(n.claims));
    return part;
  }
  function edgeView(k) {
    const e = edges[k];
    const part = make("div", {}, make("h2", {}, e.label), make("p", { class: "kind" }, nodeButton(e.source), " → ", nodeButton(e.target)));
    if (e.row) part.append(make("p", { class: "note" }, `Background knowledge: ${e.row}`));
    part.append(ledger(e.claims));
    return part;
  }
  function overview() {
    const shown = nodes.map((n, i) => [n, i]).filter(([n]) => nodeShown(n));
    const part = make("div", {}, make("h2", {}, "What is here"), make("p", { class: "note" },
      `${plural(articles.length, "article")}, ${plural(claims.length, "claim")}, of which ${firm.filter(Boolean).length} are held as fact: asserted or confirmed, past or present, certain, not negated.`));
    if (data.left_out) part.append(make("p", { class: "note" }, `${data.left_out} further claims are in the store; 'kg serve' shows them all.`));
    for (const [title, test] of [["Events", (n) => n.event], ["People, states, bodies, places", (n) => !n.event]]) {
      const list = shown.filter(([n]) => test(n));
      part.append(make("h3", {}, `${title} (${list.length})`), make("ul", { class: "plain" }, ...list.map(([, i]) => make("li", {}, nodeButton(i)))));
    }
    return part;
  }
  function openArticle(i, span) {
    const a = articles[i], reader = find("reader"), text = reader.querySelector(".text");
    reader.querySelector("h2").textContent = a.title || a.id;
    const where = reader.querySelector(".where");
    where.replaceChildren(a.published || "", " ", safe(a.url) ? make("a", { href: a.url, rel: "noreferrer" }, a.url) : a.source);
    const letters = Array.from(a.text), begin = span ? span[0] : 0, end = span ? span[1] : 0;
    const points = [...new Set([0, letters.length, begin, end, ...a.mentions.flatMap((m) => [m[0], m[1]])])].sort((x, y) => x - y);
    text.replaceChildren();
    for (let k = 0; k + 1 < points.length; k++) {
      const words = letters.slice(points[k], points[k + 1]).join(""), at = points[k];
      const mention = a.mentions.find((m) => m[0] <= at && m[1] >= points[k + 1]);
      let piece = mention ? make("span", { class: "mention", title: nodes[mention[2]].label }, words) : document.createTextNode(words);
      if (span && at >= begin && points[k + 1] <= end) piece = make("mark", {}, piece);
      text.append(piece);
    }
    reader.showModal();
    const first = text.querySelector("mark");
    if (first) first.scrollIntoView({ block: "center" });
  }
  find("close").addEventListener("click", () => find("reader").close());

  /* ---------- selection, kept in the address ---------- */
  function select(what, keep) {
    state.node = what.node ?? null; state.edge = what.edge ?? null; state.claim = what.claim ?? null;
    const panel = find("panel");
    if (state.claim !== null) {
      const owner = nodes.findIndex((n) => n.claims.includes(state.claim));
      if (!firm[state.claim] && !state.all) { state.all = true; find("all").checked = true; redraw(); }
      panel.replaceChildren(owner >= 0 ? nodeView(owner) : make("div", {}, claimView(state.claim)));
      panel.querySelector(`#claim-${state.claim}`)?.scrollIntoView({ block: "start" });
      if (owner >= 0) network.selectNodes([owner]);
    } else if (state.node !== null) { panel.replaceChildren(nodeView(state.node)); network.selectNodes([state.node]); panel.scrollTop = 0; }
    else if (state.edge !== null) { panel.replaceChildren(edgeView(state.edge)); network.selectEdges([state.edge]); panel.scrollTop = 0; }
    else { panel.replaceChildren(overview()); network.unselectAll(); }
    if (!keep) write();
  }
  function write() {
    const parts = [];
    if (state.claim !== null) parts.push(`claim=${encodeURIComponent(claims[state.claim].iri)}`);
    else if (state.node !== null) parts.push(`node=${encodeURIComponent(nodes[state.node].iri)}`);
    else if (state.edge !== null) parts.push(`edge=${state.edge}`);
    if (state.all) parts.push("all=1");
    if (state.off.size) parts.push(`off=${encodeURIComponent([...state.off].sort().join("|"))}`);
    history.replaceState(null, "", `#${parts.join("&")}`);
  }
  function restore() {
    const asked = new URLSearchParams(location.hash.slice(1));
    state.all = asked.get("all") === "1"; find("all").checked = state.all;
    state.off = new Set((asked.get("off") || "").split("|").filter(Boolean));
    drawLegend(); redraw();
    const claim = claims.findIndex((c) => c.iri === asked.get("claim")), node = nodes.findIndex((n) => n.iri === asked.get("node"));
    if (claim >= 0) select({ claim }, true);
    else if (node >= 0) { select({ node }, true); network.focus(node, { scale: 1 }); }
    else if (asked.get("edge") !== null && edges[+asked.get("edge")]) select({ edge: +asked.get("edge") }, true);
    else select({}, true);
  }
  addEventListener("hashchange", restore);
  network.on("click", (event) => {
    if (event.nodes.length) select({ node: event.nodes[0] });
    else if (event.edges.length) select({ edge: event.edges[0] });
    else select({});
  });
  network.on("doubleClick", (event) => { if (event.nodes.length) network.fit({ nodes: [event.nodes[0], ...network.getConnectedNodes(event.nodes[0])], animation: true }); });
  find("all").addEventListener("change", (event) => { state.all = event.target.checked; redraw(); select(state, false); });

  /* ---------- legend and search ---------- */
  function drawLegend() {
    const kinds = new Map();
    for (const n of nodes) { const style = styleOf(n); kinds.set(style.name, [style, (kinds.get(style.name)?.[1] || 0) + 1]); }
    find("legend").replaceChildren(...[...kinds].sort().map(([name, [style, count]]) => {
      const chip = make("button", { type: "button", "aria-pressed": String(!state.off.has(name)), on: () => { state.off.has(name) ? state.off.delete(name) : state.off.add(name); drawLegend(); redraw(); select(state, false); } });
      const dot = make("i"); dot.style.background = style.fill; dot.style.borderColor = style.border;
      chip.append(dot, `${name} ${count}`);
      return chip;
    }));
  }
  const search = find("search"), hits = find("hits");
  let chosen = -1;
  const names = nodes.map((n) => [n.label, ...n.names].join("\n").toLowerCase());
  function look() {
    const word = search.value.trim().toLowerCase();
    const found = word ? names.map((all, i) => [all.startsWith(word) ? 0 : all.includes(word) ? 1 : 2, i]).filter(([rank]) => rank < 2).sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, 12) : [];
    chosen = found.length ? 0 : -1;
    hits.replaceChildren(...found.map(([, i], k) => make("li", { role: "option", id: `hit-${k}`, "data-node": i, "aria-selected": String(k === 0), on: () => go(i) }, `${nodes[i].label} · ${nodes[i].kind}`)));
    hits.hidden = !found.length; search.setAttribute("aria-expanded", String(found.length > 0));
  }
  function go(i) { hits.hidden = true; search.value = ""; if (nodes[i].event && !nodeShown(nodes[i])) { state.all = true; find("all").checked = true; redraw(); } select({ node: i }); network.focus(i, { scale: 1.1, animation: true }); }
  search.addEventListener("input", look);
  search.addEventListener("keydown", (event) => {
    const items = [...hits.children];
    if (event.key === "Escape") { hits.hidden = true; search.value = ""; }
    if (!items.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length;
      items.forEach((item, k) => item.setAttribute("aria-selected", String(k === chosen)));
      search.setAttribute("aria-activedescendant", `hit-${chosen}`); event.preventDefault();
    }
    if (event.key === "Enter" && chosen >= 0) go(+items[chosen].dataset.node);
  });
  addEventListener("keydown", (event) => {
    if (event.target === document.body || event.target === find("network")) {
      if (event.key === "/") { search.focus(); event.preventDefault(); }
      if (event.key === "Escape") select({});
      if (event.key === "0") network.fit();
    }
  });

  restore();
  network.fit();
})();
