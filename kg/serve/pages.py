"""What the pages of resources show, read from the store; templates escape every word of it."""

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

from kg.ontology.vocab import KG
from kg.query.explain import claim as explanation
from kg.query.ledger import ledger
from kg.query.run import table
from kg.serve.missing import MissingError
from kg.store.base import Reader

MOST = 200
"""Rows of a list on a page; SPARQL gives the rest."""

Page = dict[str, Any]
Row = dict[str, Any]

_LABEL = """SELECT ?label WHERE { GRAPH ?g { $id rdfs:label ?label } } ORDER BY (?g != <$base|derived>) ?label LIMIT 1"""
_TYPES = """SELECT DISTINCT ?type WHERE { GRAPH ?g { $id a ?type } FILTER(?g != <$base|derived>) } ORDER BY ?type"""
_CANONICAL = "SELECT DISTINCT ?node WHERE { $id kg:canonical ?node FILTER(?node != $id) } ORDER BY ?node"
_NAMES = "SELECT DISTINCT ?name WHERE { ?x kg:canonical? $id . ?x skos:altLabel|rdfs:label|kg:demonym ?name } ORDER BY ?name"
_SAME = "SELECT DISTINCT ?same WHERE { $id owl:sameAs ?same } ORDER BY ?same"
_TENURES = """SELECT DISTINCT ?office ?body ?holder ?status ?from ?until WHERE {
  { ?t kg:holder $id } UNION { ?t kg:body $id } ?t a kg:Tenure ; kg:holder ?holder ; kg:body ?body .
  OPTIONAL { ?t kg:office ?office } OPTIONAL { ?t kg:status ?status } OPTIONAL { ?t kg:from ?from } OPTIONAL { ?t kg:until ?until }
} ORDER BY ?from ?office ?body ?holder LIMIT 201"""
_FACTS = """SELECT DISTINCT ?predicate ?way ?other ?documents ?fact WHERE {
  { ?fact kg:subject $id ; kg:object ?other BIND("" AS ?way) } UNION { ?fact kg:object $id ; kg:subject ?other BIND("of" AS ?way) }
  ?fact a kg:Fact ; kg:predicate ?predicate . OPTIONAL { ?fact kg:documentCount ?documents }
} ORDER BY DESC(?documents) ?way ?predicate ?other LIMIT 201"""
_NAMED = "SELECT ?x ?label WHERE { VALUES ?x { $all } GRAPH ?g { ?x rdfs:label ?label } } ORDER BY ?x (?g != <$base|derived>) ?label"
_EVENTS = """SELECT DISTINCT ?event ?type ?role ?words ?time ?factual WHERE {
  ?x kg:canonical $id . ?m ?p ?x ; a kg:EventMention ; nif:anchorOf ?words .
  ?event kg:hasMention ?m ; kg:eventType ?type ; kg:factual ?factual .
  BIND(STRAFTER(STR(?p), "#") AS ?role)
  OPTIONAL { ?event kg:time ?t . ?t kg:edtf ?time . OPTIONAL { ?t kg:earliestBegin ?begin } }
} ORDER BY (!BOUND(?begin)) ?begin ?type ?event ?role LIMIT 201"""
_EVENT = """SELECT DISTINCT ?type ?mode ?time ?factual ?documents ?sources WHERE {
  $id kg:eventType ?type . OPTIONAL { $id kg:mode ?mode } OPTIONAL { $id kg:time/kg:edtf ?time } OPTIONAL { $id kg:factual ?factual }
  OPTIONAL { $id kg:documentCount ?documents } OPTIONAL { $id kg:originalSourceCount ?sources }
} ORDER BY ?type ?mode ?time"""
_ROLES = """SELECT DISTINCT ?role ?words ?node ?name WHERE {
  VALUES (?role ?w) { ("actor" kg:actorWords) ("recipient" kg:recipientWords) ("place" kg:locationWords) ("from" kg:originWords)
    ("to" kg:destinationWords) ("time" kg:timeWords) ("means" kg:instrumentWords) ("topic" kg:topicWords) }
  $id kg:hasMention? ?m . ?m ?w ?span . ?span nif:anchorOf ?words .
  OPTIONAL { ?span kg:refersTo/kg:canonical ?node . GRAPH <$base|derived> { ?node rdfs:label ?name } }
} ORDER BY ?role ?words ?name"""
_DISPUTES = """SELECT DISTINCT ?kind ?reason ?claim WHERE {
  ?c a kg:Contradiction ; kg:contradictionKind ?kind ; kg:reason ?reason ; kg:between ?claim .
  { ?c kg:aboutEvent $id } UNION { ?c kg:between $id }
} ORDER BY ?kind ?reason ?claim LIMIT 201"""
_DOCUMENT = """SELECT ?name ?title ?published ?url ?outlet ?byline ?text ?newer WHERE {
  $id a kg:Document ; kg:identifier ?name ; kg:text/nif:isString ?text . OPTIONAL { $id schema:headline ?title }
  OPTIONAL { $id schema:datePublished ?published } OPTIONAL { $id schema:url ?url } OPTIONAL { $id kg:outlet ?outlet }
  OPTIONAL { $id kg:byline ?byline } OPTIONAL { ?newer kg:supersedes $id }
} LIMIT 1"""
_MENTIONS = """SELECT DISTINCT ?b ?e ?node WHERE {
  GRAPH $id { ?m a kg:Mention ; nif:beginIndex ?b ; nif:endIndex ?e ; kg:refersTo ?x } ?x kg:canonical ?node
} ORDER BY ?b DESC(?e) ?node"""
_SAYS = """SELECT DISTINCT ?claim ?stance ?factual ?sentence ?b WHERE {
  ?claim kg:reportedBy $id ; a kg:Claim ; kg:stance ?stance ; kg:factual ?factual ; kg:evidence ?w .
  ?w nif:anchorOf ?sentence ; nif:beginIndex ?b
} ORDER BY ?b ?claim LIMIT 201"""
_LINKS = """SELECT DISTINCT ?what ?node ?name WHERE {
  VALUES (?p ?what) { (kg:reportedBy "document") (kg:within "within claim") (kg:source "source") (kg:about "about") (kg:saidAt "said at") }
  $id ?p ?x OPTIONAL { ?x kg:canonical ?c } OPTIONAL { ?x kg:identifier|rdfs:label|nif:anchorOf ?name } OPTIONAL { ?event kg:hasMention ?x }
  BIND(COALESCE(?c, ?event, ?x) AS ?node)
} ORDER BY ?what ?name ?node"""
_EVERYTHING = """SELECT DISTINCT ?p ?o WHERE { $id ?p ?o } ORDER BY ?p ?o LIMIT 201"""
_USED = """SELECT DISTINCT ?p ?s WHERE { ?s ?p $id } ORDER BY ?p ?s LIMIT 201"""


