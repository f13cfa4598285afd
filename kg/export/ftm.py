"""FollowTheMoney entities as JSON lines, for OpenAleph and other tools of investigators.

FollowTheMoney has no speaker and no denial, so only the default view goes out: entities, facts as memberships or links, tenures as
occupancies, events that somebody asserts, and the articles. Identifiers are the last parts of our IRIs.
"""

import json
import re
from collections.abc import Iterator
from typing import IO, Any

from kg.query.project import graph
from kg.query.run import Value, table
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
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

_NAMES = """
SELECT DISTINCT ?node ?property ?value WHERE {
  VALUES ?property { rdfs:label skos:altLabel kg:iso3166 kg:wikidataId }
  ?node ?property ?value .
  FILTER EXISTS { ?node kg:mentionCount|^kg:object|^kg:subject ?known }
}
ORDER BY ?node ?property ?value"""
_FACTS = """
SELECT DISTINCT ?fact ?s ?p ?o WHERE { ?fact a kg:Fact ; kg:subject ?s ; kg:predicate ?p ; kg:object ?o } ORDER BY ?fact"""
_TENURES = """
SELECT DISTINCT ?tenure ?holder ?body ?at ?office ?status ?from ?until WHERE {
  ?tenure a kg:Tenure ; kg:holder ?holder ; kg:body ?body ; kg:office ?office .
  ?body rdfs:label ?at
  OPTIONAL { ?tenure kg:status ?status } OPTIONAL { ?tenure kg:from ?from } OPTIONAL { ?tenure kg:until ?until }
}
ORDER BY ?tenure ?at"""
_EVENTS = """
SELECT DISTINCT ?event ?type ?property ?value WHERE {
  ?event a kg:Event ; kg:factual true ; kg:eventType ?type .
  { ?event kg:hasMention/(kg:actor|kg:recipient)/kg:canonical ?value BIND("involved" AS ?property) }
  UNION { ?event kg:hasMention/kg:location/rdfs:label ?value BIND("location" AS ?property) }
  UNION { ?event kg:time/kg:edtf ?value BIND("date" AS ?property) }
  UNION { ?event kg:hasMention/kg:evidence/nif:anchorOf ?value BIND("summary" AS ?property) }
}
ORDER BY ?event ?property ?value"""
_ARTICLES = """
SELECT DISTINCT ?document ?id ?title ?published ?outlet ?url WHERE {
  ?document a kg:Document ; kg:identifier ?id .
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
    """The entities: things first, then what ties them, then events and articles."""
    schemata: dict[str, str] = {}
    things = dict(_things(reader, schemata))
    yield from (things[name] for name in sorted(things))
    yield from _links(reader, schemata)
    yield from _occupancies(reader, schemata)
    yield from _events(reader, schemata)
    for document, name, title, published, outlet, url in table(reader, _ARTICLES).values():
        found: dict[str, list[Any]] = {
            "name": [title or name],
            "title": [title],
            "publishedAt": [_day(published)],
            "publisher": [outlet],
            "sourceUrl": [url],
        }
        yield _row(_id(document), "Article", found)


def _things(reader: Reader, schemata: dict[str, str]) -> Iterator[tuple[str, Row]]:
    """Entities by id; those of classes that FollowTheMoney has no schema for are left out. Fills in the schema of each."""
    values: dict[str, dict[str, list[str]]] = {}
    for node, property_, value in table(reader, _NAMES).values():
        values.setdefault(str(node), {}).setdefault(str(property_).rsplit("#", 1)[-1].rsplit("/", 1)[-1], []).append(str(value))
    for node, data in graph(reader).nodes(data=True):
        schema = _SCHEMATA.get(data["type"]) if data["kind"] == "entity" else None
        if schema is None:
            continue
        told, name = values.get(str(node), {}), _id(node)
        schemata[name] = schema
        names = [data["label"], *(name for name in told.get("label", []) if name != data["label"])]
        found: dict[str, list[Any]] = {
            "name": names[:1],
            "alias": [*names[1:], *told.get("altLabel", [])],
            "wikidataId": told.get("wikidataId", []),
            "country": [code.lower() for code in told.get("iso3166", []) if len(code) == 2],
            "full": names[:1] if schema == "Address" else [],
        }
        yield name, _row(name, schema, found)


def _links(reader: Reader, schemata: dict[str, str]) -> Iterator[Row]:
    for fact, s, p, o in table(reader, _FACTS).values():
        subject, object_, role = _id(s), _id(o), str(p).rsplit("#", 1)[-1]
        if subject in schemata and object_ in schemata:
            if role in _LINKED and schemata[object_] in ("Organization", "PublicBody", "Company") and schemata[subject] != "Address":
                yield _row(_id(fact), "Membership", {"member": [subject], "organization": [object_], "role": [role]})
            else:
                yield _row(_id(fact), "UnknownLink", {"subject": [subject], "object": [object_], "role": [role]})


def _occupancies(reader: Reader, schemata: dict[str, str]) -> Iterator[Row]:
    """Tenures of people: a position for each office of a body, and its occupancy."""
    posts: set[str] = set()
    for tenure, holder, body, at, office, status, since, until in table(reader, _TENURES).values():
        if schemata.get(_id(holder)) != "Person":
            continue
        post = f"{_id(body)}-{re.sub(r'[^a-z0-9]+', '-', str(office).lower()).strip('-')}"
        if post not in posts:
            posts.add(post)
            organisation = [_id(body)] if schemata.get(_id(body)) in ("Organization", "PublicBody", "Company") else []
            yield _row(post, "Position", {"name": [f"{office}, {at}"], "organization": organisation})
        found: dict[str, list[Any]] = {
            "holder": [_id(holder)],
            "post": [post],
            "status": [status],
            "startDate": [_day(since)],
            "endDate": [_day(until)],
        }
        yield _row(_id(tenure), "Occupancy", found)


def _events(reader: Reader, schemata: dict[str, str]) -> Iterator[Row]:
    found: dict[str, dict[str, list[Any]]] = {}
    for event, kind, property_, value in table(reader, _EVENTS).values():
        told = found.setdefault(_id(event), {"name": [str(kind).rsplit("/", 1)[-1]]})
        kept = _day(value) if property_ == "date" else _id(value) if property_ == "involved" else value
        if property_ != "involved" or kept in schemata:
            told.setdefault(str(property_), []).append(kept)
    for event in sorted(found):
        yield _row(event, "Event", found[event])


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
