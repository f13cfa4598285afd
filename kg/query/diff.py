"""What two builds differ in: documents, entities, events and claims, each with its sentences.

Resources are compared by IRI. IRIs are made from texts and offsets alone, so a corrected type, link or stance is a change of the
resource, and a new one is new.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.query.run import table
from kg.store.base import Reader

_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "document": {
        "name": "?id a kg:Document ; kg:identifier ?value",
        "title": "?id a kg:Document ; schema:headline ?value",
        "published": "?id a kg:Document ; schema:datePublished ?value",
        "superseded by": "?new kg:supersedes ?id . ?new kg:identifier ?value",
    },
    "entity": {
        "label": "GRAPH ?g { ?id kg:mentionCount ?n ; rdfs:label ?value }",
        "type": "?d a kg:Document . GRAPH ?d { ?x a ?value ; rdfs:label ?l } ?x kg:canonical ?id",
        "names": "GRAPH ?g { ?id kg:mentionCount ?n ; skos:altLabel ?value }",
        "mentions": "?id kg:mentionCount ?value",
    },
    "event": {
        "type": "?id a kg:Event ; kg:eventType ?value",
        "mode": "?id a kg:Event ; kg:mode ?value",
        "context": "?id a kg:Event ; kg:context ?value",
        **{
            role: f"?id a kg:Event ; kg:{role} ?e . GRAPH ?g {{ ?e kg:mentionCount ?n ; rdfs:label ?value }}"
            for role in ("actor", "recipient", "location", "origin", "destination", "instrument", "topic")
        },
        "time": "?id a kg:Event ; kg:time/kg:edtf ?value",
        "trigger": "?id a kg:Event ; kg:hasMention/nif:anchorOf ?value",
        "factual": "?id a kg:Event ; kg:factual ?value",
        "sources": "?id a kg:Event ; kg:originalSourceCount ?value",
    },
    "claim": {
        "source": "?id a kg:Claim ; kg:source/kg:canonical ?e . GRAPH ?g { ?e kg:mentionCount ?n ; rdfs:label ?value }",
        "source words": "?id a kg:Claim ; kg:sourceWords/nif:anchorOf ?value",
        "voice": "?id a kg:Claim ; kg:voice ?value",
        "stance": "?id a kg:Claim ; kg:stance ?value",
        "polarity": "?id a kg:Claim ; kg:polarity ?value",
        "certainty": "?id a kg:Claim ; kg:certainty ?value",
        "tense": "?id a kg:Claim ; kg:tense ?value",
        "factual": "?id a kg:Claim ; kg:factual ?value",
        "said at": "?id a kg:Claim ; kg:saidAt/kg:edtf ?value",
        "event": "?id a kg:Claim ; kg:about/kg:eventType ?value",
        "relation": "?id a kg:Claim ; kg:about/kg:predicate ?value",
        "words": "?id a kg:Claim ; kg:content/nif:anchorOf ?value",
    },
}
"""For each kind what is compared: a pattern that binds ?id and ?value for each field."""

_EVIDENCE = {
    "event": "?id a kg:Event ; kg:hasMention/kg:evidence ?s . ?s nif:anchorOf ?words ; nif:beginIndex ?b ; nif:referenceContext ?t",
    "claim": "?id a kg:Claim ; kg:evidence ?s . ?s nif:anchorOf ?words ; nif:beginIndex ?b ; nif:referenceContext ?t",
}
_DOCUMENTS = "SELECT ?d ?name ?text WHERE { ?d a kg:Document ; kg:identifier ?name ; kg:text/nif:isString ?text } ORDER BY ?name ?d"
_FIRST = """SELECT ?id ?d ?b ?e WHERE {
  GRAPH ?d { ?m a kg:Mention ; kg:refersTo ?x ; nif:beginIndex ?b ; nif:endIndex ?e } ?x kg:canonical ?id
}"""
_SENTENCES = "SELECT DISTINCT ?d ?b ?e WHERE { GRAPH ?d { ?s a kg:Sentence ; nif:beginIndex ?b ; nif:endIndex ?e } } ORDER BY ?d ?b ?e"

_AROUND = 80
"""Characters on either side of a mention that stands in no sentence of evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A resource of one build: its fields, each with its values sorted, and its sentences as pairs of document and words."""

    kind: str
    iri: str
    fields: Mapping[str, tuple[str, ...]]
    sentences: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The resource in a few words."""
        main = {"document": ("name",), "entity": ("label", "type"), "event": ("type", "actor", "recipient", "time")}
        words = [
            ", ".join(self.fields[field])
            for field in main.get(self.kind, ("source", "stance", "event", "relation"))
            if field in self.fields
        ]
        return " · ".join(words) or self.iri


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A resource that is in both builds and not the same; `fields` has for each that differs the values before and after."""

    before: Item
    after: Item
    fields: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What differs in one kind of resource, each in the order of names and IRIs."""

    kind: str
    removed: tuple[Item, ...]
    added: tuple[Item, ...]
    changed: tuple[Change, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.removed or self.added or self.changed)


