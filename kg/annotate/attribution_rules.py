"""Cues and their contents, read off the tree of one sentence."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.annotate.attribution_source import Source, agent, of_noun, of_verb
from kg.annotate.parse import Sentence, Token
from kg.annotate.tree import child, edges, is_negated
from kg.knowledge.cues import Cue, Cues
from kg.model.claim import Stance, Voice

Range = tuple[int, int]
"""First and last token index, both included."""

_PREPOSITIONS = ("for", "about", "of", "on", "in", "over", "against")
_STOPS = frozenset({",", ".", ";", ":", "-", "--", "\u2014", "\u2013"})
_CIRCUMSTANCES = frozenset({"after", "before", "since", "following", "amid", "during"})
_WH = frozenset({"whether", "if", "how", "when", "where", "why", "what", "who", "which"})


@dataclass(slots=True, kw_only=True)
class Finding:
    """An attribution in the making: ranges of tokens; `frame` names how the content was found."""

    cue: Range
    head: Token
    entry: Cue
    frame: str
    content: list[Range] = field(default_factory=list)
    source: Source | None = None
    voice: Voice = Voice.SOURCE
    negated: bool = False
    stance: Stance | None = None


def find(sentence: Sentence, cues: Cues, entity_heads: frozenset[int]) -> Iterator[Finding]:
    """The attributions that the grammar of a sentence shows; quotations may still enlarge them."""
    verbs, nouns, adjectives, adverbs = (cues.by_pos[p] for p in ("verb", "noun", "adj", "adv"))
    for token in sentence.tokens:
        pos, found = token.pos, None
        if pos in ("ADJ", "VERB"):
            found = _impersonal(token, cues.by_pos["impersonal"])
        if found is not None:
            pass
        elif token.dep == "amod":
            entry = adjectives.get(token.lower)
            found = _adjective(token, entry) if entry else None
        elif pos in ("VERB", "AUX"):
            found = _verb(token, verbs, cues, entity_heads)
        elif pos == "NOUN":
            entry = nouns.get(token.lemma)
            found = _noun(token, entry, entity_heads, verbs) if entry else None
        elif pos == "ADJ":
            entry = adjectives.get(token.lower)
            found = _adjective(token, entry) if entry else None
        elif pos == "ADV" and token.lower in adverbs:
            found = _adverb(token, adverbs[token.lower])
        if found is None and token.lower == "according":
            found = _according(token, cues.by_pos["prep"].get("according"))
        if found is not None:
            yield found


# --- verbs ---


def entry_of(verb: Token, verbs: dict[str, Cue]) -> tuple[Cue, int] | None:
    """The row of a verb and the index of its last word: "point out" before "point"."""
    for particle in verb.children:
        if particle.i > verb.i and particle.dep in ("prt", "acomp", "oprd", "prep", "advmod", "ccomp"):
            entry = verbs.get(f"{verb.lemma} {particle.lower}")
            if entry is not None:
                return entry, particle.i
    entry = verbs.get(verb.lemma)
    return (entry, verb.i) if entry is not None else None


def _verb(verb: Token, verbs: dict[str, Cue], cues: Cues, entity_heads: frozenset[int]) -> Finding | None:
    known = entry_of(verb, verbs)
    if known is None or (verb.dep in ("amod", "compound") or verb.tag == "VBN" and verb.dep == "acl" and not agent(verb)):
        return None
    entry, last = known
    if child(verb, "nsubjpass") is not None or (verb.tag == "VBN" and verb.dep == "acl"):
        return _passive(verb, entry)
    found = _content(verb, entry, cues)
    if found is None:
        return None
    content, frame = found
    source = of_verb(verb)
    if frame == "speech":
        to = _infinitive(verb)
        last = to.i if to is not None else last
    finding = Finding(
        cue=(verb.i, max(last, verb.i)), head=verb, entry=entry, frame=frame, content=content, source=source, negated=is_negated(verb)
    )
    if source is None:
        finding.voice = Voice.UNKNOWN
    elif any(a <= source.head.i <= b for a, b in content):
        return None
    return finding


def _content(verb: Token, entry: Cue, cues: Cues) -> tuple[list[Range], str] | None:
    """The content by the first frame of the cue that the tree bears out, and the frame's name."""
    frames = entry.frames
    if "speech" in frames:
        return _speech(verb, cues)
    if "clause" in frames and (clause := _clause(verb)) is not None:
        return _without_tail(cut(clause, verb), clause), "clause"
    if "order" in frames and (order := _order(verb)) is not None:
        return [order], "order"
    if "to" in frames and (to := _infinitive(verb)) is not None:
        return [edges(to)], "to"
    if "ing" in frames and (ing := next((c for c in verb.children if c.dep in ("xcomp", "ccomp") and (c.tag == "VBG" or any(a.lower == "having" for a in c.children))), None)):
        return [edges(ing)], "ing"
    if "quote" in frames and (around := _around(verb)) is not None:
        return around, "around"
    if frames & {"small", "as"} and (small := _small(verb, frames)) is not None:
        return [small], "small"
    for name in _PREPOSITIONS:
        if name in frames and (behind := _behind(verb, name) or _behind(child(verb, "dobj") or verb, name)) is not None:
            return [_without_circumstance(verb, behind)], name
    if "tonp" in frames and (behind := _behind(verb, "to")) is not None:
        return [behind], "tonp"
    thing = child(verb, "dobj") if "object" in frames else None
    if thing is not None and thing.i > verb.i and thing.pos != "PRON":
        return [_object(thing, cues)], "object"
    return ([], "quote") if "quote" in frames else None


