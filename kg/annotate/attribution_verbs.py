"""Verbs of saying, believing, fearing and promising: the content by the frames of their rows."""

from kg.annotate.attribution_replies import REPLY
from kg.annotate.attribution_source import agent, of_verb
from kg.annotate.finding import Finding, Range, cut, trimmed
from kg.annotate.parse import Token
from kg.annotate.tree import child, edges, is_negated
from kg.knowledge.cues import Cue, Cues
from kg.model.claim import Stance, Voice

PREPOSITIONS = ("for", "about", "of", "on", "in", "over", "against")
_NOBODY = frozenset({"no", "neither", "nobody", "none", "no-one"})
_LAND = frozenset({"GPE", "LOC", "FAC"})
"""Who claims an island says nothing by that."""
_CIRCUMSTANCES = frozenset({"after", "before", "since", "following", "amid", "during"})


def entry_of(verb: Token, verbs: dict[str, Cue]) -> tuple[Cue, int] | None:
    """The row of a verb and the index of its last word: "point out" before "point"."""
    for particle in verb.children:
        if particle.i > verb.i and particle.dep in ("prt", "acomp", "oprd", "prep", "advmod", "ccomp"):
            entry = verbs.get(f"{verb.lemma} {particle.lower}")
            if entry is not None:
                return entry, particle.i
    entry = verbs.get(verb.lemma)
    return (entry, verb.i) if entry is not None else None


def verb_cue(verb: Token, verbs: dict[str, Cue], cues: Cues) -> Finding | None:
    """A verb of the table with its content, source and negation; None where it has no content to attribute."""
    known = entry_of(verb, verbs)
    if known is None or (verb.dep in ("amod", "compound") or (verb.tag == "VBN" and verb.dep == "acl" and not agent(verb))):
        return None
    entry, last = known
    if child(verb, "nsubjpass") is not None or (verb.tag == "VBN" and verb.dep in ("acl", "advcl") and not child(verb, "aux")):
        return _passive(verb, entry)
    if _answers(verb, entry, cues):
        source = of_verb(verb)
        return Finding(cue=(verb.i, verb.i), head=verb, entry=entry, frame=REPLY, source=source, negated=_negated(verb)) if source else None
    found = _content(verb, entry, cues)
    if found is None:
        return None
    content, frame = found
    source = of_verb(verb)
    if frame == "speech":
        to = _infinitive(verb)
        last = to.i if to is not None else last
    finding = Finding(
        cue=(verb.i, max(last, verb.i)), head=verb, entry=entry, frame=frame, content=content, source=source, negated=_negated(verb)
    )
    if source is None:
        finding.voice = Voice.UNKNOWN
    elif any(a <= source.head.i <= b for a, b in content):
        return None
    return finding


def _answers(verb: Token, entry: Cue, cues: Cues) -> bool:
    """As in ", a claim that the mayor denied", ", which the mayor denied": a denial or confirmation that hangs behind a comma."""
    if entry.stance not in (Stance.DENY, Stance.CONFIRM) or verb.dep not in ("relcl", "acl") or child(verb, "nsubj") is None:
        return False
    pronoun = child(verb, "dobj")
    which = pronoun is not None and pronoun.lower == "which"
    if not which and verb.head.lemma not in cues.by_pos["noun"]:
        return False
    tokens, left = verb.sentence.tokens, edges(verb if which else verb.head)[0] - verb.sentence.tokens[0].i
    return left > 0 and tokens[left - 1].text in (",", "-", "--", "\u2014", "\u2013")


def _negated(verb: Token) -> bool:
    """Whether a cue is denied: by "not", by "neither … nor", or by its subject ("neither side", "nobody")."""
    subject = child(verb, "nsubj")
    near = [*verb.children, *(verb.head.children if verb.dep == "conj" else ())]
    if is_negated(verb) or any(t.lower in ("neither", "nor") and t.dep in ("preconj", "cc", "neg", "advmod", "det") for t in near):
        return True
    return subject is not None and any(t.lower in _NOBODY for t in (subject, *subject.children))


