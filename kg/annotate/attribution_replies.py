"""Attributions that take up what somebody else has said: denials and confirmations of a claim, and sources that a report cites."""

from collections.abc import Sequence

from kg.annotate.attribution_source import phrase
from kg.annotate.finding import Finding, Range, trimmed
from kg.annotate.parse import Token
from kg.annotate.tree import child, edges
from kg.knowledge.cues import Cue
from kg.model.claim import Stance

REPLY = "reply"
"""The frame of a cue whose content is what somebody else said."""

_POINTING = frozenset({"the", "this", "that", "these", "those", "such", "any", "all", "both", "it"})
_PRONOUNS = frozenset({"it", "this", "that", "them"})
_WORDS = 4
"""Tokens of the longest phrase that only points back ("the latest claim")."""


def tie(found: Sequence[Finding], nouns: dict[str, Cue], entity_heads: frozenset[int]) -> list[Finding]:
    """The findings, in text order, with the contents of those that answer or cite another; answers to nothing known are dropped."""
    tied: list[Finding] = []
    for finding in found:
        if finding.frame == REPLY:
            _answer_beside(finding, tied)
        elif finding.frame == "object" and finding.entry.stance in (Stance.DENY, Stance.CONFIRM) and _points_back(finding, nouns):
            _answer_before(finding, tied)
        elif "witness" in finding.entry.frames and finding.frame in ("object", "quote"):
            _cite(finding, found, entity_heads)
        if finding.content:
            tied.append(finding)
    return tied


def _points_back(finding: Finding, nouns: dict[str, Cue]) -> bool:
    """Whether the object is only "the claim", "these reports"."""
    thing = child(finding.head, "dobj")
    if thing is None or len(finding.content) != 1:
        return False
    first, last = finding.content[0]
    head = thing.sentence.tokens[first - thing.sentence.tokens[0].i]
    if thing.lower in _PRONOUNS:
        return True
    return thing.lemma in nouns and last - first < _WORDS and head.lower in _POINTING and thing.i == last


def _answer_before(finding: Finding, tied: Sequence[Finding]) -> None:
    """As in "The mayor denied the claim": what the last other source said, in this sentence or the one before."""
    for other in reversed(tied):
        if finding.head.sentence.i - other.head.sentence.i > 1:
            return
        if _answerable(other, finding):
            finding.answers = other
            finding.content = [*other.content, *finding.content]
            return


def _answer_beside(finding: Finding, tied: Sequence[Finding]) -> None:
    """As in "…, a claim that the mayor denied": what stands before the comma, said by a source or by the article itself."""
    verb = finding.head
    pronoun = child(verb, "dobj")
    left = edges(verb if pronoun is not None and pronoun.lower == "which" else verb.head)[0]
    beside = [other for other in tied if other.head.sentence is verb.sentence]
    for other in beside:
        if any(first < left <= last for first, last in other.content):
            other.content = _before(other.content, left, verb)
    answered = next((other for other in reversed(beside) if _answerable(other, finding)), None)
    if answered is not None:
        finding.answers = answered
        finding.content = _before(answered.content, left, verb)
        return
    clause = verb.head
    while clause.pos not in ("VERB", "AUX") and clause.head is not clause:
        clause = clause.head
    finding.content = _before([edges(clause)], left, verb)


def _before(content: Sequence[Range], left: int, near: Token) -> list[Range]:
    return trimmed(near, [(first, min(last, left - 1)) for first, last in content if first < left])


def _answerable(other: Finding, finding: Finding) -> bool:
    """Whether another finding says something that can be denied or confirmed, by somebody else."""
    said = other.entry.stance in (Stance.ASSERT, Stance.CONFIRM) and other.frame not in ("noun", "amod", "adverb", "object", REPLY)
    return (
        said
        and other.cue < finding.cue
        and (other.source is None or finding.source is None or other.source.head is not finding.source.head)
    )


def _cite(finding: Finding, found: Sequence[Finding], entity_heads: frozenset[int]) -> None:
    """As in "…, the paper said, citing officials": the officials say it, the paper says that they do."""
    thing = child(finding.head, "dobj")
    outer = next((f for f in found if f.head is finding.head.head and f is not finding and f.content), None)
    if thing is None or outer is None or finding.head.tag != "VBG" or thing.i not in entity_heads:
        return
    finding.source, finding.content, finding.inside, finding.frame = phrase(thing), [*outer.content], outer, "witness"