def _clause(verb: Token) -> Token | None:
    """The finite clause that a verb governs."""
    for c in verb.children:
        if c.dep == "ccomp" and not (c.tag == "VB" and _has_to(c)) and (c.tag != "VBG" or child(c, "aux", "nsubj")):
            return c
    for c in verb.children:
        if c.dep in ("xcomp", "advcl", "parataxis") and child(c, "nsubj", "nsubjpass", "expl") and c.tag != "VBG":
            mark = child(c, "mark")
            if c.dep != "advcl" or (mark is not None and mark.lower in ("that", "whether")):
                return c
    return None


def _without_tail(ranges: list[Range], clause: Token) -> list[Range]:
    """A clause without a participle that trails behind a comma (", raising fears that"): that is the reporter's, not the source's."""
    tokens, start = clause.sentence.tokens, clause.sentence.tokens[0].i
    for c in clause.children:
        if c.dep == "advcl" and c.tag == "VBG" and c.i > clause.i and not child(c, "nsubj", "mark"):
            first, last = edges(c)
            if tokens[first - start - 1].text == "," and ranges and ranges[-1][1] <= last and ranges[-1][0] < first - 1:
                return [*ranges[:-1], (ranges[-1][0], first - 2)]
    return ranges


def _without_circumstance(head: Token, content: Range) -> Range:
    """A noun phrase without "after the vote" and the like at its end, which the tree hangs into it but which belongs to the cue's clause."""
    tokens, start = head.sentence.tokens, head.sentence.tokens[0].i
    first, last = content
    for i in range(last, first, -1):
        token = tokens[i - start]
        if token.dep == "prep" and token.lower in _CIRCUMSTANCES and edges(token)[1] == last:
            return first, i - 1
    return content


def _has_to(verb: Token) -> bool:
    return any(c.dep == "aux" and c.lower == "to" for c in verb.children)


def _infinitive(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep in ("xcomp", "ccomp", "advcl") and c.i > verb.i and _has_to(c) and c.dep != "advcl"), None)