def compare(before: Reader, after: Reader) -> tuple[Part, ...]:
    """What differs between two builds, a part for each kind: documents, entities, events, claims."""
    return tuple(_part(kind, items(before, kind), items(after, kind)) for kind in _PATTERNS)


def items(reader: Reader, kind: str) -> dict[str, Item]:
    """The resources of a kind by IRI."""
    fields: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for name, pattern in _PATTERNS[kind].items():
        values: dict[str, set[str]] = defaultdict(set)
        for iri, value in table(reader, f"SELECT DISTINCT ?id ?value WHERE {{ {pattern} }}").values():
            values[str(iri)].add(_shown(value))
        for iri, found in values.items():
            fields[iri][name] = tuple(sorted(found))
    sentences = _mentioned(reader) if kind == "entity" else _evidence(reader, kind)
    return {iri: Item(kind=kind, iri=iri, fields=found, sentences=tuple(sentences.get(iri, ()))) for iri, found in fields.items()}


def _part(kind: str, before: dict[str, Item], after: dict[str, Item]) -> Part:
    changes = (_change(before[iri], after[iri]) for iri in before.keys() & after.keys())
    return Part(
        kind=kind,
        removed=_ordered(before[iri] for iri in before.keys() - after.keys()),
        added=_ordered(after[iri] for iri in after.keys() - before.keys()),
        changed=tuple(sorted((c for c in changes if c.fields), key=lambda change: (change.after.name, change.after.iri))),
    )


def _change(before: Item, after: Item) -> Change:
    names = [name for name in _PATTERNS[before.kind] if before.fields.get(name) != after.fields.get(name)]
    return Change(before=before, after=after, fields={name: (before.fields.get(name, ()), after.fields.get(name, ())) for name in names})


def _ordered(found: Iterator[Item]) -> tuple[Item, ...]:
    return tuple(sorted(found, key=lambda item: (item.name, item.iri)))


def _shown(value: object) -> str:
    """A value as words: the last part of an IRI of a vocabulary, yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = " ".join(str(value).split())
    return text.rsplit("#", 1)[-1].rsplit("/", 1)[-1] if text.startswith(("http://", "https://")) else text


def _evidence(reader: Reader, kind: str) -> dict[str, list[tuple[str, str]]]:
    """The sentences of each event or claim, in the order of documents and texts."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    if kind in _EVIDENCE:
        query = (
            f"SELECT DISTINCT ?id ?name ?b ?words WHERE {{ {_EVIDENCE[kind]} . ?d kg:text ?t ; kg:identifier ?name }} ORDER BY ?id ?name ?b"
        )
        for iri, name, _, words in table(reader, query).values():
            found[str(iri)].append((str(name), " ".join(str(words).split())))
    return found


def _mentioned(reader: Reader) -> dict[str, list[tuple[str, str]]]:
    """The sentence of the first mention of each entity, or the words around it where no claim has that sentence for evidence."""
    documents = {str(d): (str(name), str(text)) for d, name, text in table(reader, _DOCUMENTS).values()}
    sentences: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for d, b, e in table(reader, _SENTENCES).values():
        sentences[str(d)].append((int(str(b)), int(str(e))))
    first: dict[str, tuple[str, str, int, int]] = {}
    for iri, d, b, e in table(reader, _FIRST).values():
        if str(d) in documents:
            place = (documents[str(d)][0], str(d), int(str(b)), int(str(e)))
            first[str(iri)] = min(first.get(str(iri), place), place)
    return {iri: [(name, _around(documents[d][1], sentences[d], b, e))] for iri, (name, d, b, e) in first.items()}


def _around(text: str, sentences: list[tuple[int, int]], begin: int, end: int) -> str:
    """The sentence that holds a span, or the words around it."""
    place = bisect_right(sentences, (begin, len(text))) - 1
    if place >= 0 and sentences[place][1] >= end:
        found = text[slice(*sentences[place])]
    else:
        found = f"…{text[max(0, begin - _AROUND) : end + _AROUND]}…"
    return " ".join(found.split())
