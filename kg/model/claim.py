"""Attributions, factuality and claims."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kg.model.span import Span


class Voice(StrEnum):
    """Who speaks: the article itself, a source, or nobody that can be named."""

    ARTICLE = "article"
    SOURCE = "source"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """What the source does with the content."""

    ASSERT = "assert"
    CONFIRM = "confirm"
    DENY = "deny"
    DECLINE = "decline"
    PREDICT = "predict"
    PROMISE = "promise"
    DEMAND = "demand"
    THREATEN = "threaten"
    FEAR = "fear"
    HOPE = "hope"
    QUESTION = "question"


class Polarity(StrEnum):
    """Whether the content is held to be so."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Certainty(StrEnum):
    """How sure the source is of the content."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Tense(StrEnum):
    """Semantic tense: future = not yet happened for the speaker."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One act of speech, belief, fear or promise: a source, a cue, its content.

    `source` is an entity id. `polarity`, `certainty` and `tense` are what the cue imposes on the content (deny: negative; "is believed":
    probable; promise: future), None where it imposes nothing. `within` is the id of the attribution that reports this one. `said_at` is a
    time id. `reply` marks a denial or confirmation of what others say in the same words, `answers` the attribution it takes up, None for
    the article. `body` is the entity id of the body that the source speaks for, `office` the words for the office it spoke in.
    """

    id: str
    voice: Voice
    content: tuple[Span, ...]
    stance: Stance
    source: str | None = None
    source_span: Span | None = None
    cue: Span | None = None
    said_at: str | None = None
    within: str | None = None
    polarity: Polarity | None = None
    certainty: Certainty | None = None
    tense: Tense | None = None
    office: str | None = None
    body: str | None = None
    reply: bool = False
    answers: str | None = None


class Contents:
    """Attributions by the places that their contents hold; a question costs as much in a long text as in a short one."""

    def __init__(self, attributions: Iterable[Attribution]) -> None:
        """Note in which stretches of the text each attribution has content."""
        self._near: dict[int, list[tuple[int, Attribution]]] = {}
        for i, attribution in enumerate(attributions):
            for cell in sorted({c for s in attribution.content for c in range(s.begin // _CELL, (s.end - 1) // _CELL + 1)}):
                self._near.setdefault(cell, []).append((i, attribution))

    def holding(self, place: Span) -> list[tuple[int, int, Attribution]]:
        """The attributions whose content holds a place, in order: length of the content in characters, number, attribution."""
        near = self._near.get(place.begin // _CELL, ())
        return [(sum(s.end - s.begin for s in a.content), i, a) for i, a in near if any(s.holds(place) for s in a.content)]

    def innermost(self, place: Span) -> Attribution | None:
        """The one with the shortest content, replies left out; of equals the one that is cited, else the first."""
        around = [(length, a.within is None, i, a) for length, i, a in self.holding(place) if not a.reply]
        return min(around, key=lambda x: x[:3])[3] if around else None

    def replies(self, place: Span) -> tuple[Attribution, ...]:
        """The denials and confirmations of others' words that hold a place."""
        return tuple(a for _, _, a in self.holding(place) if a.reply)


_CELL = 1000
"""Characters of a stretch of text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factuality:
    """Polarity, certainty and tense of an event or relation (`target`, an id) as its innermost source holds it: grammar and cue together.

    `stance` is set where grammar gives one: a question; assert for what a source that denies, fears or hopes takes for granted. `target`
    may be an attribution: then it is the head of its content. `reply` is the reply under which it is judged so. `reasons` name the words
    that decided.
    """

    target: str
    polarity: Polarity
    certainty: Certainty
    tense: Tense
    stance: Stance | None = None
    reasons: tuple[str, ...] = ()
    reply: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement found in one document.

    The key comes from the evidence alone. Linking may later send the same claim to another entity; its key, and all that cites it, stays.
    `about` are ids of event mentions and relations, `within` is the id of the claim that reports this one.
    """

    id: str
    about: tuple[str, ...]
    voice: Voice
    content: tuple[Span, ...]
    stance: Stance
    polarity: Polarity | None
    certainty: Certainty | None
    tense: Tense | None
    source: str | None = None
    source_span: Span | None = None
    cue: Span | None = None
    said_at: str | None = None
    within: str | None = None
    reasons: tuple[str, ...] = ()

    @property
    def factual(self) -> bool:
        """Whether the default view shows it: asserted or confirmed, positive, certain, past or present."""
        return (
            self.stance in (Stance.ASSERT, Stance.CONFIRM)
            and self.polarity is Polarity.POSITIVE
            and self.certainty is Certainty.CERTAIN
            and self.tense in (Tense.PAST, Tense.PRESENT)
        )
