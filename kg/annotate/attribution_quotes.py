"""Joining quotations to the cues around them: trailing and interrupted cues, quotations over sentences and paragraphs, speaker labels."""

from collections.abc import Mapping, Sequence

from kg.annotate import statements
from kg.annotate.attribution_replies import REPLY
from kg.annotate.attribution_source import Source, phrase
from kg.annotate.finding import Finding, Range, trimmed
from kg.annotate.parse import Parse, Sentence, Token
from kg.annotate.quotations import MARKS, Quotation
from kg.knowledge.cues import Cue
from kg.model.claim import Stance, Voice
from kg.model.document import BlockKind

_SHORT = 4
"""Tokens, marks included: a shorter quotation is a word in inverted commas, not somebody's speech."""
_NEAR = 14
"""Tokens between a mark and the cue that goes with it."""
_HEADLINE_LABEL = 3
"""Tokens of the longest label that is no name ("Minister: we will stay")."""
_LABEL = 6
"""Tokens of the longest speaker label, the colon included."""

_DASHES = frozenset({":", "-", "--", "\u2014", "\u2013"})
_TURNS = frozenset({"Q", "A"})
"""Labels of question and answer in an interview; they name nobody."""
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP"})

SPEAKER = Cue(lemma=":", pos="label", frames=frozenset({"quote"}), stance=Stance.ASSERT)
"""The cue of "Minister: we will stay"."""


def join(found: list[Finding], quotations: Sequence[Quotation], parse: Parse) -> list[Finding]:
    """The findings with the quotations they introduce; cues that wait for a quotation and find none are dropped."""
    by_sentence: dict[int, list[Finding]] = {}
    for finding in found:
        by_sentence.setdefault(finding.head.sentence.i, []).append(finding)
    phrases = [(f.source.first, f.source.last) for f in found if f.source is not None and f.content]
    for finding in found:
        if finding.frame == "quote" and not finding.content and not any(first <= finding.cue[0] <= last for first, last in phrases):
            finding.content = _waiting(finding, quotations, parse)
    for finding in found:
        finding.content = _apart(finding, _grown(finding, quotations, parse))
    found = [f for f in found if f.content or f.frame == REPLY]
    covered = [r for f in found for r in f.content]
    for quotation in quotations:
        if quotation.last - quotation.first + 1 >= _SHORT and not any(_covers(r, quotation) for r in covered):
            owner = _owner(quotation, by_sentence, parse)
            if owner is not None and owner.content:
                owner.content.append((quotation.first, quotation.last))
                by_sentence.setdefault(parse.tokens[quotation.last].sentence.i, []).append(owner)
                covered.append((quotation.first, quotation.last))
    return found


def _covers(content: Range, quotation: Quotation) -> bool:
    """Whether the content holds at least half of the quotation."""
    shared = min(content[1], quotation.last) - max(content[0], quotation.first) + 1
    return 2 * shared >= quotation.last - quotation.first + 1


def _waiting(finding: Finding, quotations: Sequence[Quotation], parse: Parse) -> list[Range]:
    """The content of a cue that governs no clause: the quotation beside it, what follows its colon, or what stands before its comma."""
    cue, sentence = finding.cue, finding.head.sentence
    first, last = sentence.tokens[0].i, sentence.tokens[-1].i
    begin = min(cue[0], finding.source.first if finding.source and finding.source.head.sentence is sentence else cue[0])
    end = max(cue[1], finding.source.last if finding.source and finding.source.head.sentence is sentence else cue[1])
    best: tuple[int, Quotation] | None = None
    for q in quotations:
        if q.last - q.first < 2 or (q.last < first or q.first > last + 1) or q.holds(cue[0]):
            continue
        gap = begin - q.last if q.last < begin else q.first - end
        if 0 < gap <= _NEAR and (best is None or gap < best[0]):
            best = (gap, q)
    if best is not None:
        return [(best[1].first, best[1].last)]
    tokens = parse.tokens
    if end + 1 <= last and tokens[end + 1].text == ":" and last - end > _SHORT:
        return [(end + 2, last)]
    if finding.head is sentence.root and begin - first > 3 and tokens[begin - 1].text in (",", "?", "!") and _trailed(finding, begin):
        return trimmed(finding.head, [(first, begin - 1)])
    return []


