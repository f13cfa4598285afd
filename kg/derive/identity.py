"""First round: which documents supersede which, which table rows occur, which NIL entities of several documents are one."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from urllib.parse import unquote

from kg.derive.context import Context, string
from kg.derive.documents import Local
from kg.derive.judgements import Judgements
from kg.derive.notes import Data, Item
from kg.derive.tally import Tally
from kg.graph import iri
from kg.graph.background import background_of
from kg.ontology.vocab import Class, Outside, Property

_NAMES_OF_TWO_WORDS = frozenset({Class.PERSON.value})
_MERGED = frozenset(
    c.value
    for c in (
        Class.PERSON,
        Class.GOVERNMENT_BODY,
        Class.ARMED_FORCE,
        Class.ARMED_GROUP,
        Class.PARTY,
        Class.COMPANY,
        Class.MEDIA_ORGANISATION,
        Class.INTERNATIONAL_ORGANISATION,
        Class.ORGANISATION,
    )
)
_SPACE = re.compile(r"\W+")
_SHARED_PERSON, _SHARED = 2, 3
"""Entities besides the name that two entities have to be met with: persons by full name, everything else. One of them is no state."""
_MOST = 8
"""Entities met with that are looked at."""
_RULES = {"tie:": "rule:name-and-tie", "company:": "rule:name-and-company"}
"""Which rule a join key stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a document says around its NIL entities: relations, and for each the linked entities it meets in events."""

    relations: Sequence[Data]
    company: Mapping[str, frozenset[str]]


def items(doc: str, meta: Data, known: Iterable[Local], around: Around, judgements: Judgements) -> list[Item]:
    """A document's items: its URL and its NIL entities.

    A NIL entity may join one of another document where kind, full name **and** a relation to the same linked entity agree, or the company
    of several in events, or where a person judged so.
    """
    found = []
    if meta["url"]:
        data = {"kind": "url", "doc": doc, "published": meta["published"], "size": meta["size"]}
        found.append(Item(id=f"url|{doc}", keys=(f"url:{meta['url']}",), data=data))
    locals_ = {local.iri: local for local in known}
    for local in locals_.values():
        if local.nil:
            keys = (*_ties(local, locals_, around.relations), *_met(local, locals_, around.company), *judgements.same_keys(local.iri))
            found.append(Item(id=f"nil|{local.iri}", keys=keys, data={"kind": "nil", "iri": local.iri}))
    return found


def rows(known: Iterable[Local]) -> dict[str, Tally]:
    """The linked entities of a document: the table rows that occur in it."""
    return {local.iri: {"documents": 1} for local in known if not local.nil}


def _ties(local: Local, known: dict[str, Local], relations: Sequence[Data]) -> list[str]:
    """Keys that a NIL entity shares with its like elsewhere: any tie to the same body or place, a tie of one kind to the same state."""
    if local.kind not in _MERGED:
        return []
    full = _full_names(local)
    found = set()
    for relation in relations:
        other = relation["o"] if relation["s"] == local.iri else relation["s"] if relation["o"] == local.iri else None
        if other in known and not known[other].nil:
            how = relation["p"] if known[other].kind == Class.STATE else ""
            found |= {f"tie:{iri.digest(local.kind, name, how, other)}" for name in full}
    return sorted(found)


def _met(local: Local, known: dict[str, Local], company: Mapping[str, frozenset[str]]) -> list[str]:
    """Keys that a NIL entity shares with one of its name that meets the same linked entities, not all of them states."""
    if local.kind not in _MERGED:
        return []
    others = sorted(company.get(local.iri, ()))[:_MOST]
    number = _SHARED_PERSON if local.kind == Class.PERSON else _SHARED
    sets = [some for some in combinations(others, number) if any(known[other].kind != Class.STATE for other in some)]
    return [f"company:{iri.digest(local.kind, name, *some)}" for name in _full_names(local) for some in sets]


def _full_names(local: Local) -> list[str]:
    """The names of an entity that are enough to know it by, with something else: of a person two words."""
    names = sorted({_SPACE.sub(" ", name).strip().lower() for name in local.names})
    return [name for name in names if " " in name or local.kind not in _NAMES_OF_TWO_WORDS]


@dataclass(frozen=True, slots=True)
class Identity:
    """The reduction of the first round."""

    context: Context
    judgements: Judgements

    def reduce(self, unit: Sequence[Item]) -> list[str]:
        """Lines of a unit; all its items are of one kind."""
        return self._versions(unit) if unit[0].data["kind"] == "url" else self._clusters(unit)

    def _versions(self, unit: Sequence[Item]) -> list[str]:
        """Each text of one URL supersedes the one before it: by date, then by length, for most updates add something, then by hash."""
        ordered = sorted((item.data["published"] or "", item.data["size"], item.data["doc"]) for item in unit)
        return [self.context.arc(new[-1], Property.SUPERSEDES, old[-1]) for old, new in pairwise(ordered)]

    def row(self, entity: str, tally: Tally) -> list[str]:
        """Lines of a table row that occurs: the entity is its own canonical node, and what the tables know of it."""
        del tally
        key = key_of(entity, self.context.base)
        return [self.context.arc(entity, Property.CANONICAL, entity), *background_of(key, self.context.gazetteer, self.context.base)]

    def _clusters(self, unit: Sequence[Item]) -> list[str]:
        lines = []
        keys = {item.data["iri"]: item.keys for item in unit}
        for cluster in self.judgements.cut([item.data["iri"] for item in unit], keys):
            least = cluster[0]
            held = Counter(key for entity in cluster for key in keys[entity])
            for entity in cluster:
                lines.append(self.context.arc(entity, Property.CANONICAL, least))
                if entity != least:
                    lines.append(self.context.arc(entity, Outside.SAME_AS, least))
                    shared = [key for key in keys[entity] if held[key] > 1]
                    rule = next((rule for kind, rule in _RULES.items() if any(key.startswith(kind) for key in shared)), _RULES["tie:"])
                    lines += decision(self.context, "entity", (least, entity), rule)
        return lines


def key_of(entity: str, base: str) -> str:
    """The key of the table row that the IRI of a linked entity ends in."""
    return unquote(entity.removeprefix(f"{base}entity/"))


def decision(context: Context, kind: str, pair: tuple[str, str], rule: str) -> list[str]:
    """Lines of an automatic decision that two nodes are the same."""
    node, graph = iri.decision(context.base, kind, pair, rule), context.decisions
    left, right = sorted(pair)
    return [
        f"<{node}> <{Outside.TYPE}> <{Class.DECISION}> <{graph}> .",
        f"<{node}> <{Property.LEFT}> <{left}> <{graph}> .",
        f"<{node}> <{Property.RIGHT}> <{right}> <{graph}> .",
        f"<{node}> <{Property.JUDGEMENT}> {string('same')} <{graph}> .",
        f"<{node}> <{Property.DECIDED_BY}> {string(rule)} <{graph}> .",
    ]