def _content(verb: Token, entry: Cue, cues: Cues) -> tuple[list[Range], str] | None:
    """The content by the first frame of the cue that the tree bears out, and the frame's name."""
    frames = entry.frames
    if "speech" in frames:
        return _speech(verb, cues)
    if "clause" in frames and (clause := _clause(verb)) is not None and not _thing_is_meant(verb, clause, entry):
        content = cut(clause, verb)
        return (_without_tail(content, clause, cues) if verb.i < clause.i else content), "clause"
    if frames & {"order", "appeal"} and (order := _order(verb, direct="order" in frames)) is not None:
        return [order], "order"
    if "to" in frames and (to := _infinitive(verb)) is not None:
        return [edges(to)], "to"
    if "ing" in frames and (
        ing := next(
            (c for c in verb.children if c.dep in ("xcomp", "ccomp") and (c.tag == "VBG" or any(a.lower == "having" for a in c.children))),
            None,
        )
    ):
        return [edges(ing)], "ing"
    if "quote" in frames and (around := _around(verb, cues)) is not None:
        return around, "around"
    if frames & {"small", "as"} and (small := _small(verb, frames)) is not None:
        return [small], "small"
    for name in PREPOSITIONS:
        if name in frames and (behind := what_follows(verb, name) or what_follows(child(verb, "dobj") or verb, name)) is not None:
            return [_without_circumstance(verb, behind)], name
    if "tonp" in frames and (behind := what_follows(verb, "to")) is not None:
        return [behind], "tonp"
    thing = child(verb, "dobj") if "object" in frames else None
    if thing is not None and thing.i > verb.i and thing.pos != "PRON" and thing.ent not in _LAND:
        return [_object(thing, cues)], "object"
    return ([], "quote") if "quote" in frames else None


def _thing_is_meant(verb: Token, clause: Token, entry: Cue) -> bool:
    """Whether a denial or confirmation is of its object, to which the clause behind belongs: "denies a role in the raid, for which …"."""
    thing = child(verb, "dobj")
    return entry.stance in (Stance.DENY, Stance.CONFIRM) and thing is not None and thing.i < clause.i and child(clause, "mark") is None


def _clause(verb: Token) -> Token | None:
    """The finite clause that a verb governs."""
    for c in verb.children:
        if c.dep == "ccomp" and not _apart(c, verb) and not (c.tag == "VB" and has_to(c)) and (c.tag != "VBG" or child(c, "aux", "nsubj")):
            return c
    for c in verb.children:
        if c.dep in ("xcomp", "advcl", "parataxis") and child(c, "nsubj", "nsubjpass", "expl") and c.tag != "VBG":
            mark = child(c, "mark")
            if c.dep != "advcl" or (mark is not None and mark.lower in ("that", "whether")):
                return c
    return None


def _apart(clause: Token, verb: Token) -> bool:
    """Whether a semicolon cuts a clause off from the verb that the tree hangs it from."""
    if not any(c.text == ";" for c in verb.children):
        return False
    tokens, start = verb.sentence.tokens, verb.sentence.tokens[0].i
    first, last = sorted((clause.i, verb.i))
    return any(t.text == ";" for t in tokens[first - start : last - start])


def _without_tail(ranges: list[Range], clause: Token, cues: Cues) -> list[Range]:
    """A clause without what trails behind a comma and is the reporter's own: ", raising fears that", ", a claim that …"."""
    if not ranges:
        return ranges
    tokens, start = clause.sentence.tokens, clause.sentence.tokens[0].i
    begin, end = ranges[-1]
    for token in tokens[max(begin, clause.i + 1) - start : end + 1 - start]:
        trailing = token.head is clause and token.dep == "advcl" and token.tag == "VBG" and not child(token, "nsubj", "mark")
        participle = trailing and token.lemma not in cues.by_pos["result"]
        remark = token.dep != "conj" and token.lemma in cues.by_pos["noun"] and child(token, "relcl", "acl") is not None
        if participle or remark or _aside(token):
            first, last = edges(token)
            if tokens[first - start - 1].text == "," and end <= last and begin < first - 1:
                return [*ranges[:-1], (begin, first - 2)]
    return ranges


