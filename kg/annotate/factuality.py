"""Polarity, certainty and tense of every event, relation and attribution inside its innermost content, by grammar alone."""

from collections.abc import Sequence
from dataclasses import replace

from kg.annotate.judge import Judge, Judgement
from kg.annotate.parse import Parse, Token
from kg.annotate.stage import Draft, Stage
from kg.knowledge.signatures import Signatures
from kg.model.claim import Attribution, Factuality, Tense
from kg.model.event import EventMention
from kg.model.span import Span
from kg.model.time import bounds


def stage(signatures: Signatures) -> Stage:
    """The stage."""
    return Stage(
        name="factuality",
        requires=frozenset({"parse", "attributions", "events", "relations"}),
        assigns=frozenset({"factuality"}),
        run=lambda draft: replace(draft, factuality=find(draft, signatures)),
    )


def find(draft: Draft, signatures: Signatures) -> tuple[Factuality, ...]:
    """The factuality of events, relations (background facts left out) and attributions, the last by the head of their content."""
    tokens = draft.parse.tokens
    judge = make_judge(draft.parse, draft.attributions, signatures)
    later = _later(draft)
    found = [_factuality(event.id, _dated(event, judge.judge(tokens[event.trigger_head]), later)) for event in draft.events if event.trigger_head >= 0]
    for relation in draft.relations:
        if relation.row is None and relation.head >= 0:
            found.append(_factuality(relation.id, _of_relation(judge, tokens[relation.head])))
    starts = {token.begin: token for token in tokens} if draft.attributions else {}
    for attribution in draft.attributions:
        head = _content_head(attribution, starts, tokens)
        if head is not None:
            found.append(_factuality(attribution.id, judge.judge(head)))
    return tuple(found)


def _later(draft: Draft) -> frozenset[str]:
    """Ids of the times that begin after the day of publication."""
    published = (draft.document.published or "")[:10]
    starts = ((t.id, bounds(t.value)[0]) for t in draft.times)
    return frozenset(i for i, start in starts if published and start is not None and start[:10] > published)


def _dated(event: EventMention, found: Judgement, later: frozenset[str]) -> Judgement:
    """What is dated after publication has not happened, whatever the tense of its clause."""
    if any(a.time in later for a in event.arguments if a.time) and found.tense is not Tense.FUTURE:
        return replace(found, tense=Tense.FUTURE, reasons=(*found.reasons, "dated after publication"))
    return found


def make_judge(parse: Parse, attributions: Sequence[Attribution], signatures: Signatures) -> Judge:
    """A judge that stops at the cues of the attributions."""
    cues = {a.cue.begin: a.content for a in attributions if a.cue is not None}
    contents: dict[int, tuple[Span, ...]] = {t.i: cues[t.begin] for t in parse.tokens if t.begin in cues} if cues else {}

    def stop(below: Token, above: Token) -> bool:
        return above.i in contents and any(s.begin <= below.begin < s.end for s in contents[above.i])

    tenses = {a.cue.begin: a.tense for a in attributions if a.cue is not None and a.tense is not None}
    return Judge(signatures, stop, {i: tenses[parse.tokens[i].begin] for i in contents if parse.tokens[i].begin in tenses})


def judge(parse: Parse, token: Token, signatures: Signatures, attributions: Sequence[Attribution] = ()) -> Judgement:
    """The factuality of one token of a parse."""
    return make_judge(parse, attributions, signatures).judge(token)


def _factuality(target: str, found: Judgement) -> Factuality:
    return Factuality(
        target=target, polarity=found.polarity, certainty=found.certainty, tense=found.tense or Tense.PAST, stance=found.stance, reasons=found.reasons
    )


def _of_relation(judge: Judge, token: Token) -> Judgement:
    """A relation holds at the time of writing unless its own words say otherwise: the clause's tense is not its own."""
    found = judge.judge(token)
    return replace(found, tense=Tense.PRESENT) if token.pos not in ("VERB", "AUX") else found


def _content_head(attribution: Attribution, starts: dict[int, Token], tokens: Sequence[Token]) -> Token | None:
    """The highest token of the content's first span that is a verb, else the highest of all."""
    span = attribution.content[0]
    first = starts.get(span.begin)
    if first is None:
        return None
    best = first
    for token in tokens[first.i :]:
        if token.begin >= span.end or token.sentence is not first.sentence:
            break
        if not span.begin <= token.head.begin < span.end or token.head is token:
            if token.pos in ("VERB", "AUX") or best is first:
                best = token
            if token.pos in ("VERB", "AUX"):
                break
    return best


