"""The scene of a store: what its graph says, as the page shows it; of a large store what its latest articles say."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate
from textwrap import shorten
from typing import Any

from kg.ontology.vocab import KG, KGE, PREFIXES
from kg.query.part import newest, part
from kg.query.run import table
from kg.store.base import Reader
from kg.visualise.scene import Article, Edge, Node, Pair, Scene, Statement
from kg.visualise.style import STYLES

_GENERAL = ("Organisation", "Place", "Other")
"""Classes above others: shown only where nothing narrower is known."""

_LINE = 90
"""Characters of the first line that stand for a headline."""

ROLES = ("actor", "recipient", "location", "origin", "destination", "instrument", "topic")

_ARTICLES = """SELECT ?d ?id ?title ?published ?source ?url ?text WHERE {
  ?d a kg:Document ; kg:identifier ?id ; kg:sourcePath ?source ; kg:text/nif:isString ?text .
  OPTIONAL { ?d schema:headline ?title } OPTIONAL { ?d schema:datePublished ?published } OPTIONAL { ?d schema:url ?url }
} ORDER BY ?id ?d"""

_MENTIONS = """SELECT ?d ?b ?e ?c ?kind WHERE {
  GRAPH ?d { ?m a kg:Mention ; nif:beginIndex ?b ; nif:endIndex ?e ; kg:mentionKind ?kind ; kg:refersTo ?x } ?x kg:canonical ?c
} ORDER BY ?d ?b DESC(?e) ?c"""

_CLAIMS = """SELECT ?claim ?d ?voice ?s ?words ?stance ?polarity ?certainty ?tense ?factual ?said WHERE {
  ?claim a kg:Claim ; kg:reportedBy ?d ; kg:voice ?voice ; kg:stance ?stance ; kg:factual ?factual .
  OPTIONAL { ?claim kg:source/kg:canonical ?s } OPTIONAL { ?claim kg:sourceWords/nif:anchorOf ?words }
  OPTIONAL { ?claim kg:polarity ?polarity } OPTIONAL { ?claim kg:certainty ?certainty } OPTIONAL { ?claim kg:tense ?tense }
  OPTIONAL { ?claim kg:saidAt/kg:edtf ?said }
} ORDER BY DESC(?factual) ?claim"""

_SPANS = """SELECT ?claim ?kind ?b ?e WHERE {
  VALUES (?p ?kind) { (kg:evidence "evidence") (kg:content "content") (kg:cue "cue") }
  ?claim a kg:Claim ; ?p ?w . ?w nif:beginIndex ?b ; nif:endIndex ?e .
} ORDER BY ?claim ?kind ?b ?e"""

_ENTITIES = """SELECT DISTINCT ?c ?label ?type WHERE {
  GRAPH ?g { ?c kg:mentionCount ?n ; rdfs:label ?label ; a ?type } FILTER(STRENDS(STR(?g), "/derived"))
} ORDER BY ?c ?type"""

_NAMES = """SELECT DISTINCT ?c ?name WHERE {
  GRAPH ?g { ?c kg:mentionCount ?n } FILTER(STRENDS(STR(?g), "/derived")) ?c skos:altLabel ?name
} ORDER BY ?c ?name"""

_SAME = """SELECT DISTINCT ?c ?same WHERE {
  GRAPH ?g { ?c kg:mentionCount ?n } FILTER(STRENDS(STR(?g), "/derived")) ?c owl:sameAs ?same
  FILTER(CONTAINS(STR(?same), "wikidata") || CONTAINS(STR(?same), "geonames"))
} ORDER BY ?c ?same"""

_TENURES = """SELECT DISTINCT ?c ?office ?body ?status ?from ?until WHERE {
  ?t a kg:Tenure ; kg:holder ?c . OPTIONAL { ?t kg:office ?office }
  OPTIONAL { GRAPH ?g { ?t kg:body ?b . ?b rdfs:label ?body } }
  OPTIONAL { ?t kg:status ?status } OPTIONAL { ?t kg:from ?from } OPTIONAL { ?t kg:until ?until }
} ORDER BY ?c ?from ?office ?body ?status ?until"""

_EVENTS = """SELECT ?v ?type ?mode ?sources ?factual ?words WHERE {
  ?v a kg:Event ; kg:eventType ?type ; kg:hasMention/nif:anchorOf ?words .
  OPTIONAL { ?v kg:mode ?mode } OPTIONAL { ?v kg:originalSourceCount ?sources } OPTIONAL { ?v kg:factual ?factual }
} ORDER BY ?v ?words"""

_TIMES = """SELECT ?v (MIN(?t) AS ?when) (MIN(?d) AS ?day) WHERE {
  ?v a kg:Event ; kg:time ?x . ?x kg:edtf ?t . OPTIONAL { ?x kg:earliestBegin ?d }
} GROUP BY ?v ORDER BY ?v"""

_ABOUT = """SELECT DISTINCT ?v ?claim WHERE { ?v a kg:Event ; kg:hasMention ?m . ?claim kg:about ?m } ORDER BY ?v ?claim"""

_ARGUMENTS = f"""SELECT DISTINCT ?v ?role ?c ?claim WHERE {{
  VALUES ?role {{ {" ".join(f"kg:{role}" for role in ROLES)} }}
  ?v a kg:Event ; kg:hasMention ?m . ?m ?role ?x . ?x kg:canonical ?c . OPTIONAL {{ ?claim kg:about ?m }}
}} ORDER BY ?v ?role ?c ?claim"""

_RELATIONS = """SELECT DISTINCT ?s ?p ?o ?claim WHERE {
  ?r a kg:Relation ; kg:subject/kg:canonical ?s ; kg:predicate ?p ; kg:object/kg:canonical ?o . ?claim kg:about ?r
} ORDER BY ?s ?p ?o ?claim"""

_BACKGROUND = """SELECT DISTINCT ?s ?p ?o ?row WHERE {
  ?f a kg:BackgroundFact ; kg:subject ?s ; kg:predicate ?p ; kg:object ?o ; kg:row ?row .
  FILTER NOT EXISTS { ?f kg:until ?end }
  GRAPH ?g { ?s kg:mentionCount ?n . ?o kg:mentionCount ?k } FILTER(STRENDS(STR(?g), "/derived"))
} ORDER BY ?s ?p ?o ?row"""

_QUERIES = (
    *(_ARTICLES, _MENTIONS, _CLAIMS, _SPANS, _ENTITIES, _NAMES, _SAME, _TENURES),
    *(_EVENTS, _TIMES, _ABOUT, _ARGUMENTS, _RELATIONS, _BACKGROUND),
)
_ASKED = {PREFIXES[prefix] + name for query in _QUERIES for prefix, name in re.findall(r"\b(\w+):(\w+)", query)}
_TERMS = _ASKED | {KG + kind for kind in STYLES}
"""What these queries ask a store for."""

MOST_CLAIMS = 20_000
"""Claims up to which a page shows the whole store."""

LATEST_CLAIMS = 3_000
"""Claims at most on the page of a larger store: of its latest articles; the others are counted and left to `kg serve`. Their nodes, two or
three a claim, are as many as the page draws all at once; a thousand claims take some 33 MiB to read."""

Row = dict[str, Any]


def scene(reader: Reader, most: int = MOST_CLAIMS, latest: int = LATEST_CLAIMS) -> Scene:
    """The scene of the store, in an order that depends on its content alone; of more than `most` claims the `latest`, by whole articles."""
    articles = newest(reader)
    held = list(accumulate(claims for _, claims in articles))
    if not held or held[-1] <= most:
        return _Reading(reader).scene()
    with part(reader, [doc for doc, _ in articles[: bisect_right(held, latest)]], _TERMS) as shown:
        found = _Reading(shown).scene()
    return replace(found, left_out=held[-1] - len(found.claims))


class _Reading:
    """The answers of the store, joined by index."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._claims = self._rows(_CLAIMS)
        self._claim = {row["claim"]: i for i, row in enumerate(self._claims)}
        self._articles = self._rows(_ARTICLES)
        self._article = {row["d"]: i for i, row in enumerate(self._articles)}
        self._entities = self._types()
        self._events = self._event_rows()
        self._node = {iri: i for i, iri in enumerate([*self._entities, *self._events])}
        self._mentions = self._rows(_MENTIONS)

    def scene(self) -> Scene:
        """Everything joined."""
        edges = self._edges()
        return Scene(
            articles=tuple(self._article_views()),
            nodes=tuple(self._nodes(edges)),
            edges=tuple(edges),
            claims=tuple(self._statements()),
        )

    def _rows(self, sparql: str) -> list[Row]:
        rows: list[Row] = table(self._reader, sparql).dicts()
        return rows

    def _types(self) -> dict[str, tuple[str, str]]:
        """Label and narrowest class of each entity."""
        kinds: dict[str, list[str]] = defaultdict(list)
        labels: dict[str, str] = {}
        for row in self._rows(_ENTITIES):
            labels.setdefault(row["c"], row["label"])
            kind = row["type"].removeprefix(KG)
            if kind in STYLES:
                kinds[row["c"]].append(kind)
        return {iri: (labels[iri], min(found, key=lambda k: (k in _GENERAL, k == "Other", k))) for iri, found in kinds.items()}

    def _event_rows(self) -> dict[str, Row]:
        rows: dict[str, Row] = {}
        for row in self._rows(_EVENTS):
            rows.setdefault(row["v"], row)
        for row in self._rows(_TIMES):
            if row["v"] in rows:
                rows[row["v"]] = {**rows[row["v"]], "when": row["when"], "day": row["day"]}
        return rows

    def _known(self, claims: Iterable[str]) -> tuple[int, ...]:
        return tuple(sorted({self._claim[c] for c in claims if c in self._claim}))

    def _nodes(self, edges: list[Edge]) -> Iterable[Node]:
        about = _grouped(self._rows(_ABOUT), "v", "claim")
        names, same = _grouped(self._rows(_NAMES), "c", "name"), _grouped(self._rows(_SAME), "c", "same")
        notes: dict[str, list[str]] = defaultdict(list)
        for row in self._rows(_TENURES):
            notes[row["c"]].append(_tenure(row))
        touching: dict[int, set[int]] = defaultdict(set)
        for edge in edges:
            for end in (edge.source, edge.target):
                touching[end].update(edge.claims)
        spoken: dict[str, set[int]] = defaultdict(set)
        for i, claim in enumerate(self._claims):
            if claim["s"]:
                spoken[claim["s"]].add(i)
        named = {row["c"] for row in self._mentions if row["kind"] != "pronoun"}
        for iri, (label, kind) in self._entities.items():
            known = iri in named
            yield Node(
                iri=iri,
                kind=kind,
                event=False,
                label=label if known else _unnamed(label, kind, speaks=iri in spoken),
                names=tuple(dict.fromkeys([label, *names[iri]])) if known else (),
                pronoun=None if known else label,
                identifiers=tuple((url.rstrip("/").rsplit("/", 1)[1], url) for url in same[iri]),
                notes=tuple(dict.fromkeys(notes[iri])),
                claims=tuple(sorted(touching[self._node[iri]] | spoken[iri])),
            )
        for iri, row in self._events.items():
            yield Node(
                iri=iri,
                kind=row["type"].removeprefix(KGE),
                event=True,
                label=row["words"],
                mode=row["mode"].removeprefix(KGE).split("-", 1)[-1] if row["mode"] else None,
                when=row.get("when"),
                day=str(row["day"]) if row.get("day") else None,
                sources=int(row["sources"] or 0),
                claims=self._known(about[iri]),
            )

    def _edges(self) -> list[Edge]:
        edges: dict[tuple[str, str, str, str], set[str]] = {}
        for row in self._rows(_ARGUMENTS):
            edges.setdefault((row["v"], row["role"].removeprefix(KG), row["c"], "role"), set()).add(row["claim"] or "")
        for row in self._rows(_RELATIONS):
            edges.setdefault((row["s"], row["p"].removeprefix(KG), row["o"], "fact"), set()).add(row["claim"])
        rows: dict[tuple[str, str, str, str], str] = {}
        for row in self._rows(_BACKGROUND):
            key = (row["s"], row["p"].removeprefix(KG), row["o"])
            if (*key, "fact") not in edges:
                edges.setdefault((*key, "background"), set())
                rows.setdefault((*key, "background"), row["row"])
        return [
            Edge(
                source=self._node[s],
                target=self._node[o],
                label=p,
                origin=origin,
                claims=self._known(claims),
                row=rows.get((s, p, o, origin)),
            )
            for (s, p, o, origin), claims in edges.items()
            if s in self._node and o in self._node
        ]

    def _statements(self) -> Iterable[Statement]:
        spans: dict[tuple[str, str], list[Pair]] = defaultdict(list)
        for row in self._rows(_SPANS):
            spans[row["claim"], row["kind"]].append((row["b"], row["e"]))
        for row in self._claims:
            cue = spans[row["claim"], "cue"]
            yield Statement(
                iri=row["claim"],
                article=self._article[row["d"]],
                voice=row["voice"],
                source=self._node.get(row["s"]) if row["s"] else None,
                words=row["words"],
                stance=row["stance"],
                polarity=row["polarity"],
                certainty=row["certainty"],
                tense=row["tense"],
                factual=bool(row["factual"]),
                said=row["said"],
                evidence=tuple(spans[row["claim"], "evidence"]),
                content=tuple(spans[row["claim"], "content"]),
                cue=cue[0] if cue else None,
            )

    def _article_views(self) -> Iterable[Article]:
        mentions: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for row in self._mentions:
            if row["c"] in self._node:
                mentions[row["d"]].append((row["b"], row["e"], self._node[row["c"]]))
        for row in self._articles:
            yield Article(
                iri=row["d"],
                id=row["id"],
                title=row["title"] or beginning(row["text"]) or row["id"],
                published=row["published"].isoformat() if row["published"] else None,
                source=row["source"],
                url=row["url"],
                text=row["text"],
                mentions=tuple(mentions[row["d"]]),
            )


def _grouped(rows: Iterable[Row], key: str, value: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row[value])
    return found


def _unnamed(pronoun: str, kind: str, *, speaks: bool) -> str:
    """What to call an entity that the articles call by a pronoun only: "unnamed speaker (I)"."""
    what = "speaker" if speaks else {"Person": "person", "Group": "group"}.get(kind, "party")
    return f"unnamed {what} ({pronoun if len(pronoun) == 1 else pronoun.lower()})"


def beginning(text: str) -> str:
    """The first line of a text, cut at a word where it is long."""
    return shorten(next((line for line in text.splitlines() if line.strip()), ""), _LINE, placeholder=" …")


def _tenure(row: Row) -> str:
    """An office in words: "President (elect), United States, from 2025"."""
    office = row["office"] or "office"
    status = f" ({row['status']})" if row["status"] and row["status"] != "incumbent" else ""
    years = "".join(f", {word} {row[word]}" for word in ("from", "until") if row[word])
    return f"{office}{status}{', ' + row['body'] if row['body'] else ''}{years}"
