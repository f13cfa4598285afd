/* The reader: the whole text of an article, opened at a sentence, with its mentions marked. */
function openArticle(i, span) {
  const a = articles[i], reader = find("reader"), text = reader.querySelector(".text");
  reader.querySelector("h2").textContent = a.title;
  reader.querySelector(".where").replaceChildren(a.published ? spell(a.published.slice(0, 10)) : "", " ", safe(a.url) ? make("a", { href: a.url, rel: "noreferrer" }, a.url) : a.source);
  const length = Array.from(a.text).length, spans = [...a.mentions.map((m) => [m[0], m[1], m[2]]), ...(span ? [[span[0], span[1], null]] : [])];
  text.replaceChildren(marked(i, 0, length, spans, (over, piece) => {
    const mention = over.find((s) => s[2] !== null), open = () => { reader.close(); select({ node: mention[2] }, true); };
    const inner = mention ? make("button", { type: "button", class: "mention", title: nodes[mention[2]].label, on: open }, piece) : piece;
    return over.some((s) => s[2] === null) ? make("mark", {}, inner) : inner;
  }));
  reader.showModal();
  text.querySelector("mark")?.scrollIntoView({ block: "center" });
}
find("close").addEventListener("click", () => find("reader").close());
