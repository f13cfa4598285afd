"""What the pages of resources show, read from the store; templates escape every word of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from kg.ontology.vocab import KG
from kg.query.ledger import Entry, describe, pairs
from kg.query.run import table
from kg.serve.missing import MissingError
from kg.serve.text import Span, passages, pieces
from kg.store.base import Reader

MOST = 100
"""Rows of a list on one page."""

Page = dict[str, Any]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One page of a list: its name in addresses, the rows, the number of the page from 1, and whether more rows follow."""

    name: str
    rows: list[Any]
    page: int = 1
    more: bool = False

    @property
    def first(self) -> int:
        """How many rows stand on earlier pages."""
        return (self.page - 1) * MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A resource whose page is made: the store, its IRI, the base of such IRIs, and which page of which list is asked for."""

    reader: Reader
    iri: str
    base: str
    pages: Mapping[str, int]

    def rows(self, sparql: str) -> list[Row]:
        """All rows of a query about the resource."""
        filled = sparql.replace("$derived", f"<{self.base}derived>").replace("$id", f"<{self.iri}>")
        return list(table(self.reader, filled).dicts())

    def part(self, name: str, sparql: str) -> Part:
        """One page of the rows of a query."""
        page = self.pages.get(name, 1)
        rows = self.rows(f"{sparql} LIMIT {MOST + 1} OFFSET {(page - 1) * MOST}")
        return Part(name=name, rows=rows[:MOST], page=page, more=len(rows) > MOST)

    def claims(self) -> Part:
        """One page of the ledger, in runs of claims with the same sentence."""
        page = self.pages.get("claims", 1)
        every = pairs(self.reader, self.iri)
        entries = describe(self.reader, every[(page - 1) * MOST : page * MOST])
        runs = [list(run) for _, run in groupby(entries, key=_sentence)]
        return Part(name="claims", rows=runs, page=page, more=len(every) > page * MOST)


def _sentence(entry: Entry) -> str:
    return entry.place


_LABEL = "SELECT ?label WHERE { GRAPH ?g { $id rdfs:label ?label } } ORDER BY (?g != $derived) ?label LIMIT 1"
_TYPES = "SELECT DISTINCT ?type WHERE { GRAPH ?g { $id a ?type } FILTER(?g != $derived) } ORDER BY ?type"
_CANONICAL = "SELECT DISTINCT ?node WHERE { $id kg:canonical ?node FILTER(?node != $id) } ORDER BY ?node"
_NAMES = "SELECT DISTINCT ?name WHERE { ?x kg:canonical? $id . ?x skos:altLabel|rdfs:label|kg:demonym ?name } ORDER BY ?name"
_SAME = "SELECT DISTINCT ?same WHERE { $id owl:sameAs ?same } ORDER BY ?same"
_TENURES = """SELECT DISTINCT ?office ?body ?holder ?status ?from ?until WHERE {
  { ?t kg:holder $id } UNION { ?t kg:body $id } ?t a kg:Tenure ; kg:holder ?holder ; kg:body ?body .
  OPTIONAL { ?t kg:office ?office } OPTIONAL { ?t kg:status ?status } OPTIONAL { ?t kg:from ?from } OPTIONAL { ?t kg:until ?until }
} ORDER BY ?from ?office ?body ?holder"""
_FACTS = """SELECT DISTINCT ?predicate ?way ?other ?documents ?fact WHERE {
  { SELECT ?fact ?other ?way WHERE {
    { ?fact kg:subject $id ; kg:object ?other ; a kg:Fact BIND("" AS ?way) }
    UNION { ?fact kg:object $id ; kg:subject ?other ; a kg:Fact BIND("of" AS ?way) }
  } }
  ?fact kg:predicate ?predicate . OPTIONAL { ?fact kg:documentCount ?documents }
} ORDER BY DESC(?documents) ?way ?predicate ?other"""
_NAMED = "SELECT ?x ?label WHERE { VALUES ?x { $all } GRAPH ?g { ?x rdfs:label ?label } } ORDER BY ?x (?g != $derived) ?label"
_EVENTS = """SELECT DISTINCT ?event ?type ?role ?words ?time ?factual WHERE {
  ?x kg:canonical $id . ?m ?p ?x ; a kg:EventMention ; nif:anchorOf ?words .
  ?event kg:hasMention ?m ; kg:eventType ?type ; kg:factual ?factual .
  BIND(STRAFTER(STR(?p), "#") AS ?role)
  OPTIONAL { ?event kg:time ?t . ?t kg:edtf ?time . OPTIONAL { ?t kg:earliestBegin ?begin } }
} ORDER BY (!BOUND(?begin)) ?begin ?type ?event ?role"""
_EVENT = """SELECT DISTINCT ?type ?mode ?time ?factual ?documents ?sources WHERE {
  $id kg:eventType ?type . OPTIONAL { $id kg:mode ?mode } OPTIONAL { $id kg:time/kg:edtf ?time } OPTIONAL { $id kg:factual ?factual }
  OPTIONAL { $id kg:documentCount ?documents } OPTIONAL { $id kg:originalSourceCount ?sources }
} ORDER BY ?type ?mode ?time"""
_TRIGGERS = """SELECT DISTINCT ?words WHERE { { $id kg:hasMention/nif:anchorOf ?words } UNION { $id nif:anchorOf ?words } }
ORDER BY ?words LIMIT 3"""
_WHOLE = "SELECT DISTINCT ?event WHERE { ?event kg:hasMention $id } ORDER BY ?event"
_ROLES = """SELECT DISTINCT ?role ?words ?node WHERE {
  { SELECT DISTINCT ?role ?span WHERE {
    VALUES (?role ?w) { ("actor" kg:actorWords) ("recipient" kg:recipientWords) ("place" kg:locationWords) ("from" kg:originWords)
      ("to" kg:destinationWords) ("time" kg:timeWords) ("means" kg:instrumentWords) ("topic" kg:topicWords) }
    { $id ?w ?span } UNION { $id kg:hasMention ?m . ?m ?w ?span }
  } }
  ?span nif:anchorOf ?words . OPTIONAL { ?span kg:refersTo ?x . ?x kg:canonical ?node }
} ORDER BY ?role ?words ?node"""
_DISPUTES = """SELECT DISTINCT ?kind ?reason ?claim WHERE {
  { ?c kg:aboutEvent $id } UNION { ?c kg:between $id }
  ?c a kg:Contradiction ; kg:contradictionKind ?kind ; kg:reason ?reason ; kg:between ?claim
} ORDER BY ?kind ?reason ?claim"""
_DOCUMENT = """SELECT ?name ?title ?published ?url ?outlet ?byline ?text ?newer WHERE {
  $id a kg:Document ; kg:identifier ?name ; kg:text/nif:isString ?text . OPTIONAL { $id schema:headline ?title }
  OPTIONAL { $id schema:datePublished ?published } OPTIONAL { $id schema:url ?url } OPTIONAL { $id kg:outlet ?outlet }
  OPTIONAL { $id kg:byline ?byline } OPTIONAL { ?newer kg:supersedes $id }
} LIMIT 1"""
_MENTIONS = """SELECT DISTINCT ?b ?e ?node WHERE {
  GRAPH $id { ?m a kg:Mention ; nif:beginIndex ?b ; nif:endIndex ?e ; kg:refersTo ?x } ?x kg:canonical ?node
} ORDER BY ?b DESC(?e) ?node"""
_CITED = "SELECT DISTINCT ?b ?e WHERE { ?claim kg:reportedBy $id ; kg:evidence ?w . ?w nif:beginIndex ?b ; nif:endIndex ?e }"
_ABOUT = "SELECT DISTINCT ?topic ?rule WHERE { $id kg:about ?topic OPTIONAL { ?topic kg:rule ?rule } } ORDER BY ?topic ?rule"
_WITHIN = "SELECT DISTINCT ?claim ?way WHERE { { $id kg:within ?claim BIND(true AS ?way) } UNION { ?claim kg:within $id } } ORDER BY ?claim"
_EVIDENCE = "SELECT DISTINCT ?w ?b ?words WHERE { $id kg:evidence ?w . ?w nif:beginIndex ?b ; nif:anchorOf ?words } ORDER BY ?b ?w"
_MARKED = """SELECT DISTINCT ?b ?e ?kind WHERE {
  VALUES (?p ?kind) { (kg:content "content") (kg:cue "cue") (kg:sourceWords "source") } $id ?p ?w . ?w nif:beginIndex ?b ; nif:endIndex ?e
} ORDER BY ?b ?e"""
_EVERYTHING = "SELECT DISTINCT ?p ?o WHERE { $id ?p ?o } ORDER BY ?p ?o"
_USED = "SELECT DISTINCT ?p ?s WHERE { ?s ?p $id }"  # as the store has them: sorting all that name a state takes seconds
_MENTIONED = "SELECT ?n WHERE { GRAPH $derived { ?node kg:mentionCount ?n } } ORDER BY DESC(?n) LIMIT 60"
_TOP = """SELECT ?node ?mentions WHERE { GRAPH $derived { ?node kg:mentionCount ?mentions } FILTER(?mentions >= $least) }
ORDER BY DESC(?mentions) ?node LIMIT 60"""
_DOCUMENTS = """SELECT ?node ?name ?title ?published (SUBSTR(?text, 1, 120) AS ?start) WHERE {
  { SELECT ?node ?name ?title ?published WHERE {
    ?node a kg:Document ; kg:identifier ?name . OPTIONAL { ?node schema:headline ?title } OPTIONAL { ?node schema:datePublished ?published }
  } ORDER BY DESC(?published) ?name LIMIT 50 }
  ?node kg:text/nif:isString ?text
} ORDER BY DESC(?published) ?name"""


def resource(reader: Reader, base: str, path: str, pages: Mapping[str, int]) -> tuple[str, Page]:
    """The template and the content of the page of a resource, by the part of its IRI behind the base; MissingError where there is none.

    `pages` says which page of which list is shown, the first unless told.
    """
    view = View(reader=reader, iri=base + path, base=base, pages=pages)
    everything, used = view.part("triples", _EVERYTHING), view.part("uses", _USED)
    if not view.rows("SELECT ?p WHERE { { $id ?p ?x } UNION { ?x ?p $id } } LIMIT 1"):
        raise MissingError(f"nothing in the graph has the IRI {view.iri}")
    kind = path.split("/", maxsplit=1)[0]
    read = _KINDS.get(kind)
    page = (read(view) if read else None) or {"title": f"{kind} {short(path)}"}
    template = f"{kind}.html" if len(page) > 1 else "other.html"
    return template, {**page, "iri": view.iri, "everything": everything, "used": used, "path": path}


def home(reader: Reader, base: str) -> Page:
    """The content of the first page: counts, the entities that are mentioned most, and the latest documents."""
    view = View(reader=reader, iri=base, base=base, pages={})
    # In two steps: by two keys the store would compare the IRIs of all nodes.
    least = min((row["n"] for row in view.rows(_MENTIONED)), default=0)
    top = view.rows(_TOP.replace("$least", str(least)))
    counts = [(kind, view.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ ?x a <{KG}{kind}> }}")[0]["n"]) for kind in _COUNTED]
    return {"counts": counts, "entities": top, "called": _called(view, (row["node"] for row in top)), "documents": view.rows(_DOCUMENTS)}


_COUNTED = ("Document", "Event", "Claim", "Fact", "Contradiction")


def _entity(view: View) -> Page:
    label, tenures, facts = view.rows(_LABEL), view.part("offices", _TENURES), view.part("facts", _FACTS)
    people = [row[name] for row in tenures.rows for name in ("holder", "body")]
    return {
        "title": label[0]["label"] if label else local(view.iri),
        "types": [local(row["type"]) for row in view.rows(_TYPES)],
        "canonical": [row["node"] for row in view.rows(_CANONICAL)],
        "names": [row["name"] for row in view.rows(_NAMES)],
        "same": [row["same"] for row in view.rows(_SAME)],
        "tenures": replace(tenures, rows=_once(tenures.rows)),
        "facts": facts,
        "called": _called(view, [*people, *(row["other"] for row in facts.rows)]),
        "events": view.part("events", _EVENTS),
        "claims": view.claims(),
    }


def _once(tenures: list[Row]) -> list[Row]:
    """Tenures without those that say less than another of the same holder, office and body."""

    def key(row: Row) -> tuple[str, ...]:
        return str(row["office"]).casefold(), row["holder"], row["body"]

    full = {key(row) for row in tenures if row["from"] or row["until"] or row["status"]}
    return [row for row in tenures if row["from"] or row["until"] or row["status"] or key(row) not in full]


def _called(view: View, nodes: Iterable[str | None]) -> dict[str, str]:
    """Names of nodes by IRI."""
    some = " ".join(f"<{node}>" for node in sorted({node for node in nodes if node}))
    return {row["x"]: row["label"] for row in reversed(view.rows(_NAMED.replace("$all", some)))}


def _event(view: View) -> Page | None:
    rows = view.rows(_EVENT)
    if not rows:
        return None
    triggers = [" ".join(row["words"].split()) for row in view.rows(_TRIGGERS)]
    roles = view.rows(_ROLES)
    return {
        "title": f"{local(rows[0]['type'])} “{'”, “'.join(triggers)}”",
        "about": rows[0],
        "whole": [row["event"] for row in view.rows(_WHOLE)],
        "roles": roles,
        "called": _called(view, (row["node"] for row in roles)),
        "disputes": view.part("disputes", _DISPUTES),
        "claims": view.claims(),
    }


def _document(view: View) -> Page | None:
    rows = view.rows(_DOCUMENT)
    if not rows:
        return None
    row = rows[0]
    cited = (Span(one["b"], one["e"]) for one in view.rows(_CITED))
    mentions = (Span(one["b"], one["e"], one["node"]) for one in view.rows(_MENTIONS))
    return {
        "title": row["title"] or beginning(row["text"]),
        "about": row,
        "passages": list(passages(row["text"], cited, mentions)),
        "claims": view.claims(),
    }


def _claim(view: View) -> Page | None:
    about = view.rows(_ABOUT)
    entries = list(describe(view.reader, [(f"<{view.iri}>", f"<{row['topic']}>") for row in about] or [(f"<{view.iri}>",) * 2]))
    if not entries:
        return None
    marks = view.rows(_MARKED)
    sentences = [(row["w"], _marked(row["words"], row["b"], marks)) for row in view.rows(_EVIDENCE)]
    return {
        "title": f"{entries[0].speaker} – {entries[0].stance}",
        "entries": entries,
        "rules": sorted({row["rule"] for row in about if row["rule"]}),
        "sentences": sentences,
        "within": view.rows(_WITHIN),
        "disputes": view.part("disputes", _DISPUTES),
    }


def _marked(words: str, begin: int, marks: list[Row]) -> list[tuple[str, str | None]]:
    """A sentence in pieces, each with what it is in the claim: who speaks, the word of saying, what is said."""
    return list(pieces(words, 0, len(words), [Span(row["b"] - begin, row["e"] - begin, row["kind"]) for row in marks]))


_KINDS: Mapping[str, Callable[[View], Page | None]] = {
    "entity": _entity,
    "event": _event,
    "event-mention": _event,
    "document": _document,
    "claim": _claim,
}


def local(iri: object) -> str:
    """The last part of an IRI."""
    return str(iri).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def short(iri: object) -> str:
    """The last part of an IRI, of a long one the beginning."""
    found = local(iri)
    return found if len(found) <= _LONG else f"{found[:_SHOWN]}…"


_LONG, _SHOWN = 20, 8


def beginning(text: str) -> str:
    """The first line of a text, cut at a word where it is long."""
    line = next((line for line in text.splitlines() if line.strip()), "").strip()
    return line if len(line) <= _TITLE else f"{line[:_TITLE].rsplit(' ', 1)[0]}…"


_TITLE = 90