def _order(verb: Token) -> Range | None:
    """ "urged them to leave": from the one who is asked to the end of the infinitive."""
    to = next((c for c in verb.children if c.dep in ("xcomp", "ccomp", "advcl") and c.i > verb.i and _has_to(c)), None)
    if to is None:
        return None
    asked = child(verb, "dobj", "dative")
    own = child(to, "nsubj")
    if asked is None and own is None:
        on = next((c for c in verb.children if c.dep == "prep" and c.lower in ("on", "upon", "for", "to") and verb.i < c.i < to.i), None)
        asked = child(on, "pobj") if on is not None else None
    if asked is None and own is None:
        return None
    first, last = edges(to)
    return min(first, edges(asked)[0] if asked is not None else first), last


def _small(verb: Token, frames: frozenset[str]) -> Range | None:
    """ "called the raid a blunder", "described the raid as a blunder"."""
    thing = child(verb, "dobj")
    rest = child(verb, "oprd") if "small" in frames else None
    if rest is None and "as" in frames:
        rest = next((c for c in verb.children if c.dep == "prep" and c.lower == "as"), None)
    if rest is None and "small" in frames:
        rest = next((c for c in verb.children if c.dep in ("ccomp", "xcomp") and c.i > verb.i and not _has_to(c)), None)
    if rest is None:
        return None
    first, last = edges(rest)
    return (min(first, edges(thing)[0]), last) if thing is not None and verb.i < thing.i else (first, last)


def _behind(head: Token, preposition: str) -> Range | None:
    """What follows a preposition of the cue."""
    for c in head.children:
        if c.dep == "prep" and c.lower == preposition and c.i > head.i:
            inside = child(c, "pobj", "pcomp")
            return edges(inside) if inside is not None else None
    return None


def _object(thing: Token, cues: Cues) -> Range:
    """The object; of "claims that …" only the clause, for that is what is denied or repeated."""
    entry = cues.by_pos["noun"].get(thing.lemma)
    if entry is not None and (inner := noun_content(thing, entry, cues.by_pos["verb"])):
        return inner
    return edges(thing)


def _speech(verb: Token, cues: Cues) -> tuple[list[Range], str] | None:
    """ "declined to confirm the raid": the raid; "declined to comment": the infinitive itself."""
    to = _infinitive(verb)
    if to is None:
        return None
    entry = cues.by_pos["verb"].get(to.lemma)
    if entry is None or entry.stance not in (Stance.ASSERT, Stance.CONFIRM, Stance.DENY, Stance.QUESTION) or not entry.frames & {"clause", "quote"}:
        return None
    inner = _content(to, entry, cues)
    return (inner[0], "speech") if inner and inner[0] else ([edges(to)], "speech")


def _around(verb: Token) -> list[Range] | None:
    """A cue that stands in the middle or at the end of its content: the tree has the content as its head."""
    head = verb.head
    if verb.dep not in ("parataxis", "ccomp", "dep", "conj", "advcl") or head is verb or head.pos not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    if verb.dep != "parataxis" and not _set_off(verb):
        return None
    return cut(head, verb, whole=True)


def _set_off(verb: Token) -> bool:
    """Whether the cue and its subject stand between commas or at the end, as "he said" does."""
    first, last = edges(verb)
    tokens, start = verb.sentence.tokens, verb.sentence.tokens[0].i
    before = tokens[first - start - 1].text if first > start else ""
    behind = tokens[last - start + 1].text if last - start + 1 < len(tokens) else "."
    return last - first <= 12 and before in (",", '"', "''", "?", "!") and behind in (",", ".", '"', "''", ";") and child(verb, "nsubj") is not None


def cut(content: Token, verb: Token, *, whole: bool = False) -> list[Range]:
    """The range of a clause without the words of the cue where these stand inside it."""
    first, last = edges(content)
    if not first <= verb.i <= last:
        return trimmed(content, [(first, last)])
    inside = {content.i} if not whole else set()
    own = [t.i for t in _own(verb, inside)]
    return trimmed(content, [(first, min(own) - 1), (max(own) + 1, last)])


def _own(verb: Token, skip: set[int]) -> Iterator[Token]:
    """The words of a cue's own clause."""
    yield verb
    for c in verb.children:
        if c.i not in skip:
            yield from _own(c, skip)


