"""Titles that a text gives to a person, read off the words before a name and the nominal mentions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.knowledge.offices import Office, Offices
from kg.model.annotations import Annotations
from kg.model.entity import Entity, MentionKind
from kg.model.event import OfficeStatus

WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*\.?|-")
REACH = 60
"""Characters before a name in which a title is looked for."""


@dataclass(frozen=True, slots=True)
class SaidTitle:
    """An office in the words of the text, with its status (incumbent where no word says otherwise).

    `before_name` where the title stands right before the name, so that nothing in between says what it is the office of.
    """

    office: Office
    words: str
    status: OfficeStatus
    before_name: bool


def titles(entity: Entity, annotations: Annotations, offices: Offices) -> Iterator[SaidTitle]:
    """The titles of an entity in the order of its mentions: right before a name, or anywhere in a nominal mention."""
    text = annotations.document.text
    for mention in entity.mentions:
        if mention.kind is MentionKind.PRONOUN:
            continue
        begin, end = mention.span.begin, mention.span.end
        nominal = mention.kind is MentionKind.NOMINAL
        words = WORD.findall(text[begin:end] if nominal else text[max(0, begin - REACH) : begin])
        for match in offices.find_all(words):
            suffix = offices.suffix(words, match.end) if match.end < len(words) else None
            if not match.plural and (nominal or (suffix.end if suffix else match.end) == len(words)):
                status = suffix.modifier.status if suffix else None
                ahead = (offices.modifier(words, at) for at in range(max(0, match.begin - 3), match.begin))
                status = status or next((m.modifier.status for m in ahead if m is not None and m.modifier.status), None)
                yield SaidTitle(match.office, " ".join(words[match.begin : match.end]), status or OfficeStatus.INCUMBENT, not nominal)
