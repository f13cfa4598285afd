"""FollowTheMoney entities as JSON lines, for OpenAleph and other tools of investigators.

FollowTheMoney has no speaker and no denial, so only the default view goes out: entities, facts as memberships or links, tenures as
occupancies, events that somebody asserts, and the articles. Identifiers are the last parts of our IRIs.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import IO, Any

from kg.export.ordered import all_nodes, ordered, subjects
from kg.ontology.vocab import Class
from kg.query import batches
from kg.query.network import Node, described, local
from kg.query.run import Value
from kg.store.base import Reader

_SCHEMATA = {
    "State": "PublicBody",
    "GovernmentBody": "PublicBody",
    "Person": "Person",
    "Group": "LegalEntity",
    "Company": "Company",
    "MediaOrganisation": "Company",
    "Region": "Address",
    "Settlement": "Address",
    "Place": "Address",
    "NamedEvent": "Event",
    **dict.fromkeys(("Organisation", "ArmedForce", "ArmedGroup", "Party", "InternationalOrganisation"), "Organization"),
}
_LINKED = frozenset({"memberOf", "headOf", "partOf", "institutionOf"})
"""Relations that are memberships where the object is an organisation; every other is a link of which only the role is known."""
_BODIES = ("Organization", "PublicBody", "Company")
_BATCH = 500
_KNOWN = 10_000
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

_NAMES = """
SELECT DISTINCT ?node ?property ?value WHERE {
  VALUES ?node { $nodes }
  ?node ?property ?value
  FILTER(?property IN (rdfs:label, skos:altLabel, kg:iso3166, kg:wikidataId))
}
ORDER BY ?node ?property ?value"""
_FACTS = """
SELECT DISTINCT ?fact ?s ?p ?o WHERE { VALUES ?fact { $nodes } ?fact kg:subject ?s ; kg:predicate ?p ; kg:object ?o } ORDER BY ?fact"""
_TENURES = """
SELECT DISTINCT ?tenure ?holder ?body ?at ?office ?status ?from ?until WHERE {
  VALUES ?tenure { $nodes }
  ?tenure kg:holder ?holder ; kg:body ?body ; kg:office ?office .
  ?body rdfs:label ?at
  OPTIONAL { ?tenure kg:status ?status } OPTIONAL { ?tenure kg:from ?from } OPTIONAL { ?tenure kg:until ?until }
}
ORDER BY ?tenure ?at"""
_EVENTS = """
SELECT DISTINCT ?event ?type ?property ?value WHERE {
  VALUES ?event { $nodes }
  ?event kg:factual true ; kg:eventType ?type .
  { ?event kg:hasMention/(kg:actor|kg:recipient)/kg:canonical ?value BIND("involved" AS ?property) }
  UNION { ?event kg:hasMention/kg:location/rdfs:label ?value BIND("location" AS ?property) }
  UNION { ?event kg:time/kg:edtf ?value BIND("date" AS ?property) }
  UNION { ?event kg:hasMention/kg:evidence/nif:anchorOf ?value BIND("summary" AS ?property) }
}
ORDER BY ?event ?property ?value"""
_ARTICLES = """
SELECT DISTINCT ?document ?id ?title ?published ?outlet ?url WHERE {
  VALUES ?document { $nodes }
  ?document kg:identifier ?id .
  OPTIONAL { ?document schema:headline ?title } OPTIONAL { ?document schema:datePublished ?published }
  OPTIONAL { ?document kg:outlet ?outlet } OPTIONAL { ?document schema:url ?url }
}
ORDER BY ?document"""

Row = dict[str, Any]


def write(reader: Reader, stream: IO[bytes], *, facts: bool = False) -> None:
    """Write FollowTheMoney entities as JSON lines; they are the default view whatever `facts` says."""
    del facts
    for row in rows(reader):
        stream.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n")


def rows(reader: Reader) -> Iterator[Row]:
    """The entities: things first, then what ties them, then events and articles, each group by id."""
    yield from _things(reader)
    yield from _by_id(_ties(reader))
    yield from _by_id(_events(reader))
    yield from _by_id(_articles(reader))


def _by_id(found: Iterable[Row]) -> Iterator[Row]:
    """Entities in the order of their ids, each once."""
    for _, same in groupby(ordered((row["id"], row) for row in found), key=lambda pair: pair[0]):
        yield next(same)[1]


def _things(reader: Reader) -> Iterator[Row]:
    """People, bodies and places; those of classes that FollowTheMoney has no schema for are left out."""
    entities = (node for node in all_nodes(reader, facts=True) if node.kind == "entity" and node.type in _SCHEMATA)
    while batch := {node.iri: node for node in islice(entities, _BATCH)}:
        told: dict[str, dict[str, list[str]]] = {}
        for iri, property_, value in batches.rows(reader, _NAMES, batch):
            told.setdefault(str(iri), {}).setdefault(local(property_), []).append(str(value))
        yield from (_thing(node, told.get(iri, {})) for iri, node in batch.items())


def _thing(node: Node, told: dict[str, list[str]]) -> Row:
    schema = _SCHEMATA[node.type]
    found: dict[str, list[Any]] = {
        "name": [node.label],
        "alias": [*(name for name in told.get("label", []) if name != node.label), *told.get("altLabel", [])],
        "wikidataId": told.get("wikidataId", []),
        "country": [code.lower() for code in told.get("iso3166", []) if len(code) == 2],
        "full": [node.label] if schema == "Address" else [],
    }
    return _row(_id(node.iri), schema, found)


class _Schemata:
    """The schemata of things by id, those asked for last kept at hand."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[str, str | None] = {}

    def of(self, iris: Iterable[Value]) -> dict[str, str]:
        """Those of the resources that are things here."""
        asked = {str(iri) for iri in iris}
        if len(self._known) > _KNOWN:
            self._known.clear()
        new = sorted(asked - self._known.keys())
        self._known |= dict.fromkeys(new) | {node.iri: _SCHEMATA.get(node.type) for node in described(self._reader, new)}
        return {_id(iri): schema for iri in asked if (schema := self._known[iri])}