def _apart(finding: Finding, content: list[Range]) -> list[Range]:
    """The content without the cue and its source where a range has swallowed them; adverbs and adjectives stand inside what they colour."""
    if finding.frame in ("adverb", "amod"):
        return content
    first, last = finding.cue
    if finding.source is not None and abs(finding.source.head.i - first) <= _NEAR and finding.source.head.sentence is finding.head.sentence:
        first, last = min(first, finding.source.first), max(last, finding.source.last)
    parts: list[Range] = []
    for begin, end in content:
        if begin <= finding.cue[0] <= end:
            parts.extend(part for part in ((begin, first - 1), (last + 1, end)) if part[0] <= part[1])
        else:
            parts.append((begin, end))
    return parts if parts == content else trimmed(finding.head, parts)


def _trailed(finding: Finding, begin: int) -> bool:
    """Whether what stands before a cue is a statement rather than a circumstance ("If it rains, he will reply")."""
    return any(c.i < begin and c.dep in ("ccomp", "parataxis", "dep", "conj") for c in finding.head.children)


def _grown(finding: Finding, quotations: Sequence[Quotation], parse: Parse) -> list[Range]:
    """The content with every quotation that it begins or ends in, or borders on in one sentence; the cue's own words stay outside."""
    content = []
    for first, last in finding.content:
        for q in quotations:
            if q.last < first - 1 or q.first > last + 1 or q.holds(finding.cue[0]):
                continue
            if q.last == first - 1 and parse.tokens[q.last].sentence is not parse.tokens[first].sentence:
                continue  # "…" he said. "A good day." The talks failed, she said.
            if (q.last >= first - 1 and q.first <= first and q.last <= finding.cue[0]) or (
                q.first > finding.cue[1] and q.first <= last + 1
            ):
                first, last = min(first, q.first), max(last, q.last)  # noqa: PLW2901  # the range grows with each quotation
        content.append((first, last))
    return content


def _owner(quotation: Quotation, by_sentence: dict[int, list[Finding]], parse: Parse) -> Finding | None:
    """The attribution that a quotation without a cue of its own carries on."""
    sentence = parse.tokens[quotation.first].sentence
    here = [f for f in by_sentence.get(sentence.i, ()) if "quote" in f.entry.frames and f.cue[1] < quotation.first]
    if here and quotation.first - here[-1].cue[1] <= _NEAR:
        return here[-1]
    if quotation.first - sentence.tokens[0].i > 1 or sentence.i == 0:
        return None
    before = [
        f
        for f in by_sentence.get(sentence.i - 1, ())
        if f.content and "quote" in f.entry.frames and f.frame not in ("noun", "to", "order", "adverb", "passive")
    ]
    paragraphs = sentence.paragraph - parse.sentences[sentence.i - 1].paragraph
    return before[-1] if before and paragraphs <= 1 else None


