"""Near-duplicates: documents of other addresses whose text is largely the same, such as wire copies.

They are kept as documents of their own; each is said to be a copy of the one published first among those that it largely shares its text
with. Each pair is judged by its two texts alone, so it does not matter in which order they come. Texts of one address are versions, not
copies, and a version of the first is no copy of another's copy.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.derive.context import Context
from kg.derive.independence import copies
from kg.derive.judgements import Judgements
from kg.derive.notes import Data, Item, Notes
from kg.ontology.vocab import Property
from kg.store.base import Writer

PHASE = "copy"
_SAMPLE = 32
"""Of a long text one in four hashes of the fingerprint is a key (they are one in eight of all already)."""
_FEW = 4
"""Keys that a sample must leave; of a text with fewer every hash is a key."""
_COMMON = 300
"""Documents above which a run of words that they share tells nothing: small print such as "all rights reserved"."""


def keys(meta: Data) -> list[str]:
    """Keys under which a document is found by the runs of words that it has in common with others."""
    prints = meta.get("print", ())
    sample = [value for value in prints if value % _SAMPLE == 0]
    return [f"print|{value}" for value in (sample if len(sample) >= _FEW else prints)]


@dataclass(frozen=True, slots=True)
class Copies:
    """Finds of each document the one that it copies; `before` and `metas` is what was and is noted of documents."""

    context: Context
    judgements: Judgements
    writer: Writer
    before: Mapping[str, Data]
    metas: Mapping[str, Data]
    _holders: dict[str, frozenset[str]] = field(default_factory=dict)

    def items(self) -> dict[str, list[Item]]:
        """The items of the documents that are new, gone or changed, and of those that stood or stand beside them."""
        notes = Notes(self.writer, PHASE)
        again = {*self.before, *self._crossing()}
        again |= {item.id for doc in self.before for item in notes.sharing(_key(doc))}
        first: dict[str, str | None] = {}
        for doc in sorted(again):
            near = self._near(doc)
            first[doc] = min(near, key=self._order, default=None)
            for other in near if doc in self.before else ():
                if other not in again:
                    known = first[other] if other in first else next((item.data["first"] for item in notes.items_of(other)), None)
                    first[other] = min({doc, known or doc}, key=self._order)
        return {doc: self._item(doc, found) for doc, found in first.items()}

    def _crossing(self) -> set[str]:
        """Documents with a run of words that has become too common, or is so no longer."""
        gained, lost = Counter[str](), Counter[str]()
        for doc, was in self.before.items():
            were, are = set(keys(was)), set(keys(self.metas[doc]))
            gained.update(are - were)
            lost.update(were - are)
        found: set[str] = set()
        for key in sorted(gained | lost):
            now = self._held(key)
            if (len(now) > _COMMON) != (len(now) - gained[key] + lost[key] > _COMMON):
                found |= now
        return found

    def _near(self, doc: str) -> list[str]:
        """Documents whose text is largely the same; none of a document that is gone."""
        meta = self.metas[doc]
        held = [self._held(key) for key in keys(meta)]
        others = {other for found in held if len(found) <= _COMMON for other in found} - {doc, *self.judgements.apart.get(doc, ())}
        return [other for other in others if copies(meta["print"], self.metas[other]["print"])]

    def _held(self, key: str) -> frozenset[str]:
        """The documents with a key."""
        if key not in self._holders:
            self._holders[key] = frozenset(self.writer.notes(key))
        return self._holders[key]

    def _order(self, doc: str) -> tuple[str, str]:
        """By publication, those without a date last."""
        return self.metas[doc]["published"] or "9", doc

    def _item(self, doc: str, first: str | None) -> list[Item]:
        if first is None or self._order(first) >= self._order(doc):
            return []
        url = self.metas[doc]["url"]
        return [Item(id=doc, keys=(_key(first),), data={"first": first, "version": bool(url) and url == self.metas[first]["url"]})]

    def reduce(self, unit: Sequence[Item]) -> Iterable[str]:
        """Lines of the copies of one document."""
        return [self.context.arc(item.id, Property.COPY_OF, item.data["first"]) for item in unit if not item.data["version"]]


def _key(first: str) -> str:
    """The key of all copies of a document."""
    return f"first|{first}"
