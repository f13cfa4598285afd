"""Who says, believes, fears or promises what: source, cue, content, stance, and when it was said."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from kg.annotate import quotations
from kg.annotate.attribution_earlier import Earlier
from kg.annotate.attribution_quotes import join, label, printed, trailing_label
from kg.annotate.attribution_replies import REPLY, tie
from kg.annotate.attribution_rules import find
from kg.annotate.attribution_source import Source, of_noun
from kg.annotate.attribution_stance import imposed
from kg.annotate.finding import Finding, trimmed
from kg.annotate.parse import Parse, Token
from kg.annotate.stage import Draft, Stage, by_head
from kg.knowledge.calendar import TimeWords
from kg.knowledge.cues import Cues
from kg.model.claim import Attribution, Contents, Stance, Voice
from kg.model.entity import AGENTS, Entity, EntityType
from kg.model.event import Relation
from kg.model.span import Span
from kg.model.time import TimeExpression, TimeKind, is_day

_BODIES = frozenset(
    {"spokespersonOf", "ministerOf", "headOf", "headOfStateOf", "headOfGovernmentOf", "officialOf", "memberOf", "advisorOf", "mayorOf"}
)
_STRAY = 10
"""Tokens between a cue and the clause that the tree gives it, when a date in between has drawn the clause's subject to itself."""
_SPEAKERS = frozenset({"you", "i", "we"})
_CUES_OF_TIME = frozenset(
    {"clause", "quote", "around", "speech", "object", "passive", "ing", "order", "to", "small", "for", "of", "on", "about"}
)


def stage(cues: Cues, words: TimeWords) -> Stage:
    """The stage; it also moves "today" inside a dated quotation to the day of saying."""
    return Stage(
        name="attribution",
        requires=frozenset({"parse", "entities", "times", "relations"}),
        assigns=frozenset({"attributions", "times"}),
        run=lambda draft: annotate(draft, cues, words),
    )


def annotate(draft: Draft, cues: Cues, words: TimeWords) -> Draft:
    """The draft with its attributions in text order."""
    parse = draft.parse
    owners = by_head(draft.entities)
    heads = frozenset(owners)
    found: list[Finding] = []
    for i, sentence in enumerate(parse.sentences):
        labelled = label(sentence, parse.sentences[i - 1] if i else None, parse)
        labelled = labelled or trailing_label(sentence)
        if labelled is not None:
            found.append(labelled)
        found.extend(find(sentence, cues, heads))
    marks = quotations.find(parse)
    found = printed(found, parse, cues.by_pos["verb"])
    found = sorted(_single(join(found, marks, parse)), key=lambda f: (f.cue, f.content))
    found = tie([f for f in found if not _own_words(f, found)], cues.by_pos["noun"], heads)
    times = _Times(draft.times, parse)
    earlier = Earlier(draft=draft, times=list(draft.times))
    said = earlier.said(found, [times.of(finding) for finding in found])
    made = [
        _attribution(i, finding, when, draft, owners, _speaker(finding.source, owners, cues))
        for i, (finding, when) in enumerate(zip(found, said, strict=True), 1)
    ]
    return replace(
        draft,
        attributions=tuple(_nested(_tied(made, found))),
        times=_moved(tuple(earlier.times), made, [parse.span(q.first, q.last) for q in marks], words),
    )


def _single(found: list[Finding]) -> list[Finding]:
    """One finding a cue; the inner verb of "declined to confirm", and a nominal cue whose clause is the object of a verb, are left out."""
    taken = {(f.content[0], f.frame) for f in found if f.frame in ("object", "speech")}
    contents = {content for content, _ in taken}
    inner = {f.cue[1] for f in found if f.frame == "speech"}
    found = [f for f in found if f.frame == "speech" or f.cue[0] not in inner]
    return [f for f in found if not (f.frame == "noun" and f.content and f.content[0] in contents)]


def _own_words(finding: Finding, found: Sequence[Finding]) -> bool:
    """Whether a cue only colours what somebody says anyway: "you know", or a speaker's own "I think" and "we want"."""
    source = finding.source
    if source is None or source.head.lower not in _SPEAKERS:
        return False
    if source.head.lower == "you":
        return True
    mild = finding.entry.stance is Stance.ASSERT and finding.entry.certainty is not None
    return mild and any(first <= finding.cue[0] <= last for f in found if f is not finding for first, last in f.content)


class _Times:
    """The time expressions of a document by the token they begin at."""

    def __init__(self, times: Sequence[TimeExpression], parse: Parse) -> None:
        starts = {t.span.begin: t for t in times if t.kind in (TimeKind.DATE, TimeKind.TIME)}
        self.at: dict[int, TimeExpression] = {}
        self.by_sentence: dict[int, list[Token]] = {}
        if starts:
            for token in parse.tokens:
                if token.begin in starts:
                    self.at[token.i] = starts[token.begin]
                    self.by_sentence.setdefault(token.sentence.i, []).append(token)
        self.tokens = parse.tokens

    def of(self, finding: Finding) -> str | None:
        """The id of the time of saying: a date of the cue's own clause."""
        if finding.frame not in _CUES_OF_TIME:
            return None
        self._behead(finding)
        for token in self.by_sentence.get(finding.head.sentence.i, ()):
            if any(first <= token.i <= last for first, last in finding.content):
                continue
            if self._hangs(token, finding):
                return self.at[token.i].id
        return None

    def _hangs(self, token: Token, finding: Finding) -> bool:
        """Whether the date hangs from the cue, without another verb between, or was cut off beside it."""
        if finding.cue[1] < token.i <= finding.cue[1] + 2:
            return True
        node = token
        for _ in range(5):
            if node is finding.head:
                return True
            if node is not token and node.pos in ("VERB", "AUX"):
                return False
            node = node.head
        return False

    def _behead(self, finding: Finding) -> None:
        """As in "said on Saturday planning was under way": the date is the cue's, and the content begins behind it."""
        if finding.frame != "clause" or not finding.content:
            return
        first, last = finding.content[0]
        behind = finding.cue[1] + 1
        if not behind <= first <= behind + _STRAY or finding.cue[1] + 2 >= len(self.tokens):
            return
        date = behind + 1 if self.tokens[behind].tag == "IN" and behind not in self.at else behind
        expression = self.at.get(date)
        if expression is None or date > last or self.tokens[date].sentence is not finding.head.sentence:
            return
        while date <= last and self.tokens[date].begin < expression.span.end:
            date += 1
        if last - date >= 1 and (rest := trimmed(finding.head, [(date, last)])):
            finding.content[0] = rest[0]


