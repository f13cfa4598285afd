"""Polarity, certainty and tense on their way through nested scopes."""

from dataclasses import dataclass, replace

from kg.knowledge.signatures import Effect
from kg.model.claim import Certainty, Polarity, Stance, Tense

_RANK = {Certainty.CERTAIN: 2, Certainty.PROBABLE: 1, Certainty.POSSIBLE: 0}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Factuality with the words that decided; `tense` None while nothing has said it.

    `reached` where the walk came up to the cue, so that the cue's own effect is in it; `presupposed` where the words are taken for granted.
    """

    polarity: Polarity = Polarity.POSITIVE
    certainty: Certainty = Certainty.CERTAIN
    tense: Tense | None = None
    stance: Stance | None = None
    reasons: tuple[str, ...] = ()
    reached: bool = False
    presupposed: bool = False

    def under(self, effect: Effect, tense: Tense | None, reason: str) -> "Judgement":
        """The factuality of an argument that the governor so judged has this effect on."""
        polarity, certainty = effect
        return replace(
            self, polarity=polarity, certainty=weaker(self.certainty, certainty), tense=tense or self.tense, reasons=(*self.reasons, reason)
        )

    def flipped(self, reason: str) -> "Judgement":
        """The same denied."""
        turned = Polarity.NEGATIVE if self.polarity is Polarity.POSITIVE else Polarity.POSITIVE
        return replace(self, polarity=turned, reasons=(*self.reasons, reason))


def weaker(one: Certainty, other: Certainty) -> Certainty:
    """The less certain of the two."""
    return one if _RANK[one] <= _RANK[other] else other
