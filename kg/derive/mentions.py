"""The event mentions of a document as items: one item a chain, with the keys by which it may join chains of other documents.

A key says "the same happening" by itself, so it is given sparingly:
- *copy*: the same sentence, word for word, with the trigger at the same place: a copied text;
- *day*: type, mode, actors, the other side or the place, and one day, all known by canonical nodes.
A key that two chains of one document share tells nothing apart and is dropped.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.derive.documents import Local
from kg.derive.judgements import Judgements
from kg.derive.notes import Data, Item
from kg.derive.view import View
from kg.graph.iri import digest
from kg.ontology.vocab import KG, Class, Nif, Predicate, Property

ROLES = tuple(
    p.value
    for p in (
        Property.ACTOR,
        Property.RECIPIENT,
        Property.LOCATION,
        Property.ORIGIN,
        Property.DESTINATION,
        Property.INSTRUMENT,
        Property.TOPIC,
    )
)
LINKS = tuple(p.value for p in (Property.CAUSE, Property.PURPOSE, Property.CONDITION, Property.PART_OF_EVENT))
_WORDS = re.compile(r"\w+")
_LEAST_WORDS = 6
_BELONGING = frozenset({Predicate.ARMED_FORCE_OF.value, Predicate.AFFILIATED_WITH.value, Predicate.AGENCY_OF.value})
_BY_STATE = frozenset({Class.GROUP.value, Class.ARMED_FORCE.value})

Canonical = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What of a document its event mentions are read with: entities, relations, claims by topic, people's judgements."""

    canonical: Canonical
    known: Mapping[str, Local]
    relations: Sequence[Data]
    claims: Mapping[str, Sequence[Data]]
    judgements: Judgements


def items(view: View, around: Around) -> list[Item]:
    """One item for each chain of event mentions."""
    anchors = _anchors(around.canonical, around.known, around.relations)
    chains: dict[str, list[str]] = {}
    for iri in view.of_class(Class.EVENT_MENTION):
        chains.setdefault(view.one(iri, Property.COREFERS_WITH) or iri, []).append(iri)
    keys = {root: {key for iri in chain for key in _keys(view, iri, anchors)} for root, chain in chains.items()}
    shared = Counter(key for found in keys.values() for key in found)
    found = []
    for root, chain in sorted(chains.items()):
        told = {claim["iri"]: claim for iri in chain for claim in around.claims.get(iri, ())}
        data: Data = {
            "mentions": [_mention(view, iri, around.canonical) for iri in chain],
            "claims": [told[iri] for iri in sorted(told)],
            "of": {iri: sorted({c["iri"] for c in around.claims.get(iri, ())}) for iri in chain},
        }
        joins = sorted(key for key in keys[root] if shared[key] == 1)
        found.append(Item(id=min(chain), keys=(*joins, *(key for iri in chain for key in around.judgements.same_keys(iri))), data=data))
    return found


def _mention(view: View, iri: str, canonical: Canonical) -> Data:
    return {
        "iri": iri,
        "type": view.one(iri, Property.EVENT_TYPE),
        "mode": view.one(iri, Property.MODE),
        "contexts": sorted(view.all(iri, Property.CONTEXT)),
        "begin": int(view.one(iri, Nif.BEGIN_INDEX) or 0),
        "roles": {role: sorted({canonical(e) for e in found}) for role in ROLES if (found := view.all(iri, role))},
        "times": sorted([view.one(t, Property.EDTF) or "", t] for t in view.all(iri, Property.TIME)),
        "quantities": [_quantity(view, q) for q in sorted(view.all(iri, Property.QUANTITY))],
    }


def _quantity(view: View, iri: str) -> Data:
    low, high = view.one(iri, Property.LOW), view.one(iri, Property.HIGH)
    return {
        "low": float(low) if low else None,
        "high": float(high) if high else None,
        "of": view.one(iri, Property.COUNT_OF),
        "unit": view.one(iri, Property.UNIT),
        "words": view.one(iri, Nif.ANCHOR_OF),
    }


def _anchors(canonical: Canonical, known: Mapping[str, Local], relations: Sequence[Data]) -> Canonical:
    """What stands for an entity in comparisons: its canonical node; for an unnamed force of a known state, kind and state."""
    of_state: dict[str, str] = {}
    for relation in relations:
        local, whole = known.get(relation["s"]), known.get(relation["o"])
        if relation["p"] in _BELONGING and local and local.nil and local.kind in _BY_STATE and whole and not whole.nil:
            of_state[relation["s"]] = f"{local.kind.removeprefix(KG)}|{relation['o']}"
    return lambda iri: of_state.get(iri) or canonical(iri)


def _keys(view: View, iri: str, anchors: Canonical) -> list[str]:
    kind = view.one(iri, Property.EVENT_TYPE)
    found = []
    sentence = view.one(iri, Property.EVIDENCE)
    if sentence:
        text = view.one(sentence, Nif.ANCHOR_OF) or ""
        words = _WORDS.findall(text.lower())
        if len(words) >= _LEAST_WORDS:
            begin = int(view.one(iri, Nif.BEGIN_INDEX) or 0) - int(view.one(sentence, Nif.BEGIN_INDEX) or 0)
            before = len(_WORDS.findall(text[:begin]))
            found.append(f"copy:{digest(kind, before, ' '.join(words))}")
    day = _day(view, iri)
    sides = [sorted({anchors(e) for e in view.all(iri, role)}) for role in ROLES[:5]]
    if day and sides[0] and (sides[1] or sides[2] or sides[4]):
        found.append(f"day:{digest(kind, view.one(iri, Property.MODE), day, *map(_listed, sides))}")
    return found


def _listed(side: list[str]) -> str:
    return "\n".join(side)


def _day(view: View, iri: str) -> str | None:
    """The one day that a mention is dated to."""
    values = {(view.one(time, Property.EDTF) or "")[:16] for time in view.all(iri, Property.TIME)}
    value = values.pop() if len(values) == 1 else ""
    return value[:10] if re.fullmatch(r"\d{4}-\d\d-\d\d(T[\d:]*)?", value) else None
