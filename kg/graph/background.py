"""What the tables know about linked entities, as N-Quads lines of the background graph.

The lines of a set of keys are the union of the lines of each key, so a store can add and take away keys one by one.
"""

from collections.abc import Iterable, Iterator

from kg.graph import iri
from kg.graph.literals import string
from kg.knowledge.gazetteer import Fact, Gazetteer, Row
from kg.ontology.vocab import KG, OFFICE_PREDICATES, Class, Outside, Property, entity_class

WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"

_A = f"<{Outside.TYPE}>"
_SAME = f"<{Outside.SAME_AS}>"
_UPWARDS = "locatedIn"


def background(keys: Iterable[str], gazetteer: Gazetteer, base: str = iri.BASE) -> Iterator[str]:
    """The lines for all keys, without line ends: each once, sorted. Keys that the tables do not know give nothing."""
    yield from sorted({line for key in sorted(set(keys)) for line in background_of(key, gazetteer, base)})


def background_of(key: str, gazetteer: Gazetteer, base: str = iri.BASE) -> tuple[str, ...]:
    """The lines for one key: its row, the facts of which it is the subject, and the rows that these name, up to the state it lies in."""
    row = gazetteer.rows.get(key)
    if row is None:
        return ()
    tail = f" <{iri.background_graph(base)}> ."
    lines = dict.fromkeys(_row(row, base))
    for fact in _facts(key, gazetteer):
        lines |= dict.fromkeys(_row(gazetteer.rows[fact.object], base))
        lines |= dict.fromkeys(_fact(fact, base))
    return tuple(f"{line}{tail}" for line in lines)


def _facts(key: str, gazetteer: Gazetteer) -> Iterator[Fact]:
    """Facts with the key as subject, and the `locatedIn` of what it lies in, and so on upwards."""
    waiting, seen = [key], {key}
    while waiting:
        subject = waiting.pop()
        for fact in gazetteer.facts(subject):
            known = fact.subject == subject and fact.object in gazetteer.rows
            if not known or (subject != key and fact.predicate != _UPWARDS):
                continue
            yield fact
            if fact.predicate == _UPWARDS and fact.object not in seen:
                seen.add(fact.object)
                waiting.append(fact.object)


def _row(row: Row, base: str) -> Iterator[str]:
    """The row itself: class, names, identifiers, place in the table."""
    node = f"<{iri.entity_of_key(base, row.key)}>"
    yield f"{node} {_A} <{entity_class(row.type.value)}>"
    yield f"{node} <{Outside.LABEL}> {string(row.name)}"
    for property, values in ((Outside.ALT_LABEL, row.aliases), (Property.DEMONYM, row.demonyms)):
        for value in values:
            yield f"{node} <{property}> {string(value)}"
    for property, identifier in (
        (Property.WIKIDATA_ID, row.wikidata),
        (Property.GEONAMES_ID, row.geonames),
        (Property.ISO3166, row.iso3166),
        (Property.ROW, row.place),
    ):
        if identifier:
            yield f"{node} <{property}> {string(identifier)}"
    if row.wikidata:
        yield f"{node} {_SAME} <{WIKIDATA}{row.wikidata}>"
    if row.geonames:
        yield f"{node} {_SAME} <{GEONAMES}{row.geonames}/>"


def _fact(fact: Fact, base: str) -> Iterator[str]:
    """The fact as a node with its row; as a direct triple too where it has no end and is no office."""
    subject, object = (f"<{iri.entity_of_key(base, key)}>" for key in (fact.subject, fact.object))
    predicate = f"{KG}{fact.predicate}"
    parts = (fact.subject, fact.predicate, fact.object, fact.office, fact.since, fact.until)
    node = f"<{iri.background_fact(base, *parts)}>"
    yield f"{node} {_A} <{Class.BACKGROUND_FACT}>"
    yield f"{node} <{Property.SUBJECT}> {subject}"
    yield f"{node} <{Property.PREDICATE}> <{predicate}>"
    yield f"{node} <{Property.OBJECT}> {object}"
    for property, value in (
        (Property.OFFICE, fact.office),
        (Property.FROM, fact.since),
        (Property.UNTIL, fact.until),
        (Property.ROW, fact.place),
    ):
        if value:
            yield f"{node} <{property}> {string(value)}"
    if fact.until is None and predicate not in OFFICE_PREDICATES:
        yield f"{subject} <{predicate}> {object}"
