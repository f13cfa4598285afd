"""Last round: cause, purpose, condition and whole, from event mentions to the events they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.derive.context import Context
from kg.derive.mentions import LINKS
from kg.derive.notes import Item
from kg.derive.view import View
from kg.ontology.vocab import Class, Property
from kg.store.base import Reader


def items(doc: str, view: View) -> list[Item]:
    """A document's links between event mentions, as one item."""
    found = [
        [mention, link, target]
        for mention in view.of_class(Class.EVENT_MENTION)
        for link in LINKS
        for target in sorted(view.all(mention, link))
    ]
    return [Item(id=doc, keys=(), data={"links": found})] if found else []


@dataclass(frozen=True, slots=True)
class Links:
    """The reduction of a document's links; looks up the events in the store."""

    context: Context
    reader: Reader

    def reduce(self, unit: Sequence[Item]) -> list[str]:
        """Lines from event to event; mentions of one event are not linked to themselves."""
        lines = []
        for mention, link, target in unit[0].data["links"]:
            source, whole = self._event(mention), self._event(target)
            if source and whole and source != whole:
                lines.append(self.context.arc(source, link, whole))
        return lines

    def _event(self, mention: str) -> str | None:
        quads = self.reader.quads(None, NamedNode(Property.HAS_MENTION), NamedNode(mention), self.context.derived)
        return next((quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)), None)
