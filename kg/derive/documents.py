"""What deriving reads from a document graph: identity of documents, entities, relations, claims; events are in `mentions`."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.derive.independence import fingerprint
from kg.derive.notes import Data
from kg.derive.view import View
from kg.knowledge.gazetteer import Gazetteer
from kg.model.entity import EntityType
from kg.ontology.vocab import Class, Nif, Outside, Property

_CLASSES = frozenset(c.value for c in Class)
_NAMED = "name"
_BYLINE_PARTS = re.compile(r"[,;/()|]| and | for | of ")
_BRACKETS = re.compile(r"\(([A-Z][^()\n]{1,40})\)")
_EDGE = 200
"""Characters at either end of a text in which a mark of an agency is looked for."""


def meta(view: View, doc: str, gazetteer: Gazetteer) -> Data:
    """What is needed of a document wherever one of its claims counts; `agency` is the key of the medium that its text was taken from."""
    text = view.one(f"{doc}#char=0,", Nif.IS_STRING) or ""
    return {
        "doc": doc,
        "url": view.one(doc, Outside.URL),
        "published": view.one(doc, Outside.DATE_MODIFIED) or view.one(doc, Outside.DATE_PUBLISHED),
        "size": len(text),
        "outlet": view.one(doc, Property.OUTLET),
        "agency": agency(text, view.one(doc, Property.BYLINE) or "", gazetteer),
        "print": fingerprint(text),
    }


def agency(text: str, byline: str, gazetteer: Gazetteer) -> str | None:
    """The key of the medium named in the byline, or in brackets at the very beginning or end of a text, as agencies mark their copy."""
    marks = [part.strip() for part in _BYLINE_PARTS.split(byline)]
    marks += _BRACKETS.findall(text[:_EDGE]) + _BRACKETS.findall(text[-_EDGE:])
    for mark in marks:
        for reading in gazetteer.readings(mark):
            row = gazetteer.rows.get(reading.key)
            if row is not None and row.type is EntityType.MEDIA_ORGANISATION:
                return row.key
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """An entity as one document has it: class, label, whether it is NIL, names and number of mentions."""

    iri: str
    kind: str
    label: str
    nil: bool
    names: tuple[str, ...]
    mentions: int


def entities(view: View) -> dict[str, Local]:
    """The entities of a document by IRI."""
    names: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    for mention in view.of_class(Class.MENTION):
        named = _NAMED in view.all(mention, Property.MENTION_KIND)
        for entity in view.all(mention, Property.REFERS_TO):
            counts[entity] = counts.get(entity, 0) + 1
            if named:
                names.setdefault(entity, set()).update(view.all(mention, Nif.ANCHOR_OF))
    return {
        iri: Local(
            iri=iri,
            kind=next((kind for kind in view.all(iri, Outside.TYPE) if kind in _CLASSES), Class.OTHER.value),
            label=view.one(iri, Outside.LABEL) or "",
            nil="true" in view.all(iri, Property.NIL),
            names=tuple(sorted(names.get(iri, ()))),
            mentions=number,
        )
        for iri, number in sorted(counts.items())
        if Outside.LABEL.value in view.nodes[iri]
    }


def relations(view: View) -> list[Data]:
    """The relations of a document: subject, predicate and object as the document has them."""
    found = []
    for iri in view.of_class(Class.RELATION):
        time = view.one(iri, Property.TIME)
        found.append(
            {
                "iri": iri,
                "s": view.one(iri, Property.SUBJECT),
                "p": view.one(iri, Property.PREDICATE),
                "o": view.one(iri, Property.OBJECT),
                "office": view.one(iri, Property.OFFICE),
                "status": view.one(iri, Property.STATUS),
                "from": view.one(iri, Property.FROM),
                "until": view.one(iri, Property.UNTIL),
                "time": view.one(time, Property.EDTF) if time else None,
            }
        )
    return found


def company(view: View, known: Mapping[str, Local], roles: Iterable[str]) -> dict[str, frozenset[str]]:
    """For each entity without a row, the entities with one that fill a role beside it in some event."""
    found: dict[str, set[str]] = {}
    for event in view.of_class(Class.EVENT_MENTION):
        here = {entity for role in roles for entity in view.all(event, role) if entity in known}
        rows = {entity for entity in here if not known[entity].nil}
        for entity in here - rows:
            found.setdefault(entity, set()).update(rows)
    return {entity: frozenset(rows) for entity, rows in found.items()}


def claims(view: View, doc: str, canonical: Callable[[str], str], known: Mapping[str, Local], *, current: bool) -> dict[str, list[Data]]:
    """The claims of a document by what they are about; those of a superseded document (not `current`) support nothing."""
    found: dict[str, list[Data]] = {}
    for iri in view.of_class(Class.CLAIM):
        source = view.one(iri, Property.SOURCE)
        said = view.one(iri, Property.SAID_AT)
        claim: Data = {
            "iri": iri,
            "doc": doc,
            "factual": current and view.one(iri, Property.FACTUAL) == "true",
            "stance": view.one(iri, Property.STANCE),
            "polarity": view.one(iri, Property.POLARITY),
            "certainty": view.one(iri, Property.CERTAINTY),
            "tense": view.one(iri, Property.TENSE),
            "voice": view.one(iri, Property.VOICE),
            "source": canonical(source) if source else None,
            "known": source is not None and (source not in known or not known[source].nil or known[source].kind == Class.PERSON),
            "words": known[source].label if source and source in known else "",
            "said": view.one(said, Property.EDTF) if said else None,
        }
        for topic in view.all(iri, Property.ABOUT):
            found.setdefault(topic, []).append(claim)
    return found
