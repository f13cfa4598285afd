"""Cues that are no verbs: nouns ("the claim that"), adjectives, adverbs, "according to", and what the article itself asks."""

from kg.annotate.attribution_source import Source, of_noun, of_verb
from kg.annotate.attribution_verbs import PREPOSITIONS, has_to, noun_content, what_follows
from kg.annotate.finding import Finding, Range, trimmed
from kg.annotate.parse import Token
from kg.annotate.tree import child, edges, is_negated
from kg.knowledge.cues import Cue, Cues
from kg.model.claim import Voice

_WH = frozenset({"whether", "if", "how", "when", "where", "why", "what", "who", "which"})


def noun_cue(noun: Token, entry: Cue, entity_heads: frozenset[int], cues: Cues) -> Finding | None:
    """As in "the claim that", "fears of", "the promise to": with what follows as content."""
    content = noun_content(noun, entry, cues.by_pos["verb"])
    if content is None or noun.dep == "compound" or (noun.lemma == "order" and noun.head.lower == "in"):
        return None
    source = of_noun(noun, entity_heads, cues.by_pos["light"])
    if source is not None and any(content[0] <= i <= content[1] for i in (source.head.i, source.first)):
        source = None
    return Finding(
        cue=(noun.i, noun.i), head=noun, entry=entry, frame="noun", content=[content], source=source,
        voice=Voice.SOURCE if source else Voice.UNKNOWN, negated=any(c.lower == "no" for c in noun.children),
    )  # fmt: skip


def adjective_cue(adjective: Token, entry: Cue) -> Finding | None:
    """As in "is confident that", "is afraid of"; before its noun ("the alleged attack") it speaks for nobody."""
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
    if clause is not None and ("to" if has_to(clause) else "clause") in entry.frames:
        content = edges(clause)
    content = content or next((b for p in PREPOSITIONS if p in entry.frames and (b := what_follows(adjective, p))), None)
    source = of_verb(verb) if verb.pos in ("VERB", "AUX") and verb is not adjective else of_verb(adjective)
    if content is None or source is None or source.head.lower == "it":
        return None
    return Finding(
        cue=(adjective.i, adjective.i), head=adjective, entry=entry, frame="adjective", content=[content], source=source,
        negated=is_negated(verb),
    )  # fmt: skip


def adverb_cue(adverb: Token, entry: Cue) -> Finding | None:
    """As in "reportedly": somebody says so of the clause, or of the noun it stands before."""
    head = adverb.head
    if head is adverb:
        return None
    first, last = edges(head)
    return Finding(cue=(adverb.i, adverb.i), head=adverb, entry=entry, frame="adverb", content=[(first, last)], voice=Voice.UNKNOWN)


def according(token: Token, entry: Cue | None) -> Finding | None:
    """As in "according to X": the rest of the clause is what X says."""
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


def impersonal(token: Token, entries: dict[str, Cue]) -> Finding | None:
    """As in "it is unclear whether", "it was not known if", "it remains to be seen how": the article itself asks."""
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
    if not any(
        c.lower in ("it", "what", "this", "that") and c.dep[:5] in ("nsubj", "expl") for p in places for c in p.children
    ) and not any(c.dep in ("csubj", "csubjpass") for p in places for c in p.children):
        return None
    clause = next(
        (
            c
            for p in places
            for c in p.children
            if c.dep in ("ccomp", "advcl", "csubj", "csubjpass", "xcomp") and c is not token and _asks(c)
        ),
        None,
    )
    if clause is None:
        return None
    return Finding(
        cue=(min(token.i, verb.i), token.i), head=token, entry=entry, frame="impersonal", content=[edges(clause)], voice=Voice.ARTICLE
    )


def _asks(clause: Token) -> bool:
    first, _ = edges(clause)
    return clause.sentence.tokens[first - clause.sentence.tokens[0].i].lower in _WH
