"""The claim ledger of a document: who holds what to be so, in which words, with what polarity, certainty and tense.

What stands inside the content of an attribution is claimed by its source and not by the article as well; the innermost attribution counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.model.annotations import Annotations
from kg.model.claim import Attribution, Certainty, Claim, Contents, Factuality, Polarity, Stance, Tense, Voice
from kg.model.event import EventMention, Relation
from kg.model.span import Span

_PLAIN = frozenset({Stance.ASSERT, Stance.CONFIRM})


@dataclass(frozen=True, slots=True)
class _Value:
    """Stance and factuality of one item under its source."""

    stance: Stance
    polarity: Polarity | None
    certainty: Certainty | None
    tense: Tense | None
    reasons: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """What must be equal for two items to share a claim."""
        return (self.stance, self.polarity or "", self.certainty or "", self.tense or "")


def make(annotations: Annotations) -> Annotations:
    """The annotations with their claims, numbered in text order.

    A record read from an annotations file has no attributions; its claims are left as they are.
    """
    if annotations.claims and not annotations.attributions:
        return annotations
    judged = {(f.target, f.reply): f for f in annotations.factuality}
    drafts = [*_sourced(annotations, judged), *_voiced(annotations, judged)]
    ordered = sorted(drafts, key=lambda d: (d[0], d[1].about, d[1].id))
    ids: dict[str, str] = {}
    for number, (_, claim) in enumerate(ordered, 1):
        ids.setdefault(claim.id, f"c{number}")
    outer = {a.id: a.within for a in annotations.attributions}
    claims = tuple(
        replace(claim, id=f"c{number}", within=_reporting(claim.within, outer, ids)) for number, (_, claim) in enumerate(ordered, 1)
    )
    return replace(annotations, claims=claims)


def _reporting(attribution: str | None, outer: dict[str, str | None], ids: dict[str, str]) -> str | None:
    """The claim of the nearest attribution around that has one."""
    while attribution is not None and attribution not in ids:
        attribution = outer.get(attribution)
    return ids[attribution] if attribution is not None else None


Item = tuple[str, Span]
"""Id and place of an event or relation."""


def _items(annotations: Annotations) -> list[Item]:
    """Events and found relations in text order; background facts are not claimed."""
    found: list[EventMention | Relation] = [*annotations.events, *(r for r in annotations.relations if r.row is None)]
    places = [(x.id, x.trigger if isinstance(x, EventMention) else x.span) for x in found]
    return sorted(places, key=lambda item: (item[1], item[0]))


def _owners(annotations: Annotations) -> dict[str, Attribution]:
    """The innermost attribution whose content holds an item."""
    contents = Contents(annotations.attributions)
    found = ((item, contents.innermost(place)) for item, place in _items(annotations))
    return {item: owner for item, owner in found if owner is not None}


_Judged = dict[tuple[str, str | None], Factuality]
"""Factuality by id of the item and, under a reply, the reply's."""


def _sourced(annotations: Annotations, judged: _Judged) -> Iterator[tuple[int, Claim]]:
    """One claim for each attribution and each set of equal values in it.

    An inner one that plainly says something about nothing is part of the outer one's words; what it asks, fears or promises is its own.
    """
    owners, contents = _owners(annotations), Contents(annotations.attributions)
    held: dict[str, list[str]] = {}
    for item, place in _items(annotations):
        if item in owners:
            held.setdefault(owners[item].id, []).append(item)
        for answer in contents.replies(place):
            held.setdefault(answer.id, []).append(item)
    for attribution in annotations.attributions:
        groups: dict[tuple[str, ...], tuple[_Value, list[str]]] = {}
        for item in held.get(attribution.id, ()):
            value = _composed(attribution, judged.get((item, attribution.id)) or judged.get((item, None)))
            groups.setdefault(value.key, (value, []))[1].append(item)
        if not groups and attribution.within is not None and attribution.stance is not Stance.QUESTION:
            continue
        if not groups:
            value = _composed(attribution, judged.get((attribution.id, None)))
            groups[value.key] = (value, [])
        for value, items in groups.values():
            yield _place(attribution), _claim(attribution, value, tuple(items))


def _place(attribution: Attribution) -> int:
    return min(s.begin for s in (*attribution.content, *([attribution.cue] if attribution.cue else [])))


def _claim(attribution: Attribution, value: _Value, items: tuple[str, ...]) -> Claim:
    return Claim(
        id=attribution.id,
        about=items,
        voice=attribution.voice,
        content=attribution.content,
        stance=value.stance,
        polarity=value.polarity,
        certainty=value.certainty,
        tense=value.tense,
        source=attribution.source,
        source_span=attribution.source_span,
        cue=attribution.cue,
        said_at=attribution.said_at,
        within=attribution.within,
        reasons=value.reasons,
    )


def _composed(attribution: Attribution, judged: Factuality | None) -> _Value:
    """The value of an item under its source; who declines says neither yes nor no, who demands does not say how sure it is."""
    stance = judged.stance if judged is not None and judged.stance is not None else attribution.stance
    if stance is Stance.ASSERT and attribution.stance is Stance.CONFIRM:
        stance = attribution.stance
    reasons = (*_why(attribution), *(f"grammar: {word}" for word in judged.reasons)) if judged else tuple(_why(attribution))
    polarity = judged.polarity if judged else attribution.polarity or Polarity.POSITIVE
    certainty = judged.certainty if judged else attribution.certainty or Certainty.CERTAIN
    tense = judged.tense if judged else attribution.tense or Tense.PAST
    if stance is Stance.DECLINE:
        return _Value(stance, None, None, tense, reasons)
    return _Value(stance, polarity, None if stance is Stance.DEMAND else certainty, tense, reasons)


def _why(attribution: Attribution) -> Iterator[str]:
    """What the cue gave, in plain words."""
    yield f"cue: {attribution.stance.value}"
    for name, value in (("polarity", attribution.polarity), ("certainty", attribution.certainty), ("tense", attribution.tense)):
        if value is not None:
            yield f"cue gives {name} {value.value}"


def _voiced(annotations: Annotations, judged: _Judged) -> Iterator[tuple[int, Claim]]:
    """What the article says in its own voice, one claim an item."""
    owners = _owners(annotations)
    for item, place in _items(annotations):
        if item in owners:
            continue
        grammar = judged.get((item, None))
        yield (
            place.begin,
            Claim(
                id=item,
                about=(item,),
                voice=Voice.ARTICLE,
                content=(place,),
                stance=(grammar.stance if grammar else None) or Stance.ASSERT,
                polarity=grammar.polarity if grammar else Polarity.POSITIVE,
                certainty=grammar.certainty if grammar else Certainty.CERTAIN,
                tense=grammar.tense if grammar else Tense.PAST,
                reasons=tuple(f"grammar: {word}" for word in grammar.reasons) if grammar else (),
            ),
        )