def trimmed(near: Token, ranges: list[Range]) -> list[Range]:
    """Ranges without commas and stops at their ends, as far as these stand in the sentence of the token; empty ones left out."""
    stops = {t.i for t in near.sentence.tokens if t.text in _STOPS}
    found = []
    for first, last in ranges:
        while first <= last and first in stops:
            first += 1  # noqa: PLW2901  # the range shrinks
        while last >= first and last in stops:
            last -= 1  # noqa: PLW2901
        if first <= last:
            found.append((first, last))
    return found


def _passive(verb: Token, entry: Cue) -> Finding | None:
    """ "is believed to have fled", "it is feared that", "was confirmed by the bank"; told and asked have their hearer as subject."""
    by, subject = agent(verb), child(verb, "nsubjpass")
    if entry.lemma in ("tell", "inform", "notify", "ask", "order", "advise", "remind", "brief") and by is None:
        return None
    content: list[Range] = []
    to, clause = _infinitive(verb), _clause(verb)
    if to is not None and entry.frames & {"clause", "to", "order"}:
        content = ([edges(subject)] if subject is not None else []) + [edges(to)]
    elif clause is not None and "clause" in entry.frames:
        content = trimmed(clause, [edges(clause)])
    elif subject is not None and by is not None and entry.frames & {"object", "order"}:
        content = [edges(subject)]
    elif subject is not None and (behind := next((b for p in ("of", "as") if p in entry.frames and (b := _behind(verb, p))), None)):
        content = [edges(subject), behind]
    if not content:
        return None
    return Finding(
        cue=(verb.i, verb.i), head=verb, entry=entry, frame="passive", content=content, source=by,
        voice=Voice.SOURCE if by else Voice.UNKNOWN, negated=is_negated(verb),
    )  # fmt: skip


# --- nouns, adjectives, adverbs, impersonal ---


def noun_content(noun: Token, entry: Cue, verbs: dict[str, Cue]) -> Range | None:
    """The clause, infinitive or phrase that says what was claimed, feared or promised; a clause may hang from the noun's verb ("fears grow that")."""
    shared = noun.dep == "dobj" or (noun.dep in ("nsubj", "nsubjpass") and noun.head.lemma not in verbs)
    if "clause" in entry.frames or "to" in entry.frames:
        for c in (*noun.children, *(noun.head.children if shared else ())):
            if c.i > noun.i and c.dep in ("acl", "relcl", "ccomp", "xcomp", "advcl") and _introduced(c, entry, own=c.head is noun):
                return edges(c)
    for name in _PREPOSITIONS:
        if name in entry.frames and (behind := _behind(noun, name) or (_behind(noun.head, name) if noun.dep in ("nsubj", "dobj") else None)):
            return _without_circumstance(noun, behind)
    return None


def _introduced(clause: Token, entry: Cue, *, own: bool) -> bool:
    """Whether a clause says the content ("that", "whether", "to"), rather than which one is meant ("the claim that he made")."""
    mark = child(clause, "mark")
    if mark is not None and mark.lower in ("that", "whether", "if"):
        return "clause" in entry.frames and child(clause, "nsubj", "nsubjpass", "expl") is not None and (own or mark.lower == "that")
    return own and "to" in entry.frames and clause.dep in ("acl", "xcomp", "relcl") and _has_to(clause)


def _noun(noun: Token, entry: Cue, entity_heads: frozenset[int], verbs: dict[str, Cue]) -> Finding | None:
    content = noun_content(noun, entry, verbs)
    if content is None or noun.dep == "compound" or (noun.lemma == "order" and noun.head.lower == "in"):
        return None
    source = of_noun(noun, entity_heads)
    if source is not None and any(content[0] <= i <= content[1] for i in (source.head.i, source.first)):
        source = None
    return Finding(
        cue=(noun.i, noun.i), head=noun, entry=entry, frame="noun", content=[content], source=source,
        voice=Voice.SOURCE if source else Voice.UNKNOWN, negated=any(c.lower == "no" for c in noun.children),
    )  # fmt: skip