def _aside(token: Token) -> bool:
    """Whether a clause tells when by another event, as reporters do: ", a day after the vote was held"."""
    mark = child(token, "mark")
    return token.dep == "advcl" and mark is not None and mark.lower in ("after", "before") and child(token, "npadvmod") is not None


def _without_circumstance(head: Token, content: Range) -> Range:
    """A noun phrase without "after the vote" and the like at its end, which belongs to the cue's clause."""
    tokens, start = head.sentence.tokens, head.sentence.tokens[0].i
    first, last = content
    for i in range(last, first, -1):
        token = tokens[i - start]
        if token.dep == "prep" and token.lower in _CIRCUMSTANCES and edges(token)[1] == last:
            return first, i - 1
    return content


def has_to(verb: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(c.dep == "aux" and c.lower == "to" for c in verb.children)


def _infinitive(verb: Token) -> Token | None:
    return next(
        (c for c in verb.children if c.dep in ("xcomp", "ccomp", "advcl") and c.i > verb.i and has_to(c) and c.dep != "advcl"), None
    )


def _order(verb: Token, *, direct: bool) -> Range | None:
    """As in "urged them to leave", or "called on them to leave" only: from the one who is asked to the end of the infinitive."""
    to = next((c for c in verb.children if c.dep in ("xcomp", "ccomp", "advcl") and c.i > verb.i and has_to(c)), None)
    if to is None:
        return None
    asked = child(verb, "dobj", "dative") if to.dep != "advcl" and direct else None
    own = child(to, "nsubj")
    if asked is None and own is None:
        on = next((c for c in verb.children if c.dep == "prep" and c.lower in ("on", "upon", "for", "to") and verb.i < c.i < to.i), None)
        asked = child(on, "pobj") if on is not None else None
    if asked is None and own is None:
        return None
    first, last = edges(to)
    return min(first, edges(asked)[0] if asked is not None else first), last


def _small(verb: Token, frames: frozenset[str]) -> Range | None:
    """As in "called the raid a blunder", "described the raid as a blunder"."""
    thing = child(verb, "dobj")
    rest = child(verb, "oprd") if "small" in frames else None
    if rest is None and "as" in frames:
        rest = next((c for c in verb.children if c.dep == "prep" and c.lower == "as"), None)
    if rest is None and "small" in frames:
        rest = next((c for c in verb.children if c.dep in ("ccomp", "xcomp") and c.i > verb.i and not has_to(c)), None)
    if rest is None:
        return None
    first, last = edges(rest)
    return (min(first, edges(thing)[0]), last) if thing is not None and verb.i < thing.i else (first, last)


def what_follows(head: Token, preposition: str) -> Range | None:
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
    """As in "declined to confirm the raid": the raid; "declined to comment": the infinitive itself."""
    to = _infinitive(verb)
    if to is None:
        return None
    entry = cues.by_pos["verb"].get(to.lemma)
    if (
        entry is None
        or entry.stance not in (Stance.ASSERT, Stance.CONFIRM, Stance.DENY, Stance.QUESTION)
        or not entry.frames & {"clause", "quote"}
    ):
        return None
    inner = _content(to, entry, cues)
    return (inner[0], "speech") if inner and inner[0] else ([edges(to)], "speech")


def _around(verb: Token, cues: Cues) -> list[Range] | None:
    """A cue that stands in the middle or at the end of its content: the tree has the content as its head."""
    head = verb.head
    if verb.dep not in ("parataxis", "ccomp", "dep", "conj", "advcl") or head is verb or head.pos not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    governed = verb.dep == "ccomp" and head.lemma in cues.by_pos["verb"]
    if governed or (verb.dep != "parataxis" and not _set_off(verb)):
        return None
    return _before_rival(cut(head, verb, whole=True), head, verb, cues)


def _before_rival(content: list[Range], head: Token, verb: Token, cues: Cues) -> list[Range]:
    """The content up to what somebody else says: "Crime fell, the mayor says, but unions accuse him of lying"."""
    rival = next(
        (c for c in head.children if c.dep == "conj" and c.i > verb.i and c.lemma in cues.by_pos["verb"] and child(c, "nsubj")), None
    )
    if rival is None:
        return content
    tokens, start = verb.sentence.tokens, verb.sentence.tokens[0].i
    end = edges(rival)[0] - 1
    while end > start and tokens[end - start].pos in ("CCONJ", "PUNCT"):
        end -= 1
    return [(first, min(last, end)) for first, last in content if first <= end]


def _set_off(verb: Token) -> bool:
    """Whether the cue and its subject stand between commas or at the end, as "he said" does."""
    first, last = edges(verb)
    tokens, start = verb.sentence.tokens, verb.sentence.tokens[0].i
    before = tokens[first - start - 1].text if first > start else ""
    behind = tokens[last - start + 1].text if last - start + 1 < len(tokens) else "."
    return (
        last - first <= 12
        and before in (",", '"', "''", "?", "!")
        and behind in (",", ".", '"', "''", ";")
        and child(verb, "nsubj") is not None
    )


def _passive(verb: Token, entry: Cue) -> Finding | None:
    """As in "is believed to have fled", "it is feared that", "was confirmed by the bank"."""
    by, subject = agent(verb), child(verb, "nsubjpass")
    content: list[Range] = []
    to, clause = _infinitive(verb), _clause(verb)
    if to is not None and entry.frames & {"clause", "to", "order"}:
        content = ([edges(subject)] if subject is not None else []) + [edges(to)]
    elif clause is not None and "clause" in entry.frames:
        content = trimmed(clause, [edges(clause)])
    elif subject is not None and by is not None and entry.frames & {"object", "order"}:
        content = [edges(subject)]
    elif subject is not None and (behind := next((b for p in ("of", "as") if p in entry.frames and (b := what_follows(verb, p))), None)):
        content = [edges(subject), behind]
    if not content:
        return None
    return Finding(
        cue=(verb.i, verb.i), head=verb, entry=entry, frame="passive", content=content, source=by,
        voice=Voice.SOURCE if by else Voice.UNKNOWN, negated=is_negated(verb),
    )  # fmt: skip


def noun_content(noun: Token, entry: Cue, verbs: dict[str, Cue]) -> Range | None:
    """The clause, infinitive or phrase that says what was claimed, feared or promised.

    A clause may hang from the noun's verb ("fears grow that").
    """
    shared = noun.dep == "dobj" or (noun.dep in ("nsubj", "nsubjpass") and noun.head.lemma not in verbs)
    if "clause" in entry.frames or "to" in entry.frames:
        for c in (*noun.children, *(noun.head.children if shared else ())):
            if c.i > noun.i and c.dep in ("acl", "relcl", "ccomp", "xcomp", "advcl") and _introduced(c, entry, own=c.head is noun):
                return edges(c)
    for name in PREPOSITIONS:
        if name in entry.frames and (
            behind := what_follows(noun, name) or (what_follows(noun.head, name) if noun.dep in ("nsubj", "dobj") else None)
        ):
            return _without_circumstance(noun, behind)
    return None


def _introduced(clause: Token, entry: Cue, *, own: bool) -> bool:
    """Whether a clause says the content ("that", "whether", "to"), rather than which one is meant ("the claim that he made")."""
    mark = child(clause, "mark")
    if mark is not None and mark.lower in ("that", "whether", "if"):
        return "clause" in entry.frames and child(clause, "nsubj", "nsubjpass", "expl") is not None and (own or mark.lower == "that")
    return own and "to" in entry.frames and clause.dep in ("acl", "xcomp", "relcl") and has_to(clause)
