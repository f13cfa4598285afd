"""Canonical entities: one class, one label, the other names, and in how many documents and mentions they occur."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.derive.context import Context, integer, string
from kg.derive.documents import Local
from kg.derive.mentions import Canonical
from kg.derive.tally import Tally
from kg.ontology.vocab import Outside, Property

_KIND, _LABEL, _NAME = "kind ", "label ", "name "
_DOCUMENTS, _MENTIONS = "documents", "mentions"


def tallies(known: Iterable[Local], canonical: Canonical) -> dict[str, Tally]:
    """A document's counts by canonical entity."""
    found: dict[str, Counter[str]] = {}
    for local in known:
        tally = found.setdefault(canonical(local.iri), Counter())
        tally[_DOCUMENTS] = 1
        tally[_MENTIONS] += local.mentions
        tally.update([_KIND + local.kind, _LABEL + local.label, *(_NAME + name for name in local.names)])
    return dict(found)


@dataclass(frozen=True, slots=True)
class Entities:
    """What is said of canonical entities."""

    context: Context

    def describe(self, node: str, tally: Tally) -> list[str]:
        """Lines of one entity: the commonest class and label; of equally common labels the longest."""
        context = self.context
        kinds, labels, names = (_part(tally, prefix) for prefix in (_KIND, _LABEL, _NAME))
        label = min(labels, key=lambda text: (-labels[text], -len(text), text))
        return [
            *context.typed(node, min(kinds, key=lambda kind: (-kinds[kind], kind))),
            context.line(node, Outside.LABEL, string(label)),
            *(context.line(node, Outside.ALT_LABEL, string(name)) for name in sorted((names.keys() | labels.keys()) - {label})),
            context.line(node, Property.DOCUMENT_COUNT, integer(tally[_DOCUMENTS])),
            context.line(node, Property.MENTION_COUNT, integer(tally[_MENTIONS])),
        ]


def _part(tally: Tally, prefix: str) -> dict[str, int]:
    return {name.removeprefix(prefix): number for name, number in tally.items() if name.startswith(prefix)}
