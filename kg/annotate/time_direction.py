"""Whether an incomplete date ("on Friday", "in August") lies before or after the time of writing, read off the clause it stands in."""

from kg.annotate.parse import Token
from kg.knowledge.calendar import TimeWords

PAST, OPEN, FUTURE = -1, 0, 1

_FUTURE_AUXILIARIES = frozenset({"will", "'ll", "wo", "shall", "may", "might", "can", "could", "should", "would", "must", "to"})
_NOMINAL_AHEAD = frozenset({"ahead"})
_LIMITS = frozenset({"until", "till", "by"})


def direction(token: Token, words: TimeWords) -> int:
    """-1 where the clause is past, 1 where it is still to come, 0 where it does not say.

    A noun that is called planned or upcoming decides by itself; else the nearest verb above does; where it is silent, "until" looks ahead.
    """
    ahead = words.lists["ahead"]
    limit = OPEN
    for node in (token, *token.ancestors):
        if node.pos in ("VERB", "AUX"):
            found = _verb(node, ahead, words.lists["ahead_verb"])
            if found:
                return found
            if node.dep not in ("advcl", "acl", "xcomp", "pcomp", "ccomp"):
                return limit
        elif node.dep == "prep" and node.lower in _LIMITS:
            limit = FUTURE
        elif node.lower in _NOMINAL_AHEAD or any(c.lower in ahead for c in node.children if c.dep == "amod"):
            return FUTURE
    return limit


def _verb(verb: Token, ahead: dict[str, str], ahead_verbs: dict[str, str]) -> int:
    """Direction of one verb with its auxiliaries."""
    auxiliaries = {c.lower for c in verb.children if c.dep in ("aux", "auxpass")}
    perfect = bool(auxiliaries & {"have", "has", "had", "'ve", "having"})
    if auxiliaries & _FUTURE_AUXILIARIES and not perfect:
        return FUTURE if "to" not in auxiliaries or _looks_ahead(verb, ahead, ahead_verbs) else OPEN
    if verb.lemma in ahead_verbs and (
        verb.tag in ("VBN", "VBG") and auxiliaries & {"is", "are", "'s", "'re", "being", "been", "was", "were"}
    ):
        return FUTURE
    if any(c.lower in ahead for c in verb.children if c.dep in ("acomp", "oprd", "attr")):
        return FUTURE
    if perfect or verb.tag == "VBD" or (verb.tag == "VBN" and auxiliaries & {"was", "were", "been"}):
        return PAST
    if verb.tag == "VBN" and not auxiliaries:
        return PAST
    if verb.tag == "VBG" and auxiliaries & {"is", "are", "am", "'s", "'re", "'m"}:
        return FUTURE
    return PAST if auxiliaries & {"was", "were", "did"} else OPEN


def _looks_ahead(verb: Token, ahead: dict[str, str], ahead_verbs: dict[str, str]) -> bool:
    """Whether an infinitive hangs from something that looks ahead ("is set to begin", "plans to"), or gives a purpose."""
    head = verb.head
    return (
        verb.dep in ("advcl", "relcl")
        or head.lemma in ahead_verbs
        or head.lower in ahead
        or (head.pos in ("VERB", "AUX") and head.tag != "VBD")
    )