def _named_beside(office: Token, owners: dict[int, Entity]) -> Entity | None:
    """The person that an office's apposition names, wherever the tree hangs it: "the head of the bank, Karl Berg"."""
    words = [office, *(inner for of in office.children if of.dep == "prep" for inner in of.children)]
    beside = [owners[c.i] for word in words for c in word.children if c.dep == "appos" and c.i in owners]
    return next((entity for entity in beside if entity.type is EntityType.PERSON), None)


def _speaker(source: Source | None, owners: dict[int, Entity], cues: Cues) -> Entity | None:
    """Who speaks; where that is a statement or report, its author: "a statement by the ministry said"."""
    if source is None:
        return None
    if source.head.i in owners:
        return owners[source.head.i]
    if source.head.lemma not in cues.by_pos["noun"]:
        return _named_beside(source.head, owners)
    author = of_noun(source.head, frozenset(owners), ())
    entity = owners.get(author.head.i) if author else None
    return entity if entity is not None and entity.type in AGENTS else None


def _attribution(i: int, finding: Finding, said: str | None, draft: Draft, owners: dict[int, Entity], entity: Entity | None) -> Attribution:
    parse, source = draft.parse, finding.source
    relation = _spoken_for(entity, draft.relations) if entity else None
    stance, polarity, certainty, tense = imposed(finding, owners)
    return Attribution(
        id=f"a{i}",
        voice=finding.voice,
        content=tuple(parse.span(first, last) for first, last in sorted(finding.content)),
        stance=stance,
        source=entity.id if entity else None,
        source_span=parse.span(source.first, source.last) if source else None,
        cue=parse.span(*finding.cue),
        said_at=said,
        polarity=polarity,
        certainty=certainty,
        tense=tense,
        office=relation.office if relation else None,
        body=relation.object if relation else None,
    )


def _spoken_for(entity: Entity, relations: Sequence[Relation]) -> Relation | None:
    """The office that the source speaks in, the nearest to a spokesperson's first; background facts do not count."""
    own = [r for r in relations if r.subject == entity.id and r.predicate in _BODIES and not r.row]
    return min(own, key=lambda r: (r.predicate != "spokespersonOf", r.office is None, r.id), default=None)


def _tied(made: list[Attribution], found: Sequence[Finding]) -> list[Attribution]:
    """The attributions with the ids of those that they answer, and of those that cite them."""
    ids = {id(f): a.id for f, a in zip(found, made, strict=True)}
    return [
        replace(
            a,
            answers=ids.get(id(f.answers)) if f.answers else None,
            reply=f.frame == REPLY or f.answers is not None,
            within=ids.get(id(f.inside)) if f.inside else None,
        )
        for f, a in zip(found, made, strict=True)
    ]


def _nested(made: list[Attribution]) -> list[Attribution]:
    """Each attribution with the smallest other one whose content holds its cue.

    What the article would ask inside a source's words, the source asks.
    """
    by_id: dict[str, Attribution] = {}
    contents = Contents(made)
    for own in made:
        if own.within is not None:
            by_id[own.id] = own
            continue
        place = own.cue or own.content[0]
        around = [(length, a.id, a) for length, _, a in contents.holding(place) if a.id != own.id]
        outer = min(around, key=lambda x: x[:2])[2] if around else None
        if outer is not None and not any(s.holds(outer.cue or s) for s in own.content):
            voiced = own.voice is Voice.ARTICLE and outer.source_span is not None
            found = replace(own, within=outer.id)
            if own.said_at is None and own.source is not None and own.source == outer.source and not own.reply:
                found = replace(found, said_at=outer.said_at)
            if voiced:
                found = replace(found, voice=outer.voice, source=outer.source, source_span=outer.source_span)
            by_id[own.id] = found
        else:
            by_id[own.id] = own
    return [by_id[a.id] for a in made]


def _moved(
    times: tuple[TimeExpression, ...], made: Sequence[Attribution], marks: Sequence[Span], words: TimeWords
) -> tuple[TimeExpression, ...]:
    """Times with "today" and its like inside a quotation measured from the day of saying, unknown where that is unknown."""
    by_id = {t.id: t for t in times}
    found = []
    for t in times:
        offset = words.values.get(t.text.lower(), "") if words.symbols.get(t.text.lower()) == "D" else ""
        if offset and any(q.holds(t.span) for q in marks):
            outer = next((a for a in made if a.said_at and any(s.holds(t.span) for s in a.content)), None)
            day = by_id[outer.said_at].value if outer is not None and outer.said_at else None
            if is_day((day or "")[:10]) and "/" not in (day or ""):
                moved = datetime.date.fromisoformat((day or "")[:10]).toordinal() + int(offset.split()[0])
                t = replace(t, value=datetime.date.fromordinal(moved).isoformat())  # noqa: PLW2901  # the expression with its value moved
        found.append(t)
    return tuple(found)