def label(sentence: Sentence, previous: Sentence | None, parse: Parse) -> Finding | None:
    """A speaker's name before a colon, in a headline or at the head of a paragraph of a transcript; the paragraph is what is said."""
    tokens = sentence.tokens[1:] if sentence.tokens[0].text in MARKS else sentence.tokens
    colon = next((k for k, t in enumerate(tokens[:_LABEL]) if t.text == ":"), 0)
    if not colon or (previous is not None and previous.paragraph == sentence.paragraph) or not _names(tokens[:colon], sentence):
        return None
    begin, last = tokens[colon].i, _end_of_paragraph(sentence, parse)
    if last - begin < _SHORT and tokens[0].text not in _TURNS:
        return None
    if begin - tokens[0].i == 1 and tokens[0].text in _TURNS:
        return Finding(
            cue=(tokens[0].i, begin), head=tokens[colon], entry=SPEAKER, frame="label", content=[(begin + 1, last)], voice=Voice.UNKNOWN
        )
    head = next((t for t in reversed(tokens[:colon]) if t.pos in ("PROPN", "NOUN")), tokens[colon - 1])
    source = Source(tokens[0].i, begin - 1, head)
    return Finding(cue=(begin, begin), head=tokens[colon], entry=SPEAKER, frame="label", content=[(begin + 1, last)], source=source)


def printed(found: list[Finding], parse: Parse, verbs: Mapping[str, Cue]) -> list[Finding]:
    """The findings with the statements that are printed without quotation marks behind a colon."""
    made = []
    for statement in statements.find(parse):
        verb = statement.verb
        entry = verbs.get(verb.lemma)
        entry = entry if entry is not None and "quote" in entry.frames else SPEAKER
        made.append(
            Finding(
                cue=(verb.i, verb.i), head=verb, entry=entry, frame="quote", content=[(statement.first, statement.last)],
                source=phrase(statement.speaker),
            )
        )  # fmt: skip
    cues = {finding.cue for finding in made}
    return [*(f for f in found if f.cue not in cues), *made]


def trailing_label(sentence: Sentence) -> Finding | None:
    """A speaker behind a colon or dash at the end of a headline ("Bridge hit by shells: army")."""
    tokens = sentence.tokens
    if not (sentence.kind is BlockKind.HEADLINE or sentence.i == 0) or tokens[-1].pos == "PUNCT":
        return None
    mark = next((k for k in range(len(tokens) - 2, max(len(tokens) - _LABEL, _SHORT) - 1, -1) if _parts(tokens, k)), 0)
    name = tokens[mark + 1 :]
    if not mark or any(t.pos not in _NAMING for t in name) or name[-1].pos not in ("NOUN", "PROPN"):
        return None
    if not any(t.pos in ("VERB", "AUX") for t in tokens[:mark]):
        return None
    source = Source(name[0].i, name[-1].i, name[-1])
    return Finding(
        cue=(tokens[mark].i,) * 2,
        head=tokens[mark],
        entry=SPEAKER,
        frame="label",
        content=[(tokens[0].i, tokens[mark].i - 1)],
        source=source,
    )


def _parts(tokens: Sequence[Token], k: int) -> bool:
    """Whether a token is a colon or dash between two parts of a headline; a hyphen inside a word ("run-off") is none."""
    return (
        tokens[k].text in _DASHES and (tokens[k].text == ":" or tokens[k].begin > tokens[k - 1].end) and tokens[k + 1].begin > tokens[k].end
    )


def _names(name: Sequence[Token], sentence: Sentence) -> bool:
    """Whether the words before a colon name a speaker: capitals in a transcript, a name or an office in a headline."""
    if any(t.text in MARKS or t.text in "()" or t.pos in ("VERB", "AUX") for t in name):
        return False
    headline = sentence.kind is BlockKind.HEADLINE or sentence.i == 0
    if len(name) == 1 and name[0].text in _TURNS:
        return True
    capitals = all((t.text.isupper() and len(t.text) > 1) or t.pos == "PUNCT" for t in name)
    named = all(t.pos in ("PROPN", "PUNCT") for t in name)
    return capitals or (headline and (named or (name[-1].pos in ("NOUN", "PROPN") and len(name) <= _HEADLINE_LABEL)))


def _end_of_paragraph(sentence: Sentence, parse: Parse) -> int:
    last = sentence.tokens[-1].i
    for following in parse.sentences[sentence.i + 1 :]:
        if following.paragraph != sentence.paragraph:
            break
        last = following.tokens[-1].i
    return last
