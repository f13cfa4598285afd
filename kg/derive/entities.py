"""Canonical entities: one class, one label, the other names, and in how many documents and mentions they occur."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.derive.context import Context, integer, string
from kg.derive.documents import Local
from kg.derive.engine import Item
from kg.derive.mentions import Canonical
from kg.ontology.vocab import Outside, Property


def items(doc: str, known: Iterable[Local], canonical: Canonical) -> list[Item]:
    """A document's entities."""
    found = []
    for local in known:
        node = canonical(local.iri)
        data = {"kind": local.kind, "label": local.label, "names": local.names, "mentions": local.mentions, "doc": doc, "node": node}
        found.append(Item(id=f"{node}|{doc}|{local.iri}", keys=(f"entity:{node}",), data=data))
    return found


@dataclass(frozen=True, slots=True)
class Entities:
    """The reduction of units of entities."""

    context: Context

    def reduce(self, unit: Sequence[Item]) -> list[str]:
        """Lines of one canonical entity: the commonest class and label; of equally common labels the longest."""
        context, node = self.context, unit[0].data["node"]
        kinds = Counter(item.data["kind"] for item in unit)
        labels = Counter(item.data["label"] for item in unit)
        label = min(labels, key=lambda text: (-labels[text], -len(text), text))
        names = sorted({name for item in unit for name in (*item.data["names"], item.data["label"])} - {label})
        return [
            *context.typed(node, min(kinds, key=lambda kind: (-kinds[kind], kind))),
            context.line(node, Outside.LABEL, string(label)),
            *(context.line(node, Outside.ALT_LABEL, string(name)) for name in names),
            context.line(node, Property.DOCUMENT_COUNT, integer(len({item.data["doc"] for item in unit}))),
            context.line(node, Property.MENTION_COUNT, integer(sum(item.data["mentions"] for item in unit))),
        ]
