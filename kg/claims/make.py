"""Claims from attributions and factuality (bootstrap: all in the article's own voice; to be replaced)."""

from dataclasses import replace

from kg.model.annotations import Annotations
from kg.model.claim import Certainty, Claim, Polarity, Stance, Tense, Voice


def make(annotations: Annotations) -> Annotations:
    """The annotations with their claims."""
    claims = [
        Claim(
            id=f"c{i}", about=(item.id,), voice=Voice.ARTICLE, content=(span,), stance=Stance.ASSERT,
            polarity=Polarity.POSITIVE, certainty=Certainty.CERTAIN, tense=Tense.PAST,
        )
        for i, (item, span) in enumerate(
            [(e, e.trigger) for e in annotations.events] + [(r, r.span) for r in annotations.relations if not r.row], 1
        )
    ]
    return replace(annotations, claims=tuple(claims))
