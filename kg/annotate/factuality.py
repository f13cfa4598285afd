"""Polarity, certainty and tense of every event, relation and attribution inside its innermost content, by grammar alone."""

from collections.abc import Sequence
from dataclasses import replace

from kg.annotate.judge import Judge
from kg.annotate.judgement import Judgement, weaker
from kg.annotate.parse import Parse, Token
from kg.annotate.stage import Draft, Stage
from kg.annotate.verb_forms import VERBAL
from kg.knowledge.signatures import Signatures
from kg.model.claim import Attribution, Certainty, Contents, Factuality, Polarity, Stance, Tense
from kg.model.event import EventMention
from kg.model.span import Span
from kg.model.time import bounds

_PREDICATES = frozenset({"attr", "acomp", "oprd", "ROOT"})
"""Labels of a noun that says something of its subject rather than describing it in passing."""


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
    tokens, attributions = draft.parse.tokens, draft.attributions
    judge = make_judge(draft.parse, attributions, signatures)
    later, contents = _later(draft), Contents(attributions)
    found = []
    for event in draft.events:
        if event.trigger_head >= 0:
            token = tokens[event.trigger_head]
            owner = contents.innermost(event.trigger)
            found.append(_factuality(event.id, _dated(event, held(judge, token, owner), later)))
            found.extend(
                replace(_factuality(event.id, held(judge, token, answer)), reply=answer.id) for answer in contents.replies(event.trigger)
            )
    found.extend(
        _factuality(relation.id, _of_relation(judge, tokens[relation.head], contents.innermost(relation.span)))
        for relation in draft.relations
        if relation.row is None and relation.head >= 0
    )
    starts = {token.begin: token for token in tokens} if attributions else {}
    for attribution in attributions:
        head = _content_head(attribution, starts, tokens)
        if head is not None:
            found.append(_factuality(attribution.id, held(judge, head, attribution)))
    return tuple(found)


def _of_relation(judge: Judge, token: Token, owner: Attribution | None) -> Judgement:
    """A description in passing ("the French president") is taken for granted; a predicate is judged as events are."""
    if token.pos in VERBAL:
        return held(judge, token, owner)
    if token.dep in _PREDICATES:
        return replace(held(judge, token, owner), tense=Tense.PRESENT)
    return replace(judge.alone(token), tense=Tense.PRESENT, stance=Stance.ASSERT)


def held(judge: Judge, token: Token, owner: Attribution | None) -> Judgement:
    """The factuality of a token as its source holds it.

    What a source that denies or fears takes for granted ("the man who fled") it asserts. Where the walk has not met the cue (a trailing
    "he said", another sentence) the cue's effect is added here.
    """
    found = judge.judge(token)
    if owner is None or owner.cue is None or (found.reached and not owner.reply):
        return found
    if found.presupposed and any(owner.cue.begin <= node.begin < owner.cue.end for node in token.ancestors):
        return replace(found, stance=found.stance or Stance.ASSERT)
    polarity = found.flipped("cue").polarity if owner.polarity is Polarity.NEGATIVE else found.polarity
    certainty = weaker(found.certainty, owner.certainty) if owner.certainty else found.certainty
    tense = owner.tense if owner.tense and found.tense is not Tense.PAST else found.tense
    return replace(found, polarity=polarity, certainty=certainty, tense=tense)


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

    imposed = {
        a.cue.begin: Judgement(a.polarity or Polarity.POSITIVE, a.certainty or Certainty.CERTAIN, a.tense)
        for a in attributions
        if a.cue is not None
    }
    return Judge(signatures, stop, {i: imposed[parse.tokens[i].begin] for i in contents})


def judge(parse: Parse, token: Token, signatures: Signatures, attributions: Sequence[Attribution] = ()) -> Judgement:
    """The factuality of one token of a parse."""
    return make_judge(parse, attributions, signatures).judge(token)


def _factuality(target: str, found: Judgement) -> Factuality:
    return Factuality(
        target=target,
        polarity=found.polarity,
        certainty=found.certainty,
        tense=found.tense or Tense.PAST,
        stance=found.stance,
        reasons=found.reasons,
    )


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