def resource(reader: Reader, base: str, path: str) -> tuple[str, Page]:
    """The template and the content of the page of a resource, by the part of its IRI behind the base; MissingError where there is none."""
    iri = base + path
    everything = _rows(reader, _EVERYTHING, iri)
    used = _rows(reader, _USED, iri)
    if not everything and not used:
        raise MissingError(f"nothing in the graph has the IRI {iri}")
    kind = path.split("/", maxsplit=1)[0]
    read = _KINDS.get(kind)
    page = read(reader, iri) if read else {}
    page.setdefault("title", f"{kind} {path.rsplit('/', 1)[-1]}")
    return f"{kind if read else 'other'}.html", {**page, "iri": iri, "everything": everything, "used": used, "path": path}


def home(reader: Reader, base: str) -> Page:
    """The content of the first page: counts, the entities that are mentioned most, and the documents."""
    return {"counts": _counts(reader), "entities": _rows(reader, _TOP, f"{base}entity/"), "documents": _rows(reader, _DOCUMENTS, "")}


def _counts(reader: Reader) -> list[tuple[str, int]]:
    kinds = ("Document", "Event", "Claim", "Fact", "Contradiction")
    found = [(kind, _rows(reader, f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ ?x a <{KG}{kind}> }}", "")[0]["n"]) for kind in kinds]
    return [*found, ("quads", len(reader))]


_TOP = """SELECT ?node ?name ?mentions WHERE {
  { SELECT ?node ?mentions WHERE { ?node kg:mentionCount ?mentions } ORDER BY DESC(?mentions) ?node LIMIT 60 }
  GRAPH <$base|derived> { ?node rdfs:label ?name }
} ORDER BY DESC(?mentions) ?name ?node"""
_DOCUMENTS = """SELECT ?node ?name ?title ?published WHERE {
  ?node a kg:Document ; kg:identifier ?name . OPTIONAL { ?node schema:headline ?title } OPTIONAL { ?node schema:datePublished ?published }
} ORDER BY DESC(?published) ?name LIMIT 201"""


def _entity(reader: Reader, iri: str) -> Page:
    label, tenures, facts = (_rows(reader, query, iri) for query in (_LABEL, _TENURES, _FACTS))
    about = ((tenures, ("holder", "body")), (facts, ("other",)))
    return {
        "title": label[0]["label"] if label else iri.rsplit("/", 1)[-1],
        "types": [local(row["type"]) for row in _rows(reader, _TYPES, iri)],
        "canonical": [row["node"] for row in _rows(reader, _CANONICAL, iri)],
        "names": [row["name"] for row in _rows(reader, _NAMES, iri)],
        "same": [row["same"] for row in _rows(reader, _SAME, iri)],
        "tenures": tenures,
        "facts": facts,
        "called": _called(reader, iri, {row[name] for rows, names in about for row in rows for name in names}),
        "events": _rows(reader, _EVENTS, iri),
        "claims": list(islice(ledger(reader, iri), MOST + 1)),
    }


def _called(reader: Reader, iri: str, nodes: set[str]) -> dict[str, str]:
    """Names of nodes by IRI."""
    rows = _rows(reader, _NAMED.replace("$all", " ".join(f"<{node}>" for node in sorted(nodes))), iri)
    return {row["x"]: row["label"] for row in reversed(rows)}


def _event(reader: Reader, iri: str) -> Page:
    rows = _rows(reader, _EVENT, iri)
    return {
        "title": local(rows[0]["type"]) if rows else "event",
        "about": rows[0] if rows else {},
        "roles": _rows(reader, _ROLES, iri),
        "disputes": _rows(reader, _DISPUTES, iri),
        "claims": list(islice(ledger(reader, iri), MOST + 1)),
    }


def _document(reader: Reader, iri: str) -> Page:
    rows = _rows(reader, _DOCUMENT, iri)
    if not rows:
        return {"title": iri, "about": {}, "pieces": [], "claims": []}
    row = rows[0]
    pieces = list(_pieces(row["text"], _rows(reader, _MENTIONS, iri)))
    return {"title": row["title"] or row["name"], "about": row, "pieces": pieces, "claims": _rows(reader, _SAYS, iri)}


def _claim(reader: Reader, iri: str) -> Page:
    lines = list(explanation(reader, iri))
    return {
        "title": lines[0].words,
        "lines": lines[1:],
        "links": _rows(reader, _LINKS, iri),
        "disputes": _rows(reader, _DISPUTES, iri),
    }


_KINDS: Mapping[str, Callable[[Reader, str], Page]] = {
    "entity": _entity,
    "event": _event,
    "event-mention": _event,
    "document": _document,
    "claim": _claim,
}


def _pieces(text: str, mentions: list[Row]) -> list[tuple[str, str | None]]:
    """The text in pieces, each with the entity it mentions, if any; of mentions within one another the outermost."""
    pieces: list[tuple[str, str | None]] = []
    done = 0
    for row in mentions:
        if row["b"] >= done:
            pieces += [(text[done : row["b"]], None), (text[row["b"] : row["e"]], row["node"])]
            done = row["e"]
    return [*pieces, (text[done:], None)]


def local(iri: object) -> str:
    """The last part of an IRI."""
    return str(iri).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _rows(reader: Reader, sparql: str, iri: str) -> list[Row]:
    base = iri.rsplit("/", 2)[0] + "/"
    return list(table(reader, sparql.replace("$base|", base).replace("$id", f"<{iri}>")).dicts())
