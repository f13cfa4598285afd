"""What a claim must have and must not (model.md, "Claim")."""

from collections.abc import Collection, Sequence

from kg.model.claim import Claim, Polarity, Stance, Voice


def broken(claim: Claim, entities: Collection[str], length: int, *, lost: bool, cyclic: bool) -> tuple[str, str] | None:
    """The first rule that a claim breaks and the reason, None where it keeps all.

    `entities` are the ids of the document's entities, `length` the number of its characters. `lost`: all that it was about was taken out. A
    source's claim then stands with its content alone, the article's own has nothing left to say.
    """
    spans = [s for s in (*claim.content, claim.cue, claim.source_span) if s is not None]
    if not claim.content:
        return "evidence", "it has no content"
    if any(s.end > length for s in spans):
        return "evidence", "a span lies outside of the text"
    if lost and claim.voice is Voice.ARTICLE:
        return "about", "what it was about was rejected"
    if cyclic:
        return "nesting", "it is reported within itself"
    return _voice(claim, entities) or _factuality(claim)


def _voice(claim: Claim, entities: Collection[str]) -> tuple[str, str] | None:
    if claim.source is not None and claim.source not in entities:
        return "reference", f"nothing has the id {claim.source}"
    if claim.voice is Voice.SOURCE and claim.source is None and claim.source_span is None:
        return "voice", "a source speaks, but no words name it"
    if claim.voice is Voice.ARTICLE and claim.source is not None:
        return "voice", "the article itself speaks, but a source is named"
    return None


def _factuality(claim: Claim) -> tuple[str, str] | None:
    if claim.stance is Stance.DENY and claim.polarity is not Polarity.NEGATIVE:
        return "stance", "what is denied is held not to be so, but its polarity is not negative"
    if claim.stance is Stance.DECLINE and (claim.polarity or claim.certainty):
        return "stance", "who declines to confirm says neither yes nor no, but polarity or certainty is set"
    return None


def breaks_cycles(claims: Sequence[Claim]) -> frozenset[str]:
    """Ids of claims that, followed through `within`, come back to themselves."""
    within = {c.id: c.within for c in claims if c.within}
    found = set()
    for start, outer in within.items():
        seen, at = {start}, outer
        while at in within and at not in seen:
            seen.add(at)
            at = within[at]
        if at == start:
            found.add(start)
    return frozenset(found)
