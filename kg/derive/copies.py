"""Near-duplicates: documents of other addresses whose text is largely the same, such as wire copies.

They are kept as documents of their own; the later ones of a group are said to be copies of the first. Each pair is judged by its two texts
alone, so it does not matter in which order they come. Texts of one address are versions, not copies.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.derive.context import Context
from kg.derive.independence import LEAST, copies
from kg.derive.judgements import Judgements
from kg.derive.notes import Data, Item, Notes
from kg.ontology.vocab import Property
from kg.store.base import Writer

PHASE = "copy"


def keys(meta: Data) -> list[str]:
    """Keys under which a document is found by the runs of words that it has in common with others."""
    return [f"print|{value}" for value in meta["print"]]


@dataclass(frozen=True, slots=True)
class Copies:
    """Finds the copies of documents, and says of each group which came first."""

    context: Context
    judgements: Judgements
    writer: Writer
    metas: Mapping[str, Data]

    def items(self, changed: Iterable[str]) -> dict[str, list[Item]]:
        """The items of documents that are new, gone or changed, and of those that are or were copies of them."""
        of = {doc: self._copies(doc) for doc in changed}
        notes = Notes(self.writer, PHASE)
        were = {other for doc in of for item in notes.items_of(doc) for other in item.data["with"]}
        around = were | {other for found in of.values() for other in found}
        of |= {doc: self._copies(doc) for doc in around - of.keys()}
        return {doc: self._item(doc, found) for doc, found in of.items()}

    def _copies(self, doc: str) -> list[str]:
        """Documents of other addresses whose text is largely the same; none of a document that is gone."""
        meta = self.metas[doc]
        if not meta:
            return []
        shared = Counter(name for key in keys(meta) for name in self.writer.notes(key))
        others = [json.loads(self.writer.note(name) or "{}") for name, number in shared.items() if number >= LEAST]
        return sorted(
            other["doc"]
            for other in others
            if other["doc"] != doc and copies(meta["print"], other["print"]) and not (meta["url"] and meta["url"] == other["url"])
        )

    def _item(self, doc: str, others: Sequence[str]) -> list[Item]:
        if not others:
            return []
        pairs = [f"copy:{'|'.join(sorted((doc, other)))}" for other in others]
        meta = self.metas[doc]
        return [Item(id=doc, keys=tuple(pairs), data={"with": list(others), "published": meta["published"], "url": meta["url"]})]

    def reduce(self, unit: Sequence[Item]) -> list[str]:
        """Each document of a group is a copy of the one published first."""
        items = {item.id: item for item in unit}
        lines = []
        for group in self.judgements.cut(list(items), {item.id: item.keys for item in unit}):
            first, *later = sorted(group, key=lambda doc: (items[doc].data["published"] or "9", doc))
            url = items[first].data["url"]
            lines += [self.context.arc(doc, Property.COPY_OF, first) for doc in later if not url or items[doc].data["url"] != url]
        return lines
