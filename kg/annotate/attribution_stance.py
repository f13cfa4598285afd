"""What a cue imposes on its content: stance, polarity, certainty, tense."""

from collections.abc import Mapping

from kg.annotate.finding import Finding
from kg.annotate.tree import child
from kg.model.claim import Certainty, Polarity, Stance, Tense
from kg.model.entity import Entity

Imposed = tuple[Stance, Polarity | None, Certainty | None, Tense | None]

_WILL = frozenset({"will", "'ll", "would", "'d", "shall"})
_FIRST = frozenset({"i", "we"})


def imposed(finding: Finding, owners: Mapping[int, Entity]) -> Imposed:
    """Stance and factuality of a finding: those of its row, turned by a negation, or a promise where a source says what it will do."""
    entry = finding.entry
    stance, polarity, certainty, tense = entry.stance, entry.polarity, entry.certainty, entry.tense
    if finding.frame == "speech":
        return Stance.DECLINE, None, None, None
    if finding.negated and entry.pos != "impersonal":
        return _negated(finding)
    if stance is Stance.ASSERT and finding.frame in ("clause", "around", "quote") and _promises(finding, owners):
        return Stance.PROMISE, polarity, Certainty.CERTAIN, Tense.FUTURE
    if stance is Stance.DEMAND and _labels(finding):
        return Stance.ASSERT, None, None, None
    if stance is Stance.PREDICT and finding.frame == "order" and entry.certainty is Certainty.POSSIBLE:
        return Stance.DEMAND, polarity, None, Tense.FUTURE
    if stance in (Stance.ASSERT, Stance.QUESTION) and finding.frame == "order":
        return Stance.DEMAND, polarity, None, Tense.FUTURE
    if stance is Stance.ASSERT and finding.frame == "to" and entry.lemma == "agree":
        return Stance.PROMISE, polarity, Certainty.CERTAIN, Tense.FUTURE
    if finding.frame == "passive" and finding.source is None and stance is Stance.ASSERT and certainty is None:
        certainty = Certainty.PROBABLE
    return stance, polarity, certainty, tense


def _labels(finding: Finding) -> bool:
    """Whether the verb says what something is rather than what is wanted: "called it a lie", "called the vote a 'sham'"."""
    return finding.frame == "small" or (
        finding.frame == "quote" and "small" in finding.entry.frames and child(finding.head, "dobj") is not None
    )


def _negated(finding: Finding) -> Imposed:
    """As in "did not confirm", "did not say" decline; "does not believe", "does not plan" turn the polarity; what is known stays known."""
    entry = finding.entry
    if entry.stance in (Stance.CONFIRM, Stance.DENY) or (entry.certainty is None and entry.stance is Stance.ASSERT):
        return Stance.DECLINE, None, None, None
    if entry.certainty is Certainty.CERTAIN and entry.tense is None:
        return entry.stance, entry.polarity, entry.certainty, entry.tense
    turned = Polarity.POSITIVE if entry.polarity is Polarity.NEGATIVE else Polarity.NEGATIVE
    return entry.stance, turned, entry.certainty, entry.tense


def _promises(finding: Finding, owners: Mapping[int, Entity]) -> bool:
    """Whether the content says that the source itself will do something: "said he would resign"."""
    source = finding.source
    clause = child(finding.head, "ccomp")
    if source is None or clause is None or clause.pos != "VERB" or not any(c.dep == "aux" and c.lower in _WILL for c in clause.children):
        return False
    subject = child(clause, "nsubj")
    if subject is None or any(c.dep == "auxpass" for c in clause.children):
        return False
    if subject.lower in _FIRST and finding.frame != "label":
        return True
    own, other = owners.get(source.head.i), owners.get(subject.i)
    return own is not None and other is not None and own.id == other.id
