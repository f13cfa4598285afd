"""Domain, range and entailment of the relations and roles, read from `ontologies/vocabulary/kg.ttl`.

A subclass fits where its superclass is allowed. A property entails those above it where subject and object fit them too: the head of
government of a state is an official of it, the head of government of a region is not (model.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import ResourceError
from kg.ontology.vocab import KG, OWL, RDF, RDFS, SCHEMA, Property
from kg.resources import find

FILE = "vocabulary/kg.ttl"

Pairs = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Domain, range and superproperties of a property, by local names; an empty domain or range allows everything."""

    name: str
    domain: frozenset[str]
    range: frozenset[str]
    entails: tuple[str, ...] = ()
    symmetric: bool = False
    transitive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """Rules by local name of the property, and for every class the set of it and its superclasses."""

    rules: dict[str, Rule]
    supers: dict[str, frozenset[str]]
    subproperties: dict[str, frozenset[str]]

    def fits(self, type: str, allowed: frozenset[str]) -> bool:
        """Whether an entity of that class may stand where the allowed classes may."""
        return not allowed or not allowed.isdisjoint(self.supers.get(type, frozenset({type})))

    def allows(self, predicate: str, subject: str, object: str) -> bool:
        """Whether the property may join a subject and an object of these classes; False for a property that is not there."""
        rule = self.rules.get(predicate)
        return rule is not None and self.fits(subject, rule.domain) and self.fits(object, rule.range)

    def entailed(self, predicate: str, subject: str, object: str) -> tuple[str, ...]:
        """Local names of all properties above this one that also join a subject and an object of these classes, nearest first."""
        found: list[str] = []
        waiting = [predicate]
        while waiting:
            rule = self.rules.get(waiting.pop(0))
            for above in rule.entails if rule else ():
                if above not in found:
                    waiting.append(above)
                    if self.allows(above, subject, object):
                        found.append(above)
        return tuple(found)

    def below(self, predicate: str) -> frozenset[str]:
        """The property and all that entail it wherever they hold."""
        return self.subproperties.get(predicate, frozenset({predicate}))


def load(overlay: Path | None = None) -> Schema:
    """The schema; `ResourceError` names file and line where it is no Turtle."""
    path = find(FILE, overlay)
    table: Pairs = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(KG):
                row = table.setdefault(quad.subject.value[len(KG) :], {})
                row.setdefault(quad.predicate.value, []).append(_value(quad.object))
    except SyntaxError as error:
        raise ResourceError(f"{path}: {error}; correct it or install kg again") from error
    supers = {name: _upwards(name, table, RDFS + "subClassOf") for name, row in table.items() if OWL + "Class" in row.get(RDF + "type", [])}
    rules = {name: _rule(name, row) for name, row in table.items() if OWL + "Class" not in row.get(RDF + "type", [])}
    above = {name: _upwards(name, table, RDFS + "subPropertyOf") for name in rules}
    below = {name: frozenset(low for low, high in above.items() if name in high) for name in rules}
    return Schema(rules=rules, supers=supers, subproperties=below)


def _rule(name: str, row: dict[str, list[str]]) -> Rule:
    types = row.get(RDF + "type", [])
    return Rule(
        name=name,
        domain=_local(row.get(RDFS + "domain", []) + row.get(SCHEMA + "domainIncludes", [])),
        range=_local(row.get(RDFS + "range", []) + row.get(SCHEMA + "rangeIncludes", [])),
        entails=tuple(sorted(_local(row.get(RDFS + "subPropertyOf", []) + row.get(Property.CONDITIONALLY_ENTAILS, [])))),
        symmetric=OWL + "SymmetricProperty" in types,
        transitive=OWL + "TransitiveProperty" in types,
    )


def _upwards(name: str, table: Pairs, property: str) -> frozenset[str]:
    found = {name}
    waiting = [name]
    while waiting:
        for above in _local(table.get(waiting.pop(), {}).get(property, [])):
            if above not in found:
                found.add(above)
                waiting.append(above)
    return frozenset(found)


def _local(iris: Iterable[str]) -> frozenset[str]:
    return frozenset(value.removeprefix(KG) for value in iris)


def _value(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return str(term) if isinstance(term, ox.Triple) else term.value
