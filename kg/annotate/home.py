"""The state that an article is about."""

from collections import Counter
from collections.abc import Sequence

from kg.model.entity import Entity, EntityType, MentionKind

MARGIN = 3
"""How many times as often as the next state the state of an article must be named."""


def state_of(entities: Sequence[Entity]) -> Entity | None:
    """The state that a document is about: the only one it names, or named `MARGIN` times as often as any other; else None."""
    counts = Counter(
        {
            e.id: sum(m.kind is not MentionKind.PRONOUN for m in e.mentions)
            for e in entities
            if e.type is EntityType.STATE and any(m.kind is not MentionKind.NOMINAL for m in e.mentions)
        }
    )
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or (len(ranked) > 1 and (ranked[0][1] < MARGIN or ranked[0][1] < MARGIN * ranked[1][1])):
        return None
    return next(e for e in entities if e.id == ranked[0][0])