def _adjective(adjective: Token, entry: Cue) -> Finding | None:
    """ "is confident that", "is afraid of"; before its noun ("the alleged attack") it speaks for nobody."""
    if adjective.dep == "amod":
        if "object" not in entry.frames:
            return None
        return Finding(
            cue=(adjective.i, adjective.i), head=adjective, entry=entry, frame="amod", content=[edges(adjective.head)], voice=Voice.UNKNOWN
        )
    verb = adjective.head
    if adjective.dep not in ("acomp", "ccomp", "ROOT", "advcl") or "object" in entry.frames:
        return None
    content: Range | None = None
    clause = next((c for c in adjective.children if c.dep in ("ccomp", "xcomp") and c.i > adjective.i), None)
    if clause is not None and ("to" if _has_to(clause) else "clause") in entry.frames:
        content = edges(clause)
    content = content or next((b for p in _PREPOSITIONS if p in entry.frames and (b := _behind(adjective, p))), None)
    source = of_verb(verb) if verb.pos in ("VERB", "AUX") and verb is not adjective else of_verb(adjective)
    if content is None or source is None or source.head.lower == "it":
        return None
    return Finding(
        cue=(adjective.i, adjective.i), head=adjective, entry=entry, frame="adjective", content=[content], source=source,
        negated=is_negated(verb),
    )  # fmt: skip


def _adverb(adverb: Token, entry: Cue) -> Finding | None:
    """ "reportedly": somebody says so of the clause, or of the noun it stands before."""
    head = adverb.head
    if head is adverb:
        return None
    first, last = edges(head)
    return Finding(cue=(adverb.i, adverb.i), head=adverb, entry=entry, frame="adverb", content=[(first, last)], voice=Voice.UNKNOWN)


def _according(token: Token, entry: Cue | None) -> Finding | None:
    """ "according to X": the rest of the clause is what X says."""
    to = next((c for c in token.children if c.lower == "to"), None)
    noun = child(to, "pobj") if to is not None else None
    if entry is None or to is None or noun is None:
        return None
    first, last = edges(noun)
    clause = token.head
    while clause.pos not in ("VERB", "AUX") and clause.head is not clause:
        clause = clause.head
    if clause.dep in ("acl", "relcl") and clause.head is not clause:
        clause = clause.sentence.root
    begin, end = edges(clause)
    content = trimmed(token, [(begin, token.i - 1), (last + 1, end)])
    return Finding(cue=(token.i, to.i), head=token, entry=entry, frame="according", content=content, source=Source(first, last, noun))


def _impersonal(token: Token, entries: dict[str, Cue]) -> Finding | None:
    """ "it is unclear whether", "it was not known if", "it remains to be seen how": the article itself asks."""
    entry = entries.get(token.lemma) or entries.get(token.lower)
    if entry is None:
        return None
    verb = token.head if token.pos == "ADJ" else token
    above = verb.head if verb.dep == "xcomp" else verb
    if "remain" in entry.frames and above.lemma != "remain":
        return None
    if "not" in entry.frames and not (is_negated(verb) or is_negated(token)):
        return None
    places = (token, verb, above)
    if not any(c.lower in ("it", "what", "this", "that") and c.dep[:5] in ("nsubj", "expl") for p in places for c in p.children) and not any(
        c.dep in ("csubj", "csubjpass") for p in places for c in p.children
    ):
        return None
    clause = next((c for p in places for c in p.children if c.dep in ("ccomp", "advcl", "csubj", "csubjpass", "xcomp") and c is not token and _asks(c)), None)
    if clause is None:
        return None
    return Finding(
        cue=(min(token.i, verb.i), token.i), head=token, entry=entry, frame="impersonal", content=[edges(clause)], voice=Voice.ARTICLE
    )


def _asks(clause: Token) -> bool:
    first, _ = edges(clause)
    return clause.sentence.tokens[first - clause.sentence.tokens[0].i].lower in _WH
