"""Events: clusters of event mentions with what their mentions agree in, and who stands behind them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.derive.context import Context, boolean, integer
from kg.derive.contradictions import among
from kg.derive.identity import decision
from kg.derive.independence import Counts, count
from kg.derive.judgements import Judgements
from kg.derive.mentions import ROLES
from kg.derive.notes import Data, Item
from kg.graph import iri
from kg.ontology.vocab import Class, Property

Metas = Mapping[str, Data]


@dataclass(frozen=True, slots=True)
class Events:
    """The reduction of units of event mentions."""

    context: Context
    judgements: Judgements
    metas: Metas

    def reduce(self, unit: Sequence[Item]) -> list[str]:
        """Lines of the events of a unit: one, unless a person keeps mentions apart."""
        by_id = {item.id: item for item in unit}
        lines = []
        judged = self.judgements.over({item.id: [mention["iri"] for mention in item.data["mentions"]] for item in unit})
        for cluster in judged.cut(list(by_id), {item.id: item.keys for item in unit}):
            lines += self._event([by_id[name] for name in cluster])
        return lines

    def _event(self, items: Sequence[Item]) -> list[str]:
        mentions = sorted((m for item in items for m in item.data["mentions"]), key=lambda m: str(m["iri"]))
        claims = sorted((c for item in items for c in item.data["claims"]), key=lambda c: str(c["iri"]))
        event = iri.event(self.context.base, mentions[0]["iri"])
        lines = [
            *self.context.typed(event, Class.EVENT),
            *(self.context.arc(event, Property.HAS_MENTION, m["iri"]) for m in mentions),
            *self._codes(event, mentions),
            *self._roles(event, mentions),
            *self._behind(event, claims),
            *among(self.context, event, items),
        ]
        for item in items[1:]:
            lines += decision(self.context, "event", (items[0].id, item.id), f"rule:{_reason(items, item)}")
        return lines

    def _codes(self, event: str, mentions: Sequence[Data]) -> list[str]:
        kinds = Counter(m["type"] for m in mentions)
        kind = min(kinds, key=lambda k: (-kinds[k], k))
        modes = {m["mode"] for m in mentions if m["mode"] and m["type"] == kind}
        contexts = sorted({c for m in mentions for c in m["contexts"]})
        return [
            self.context.arc(event, Property.EVENT_TYPE, kind),
            *(self.context.arc(event, Property.MODE, mode) for mode in modes if len(modes) == 1),
            *(self.context.arc(event, Property.CONTEXT, name) for name in contexts),
        ]

    def _roles(self, event: str, mentions: Sequence[Data]) -> list[str]:
        """What all mentions that fill a role agree in: clustering never unions arguments."""
        lines = []
        for role in ROLES:
            filled = [set(m["roles"][role]) for m in mentions if role in m["roles"]]
            agreed = set.intersection(*filled) if filled else set()
            lines += [self.context.arc(event, role, entity) for entity in sorted(agreed)]
        times = [m["times"] for m in mentions if m["times"]]
        values = [{value for value, _ in found} for found in times]
        for value in sorted(set.intersection(*values)) if values else ():
            node = min(t for found in times for v, t in found if v == value)
            lines.append(self.context.arc(event, Property.TIME, node))
        return lines

    def _behind(self, event: str, claims: Sequence[Data]) -> list[str]:
        support = [c for c in claims if c["factual"]]
        return [
            *(self.context.arc(event, Property.SUPPORTED_BY, c["iri"]) for c in support),
            self.context.line(event, Property.FACTUAL, boolean(bool(support))),
            self.context.line(event, Property.CLAIM_COUNT, integer(len(claims))),
            *counted(self.context, event, count(claims, self.metas)),
        ]


def counted(context: Context, node: str, counts: Counts) -> list[str]:
    """Lines with the counts of what stands behind a node."""
    return [
        context.line(node, Property.DOCUMENT_COUNT, integer(counts.documents)),
        context.line(node, Property.OUTLET_COUNT, integer(counts.outlets)),
        context.line(node, Property.ORIGINAL_SOURCE_COUNT, integer(counts.sources)),
    ]


def _reason(items: Iterable[Item], later: Item) -> str:
    """The first sort of key that a chain shares with another of the cluster."""
    others = {key for item in items if item is not later for key in item.keys}
    return min((key.split(":", 1)[0] for key in later.keys if key in others), default="judged")
