"""Titles that a text gives to a person, read off the words before a name and the nominal mentions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.knowledge.offices import ModifierMatch, Office, Offices, TitleMatch
from kg.model.annotations import Annotations
from kg.model.entity import Entity, Mention, MentionKind
from kg.model.event import OfficeStatus
from kg.model.span import Span

WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*\.?|-")
REACH = 60
"""Characters before a name in which a title is looked for."""


@dataclass(frozen=True, slots=True)
class SaidTitle:
    """An office in the words of the text, with its status (incumbent where no word says otherwise).

    `mention` is the mention that holds the title or follows it, `span` the title with a name behind it. `before_name` where the title
    stands right before the name, so that nothing in between says what it is the office of.
    """

    office: Office
    words: str
    status: OfficeStatus
    mention: Mention
    span: Span
    before_name: bool


def titles(entity: Entity, annotations: Annotations, offices: Offices) -> Iterator[SaidTitle]:
    """The titles of an entity in the order of its mentions: right before a name, or anywhere in a nominal mention."""
    for mention in entity.mentions:
        if mention.kind is MentionKind.PRONOUN:
            continue
        nominal = mention.kind is MentionKind.NOMINAL
        begin, end = mention.span.begin, mention.span.end
        found = list(WORD.finditer(annotations.document.text, begin if nominal else max(0, begin - REACH), end if nominal else begin))
        words = [m.group() for m in found]
        for match in offices.find_all(words):
            suffix = offices.suffix(words, match.end) if match.end < len(words) else None
            if not match.plural and (nominal or (suffix.end if suffix else match.end) == len(words)):
                yield SaidTitle(
                    office=match.office,
                    words=" ".join(words[match.begin : match.end]),
                    status=_status(offices, words, match, suffix),
                    mention=mention,
                    span=mention.span if nominal else Span(found[match.begin].start(), end),
                    before_name=not nominal,
                )


def _status(offices: Offices, words: Sequence[str], match: TitleMatch, suffix: ModifierMatch | None) -> OfficeStatus:
    """What the words around a title say of it: first those behind it, then the three before it."""
    if suffix is not None and suffix.modifier.status is not None:
        return suffix.modifier.status
    ahead = (offices.modifier(words, at) for at in range(max(0, match.begin - 3), match.begin))
    return next((m.modifier.status for m in ahead if m is not None and m.modifier.status), OfficeStatus.INCUMBENT)
