"""What the form of a verb says: finite or not, its tense, an inverted condition."""

from kg.annotate.parse import Token
from kg.annotate.tree import child
from kg.model.claim import Tense
from kg.model.document import BlockKind

VERBAL = ("VERB", "AUX")
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def form(verb: Token) -> str:
    """How a clause is built: `to`, `ing`, `bare` or `clause`."""
    auxiliaries = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    if any(c.lower == "to" for c in auxiliaries):
        return "to"
    if (auxiliaries and any(c.tag in _FINITE for c in auxiliaries)) or verb.tag in _FINITE:
        return "clause"
    if verb.tag == "VBG" or any(c.tag == "VBG" for c in auxiliaries):
        return "ing"
    if verb.tag == "VB":
        return "bare" if not child(verb, "mark") else "clause"
    return "ing" if verb.tag == "VBN" else "clause"


def finite(verb: Token) -> Tense | None:
    """Tense of the form: None for infinitives and participles without a finite auxiliary."""
    auxiliaries = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    tags = {c.tag for c in auxiliaries}
    if any(c.lemma == "have" or c.lower in ("had", "has", "have", "'ve") for c in auxiliaries):
        lasting = verb.tag == "VBG" and not any(c.lower in ("had", "'d") or c.tag == "MD" for c in auxiliaries)
        return Tense.PRESENT if lasting else Tense.PAST
    if verb.tag == "VBD" or "VBD" in tags:
        return Tense.PAST
    if "MD" in tags:
        return None
    if verb.tag in ("VBZ", "VBP") or tags & {"VBZ", "VBP"}:
        if verb.sentence.kind is BlockKind.HEADLINE and not tags and verb.lemma not in ("be", "have"):
            return Tense.PAST
        return Tense.PRESENT
    return Tense.PAST if verb.tag == "VBN" and not auxiliaries and verb.dep in ("ROOT", "acl", "relcl", "amod") else None


def past_perfect(verb: Token) -> bool:
    """Whether a verb stands in the past perfect."""
    return verb.tag == "VBN" and any(c.lower in ("had", "'d") and c.dep == "aux" for c in verb.children)


def inverted(verb: Token, words: tuple[str, ...] = ("should", "had", "were")) -> bool:
    """As in "Should the fleet attack", "Had they left": a condition without "if", opened by one of the words."""
    subject = child(verb, "nsubj", "nsubjpass")
    first = next((c for c in verb.children if c.dep == "aux"), None)
    return subject is not None and first is not None and first.i < subject.i and first.lower in words and verb.dep == "advcl"