def _ties(reader: Reader) -> Iterator[Row]:
    """Facts as memberships or links, tenures of people as positions and occupancies."""
    schemata = _Schemata(reader)
    for batch in batches.batches(subjects(batches.of_class(reader, Class.FACT))):
        facts = list(batches.rows(reader, _FACTS, batch))
        yield from _links(facts, schemata.of((end for _, s, _, o in facts for end in (s, o))))
    for batch in batches.batches(subjects(batches.of_class(reader, Class.TENURE))):
        tenures = list(batches.rows(reader, _TENURES, batch))
        yield from _occupancies(tenures, schemata.of((end for _, holder, body, *_ in tenures for end in (holder, body))))


def _links(facts: Iterable[tuple[Value, ...]], schemata: dict[str, str]) -> Iterator[Row]:
    for fact, s, p, o in facts:
        subject, object_, role = _id(s), _id(o), local(p)
        if subject in schemata and object_ in schemata:
            if role in _LINKED and schemata[object_] in _BODIES and schemata[subject] != "Address":
                yield _row(_id(fact), "Membership", {"member": [subject], "organization": [object_], "role": [role]})
            else:
                yield _row(_id(fact), "UnknownLink", {"subject": [subject], "object": [object_], "role": [role]})


def _occupancies(tenures: Iterable[tuple[Value, ...]], schemata: dict[str, str]) -> Iterator[Row]:
    """A position for each office of a body, and its occupancy."""
    for tenure, holder, body, at, office, status, since, until in tenures:
        if schemata.get(_id(holder)) != "Person":
            continue
        post = f"{_id(body)}-{re.sub(r'[^a-z0-9]+', '-', str(office).lower()).strip('-')}"
        organisation = [_id(body)] if schemata.get(_id(body)) in _BODIES else []
        yield _row(post, "Position", {"name": [f"{office}, {at}"], "organization": organisation})
        found: dict[str, list[Any]] = {
            "holder": [_id(holder)],
            "post": [post],
            "status": [status],
            "startDate": [_day(since)],
            "endDate": [_day(until)],
        }
        yield _row(_id(tenure), "Occupancy", found)


def _events(reader: Reader) -> Iterator[Row]:
    schemata = _Schemata(reader)
    for batch in batches.batches(subjects(batches.of_class(reader, Class.EVENT))):
        told = list(batches.rows(reader, _EVENTS, batch))
        known = schemata.of((value for _, _, property_, value in told if property_ == "involved"))
        found: dict[str, dict[str, list[Any]]] = {}
        for event, kind, property_, value in told:
            values = found.setdefault(_id(event), {"name": [local(kind)]}).setdefault(str(property_), [])
            if property_ != "involved" or _id(value) in known:
                values.append(_day(value) if property_ == "date" else _id(value) if property_ == "involved" else value)
        yield from (_row(event, "Event", properties) for event, properties in found.items())


def _articles(reader: Reader) -> Iterator[Row]:
    documents = subjects(batches.of_class(reader, Class.DOCUMENT))
    for document, name, title, published, outlet, url in batches.rows(reader, _ARTICLES, documents):
        found: dict[str, list[Any]] = {
            "name": [title or name],
            "title": [title],
            "publishedAt": [_day(published)],
            "publisher": [outlet],
            "sourceUrl": [url],
        }
        yield _row(_id(document), "Article", found)


def _row(id: str, schema: str, properties: dict[str, list[Any]]) -> Row:
    """One entity, without empty properties."""
    kept = {name: [str(v) for v in dict.fromkeys(values) if v not in (None, "")] for name, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _id(iri: Value) -> str:
    """Kind and name of a resource: FollowTheMoney's identifiers hold no slash."""
    kind, _, name = str(iri).rpartition("/")
    return name if kind.endswith("/entity") else f"{kind.rsplit('/', 1)[-1]}-{name}"


def _day(value: Value) -> str | None:
    """The day, month or year that a date begins with; None for what FollowTheMoney cannot hold, such as an interval."""
    text = str(value or "")[:10]
    return text if _DATE.fullmatch(text) and "/" not in str(value) else None
