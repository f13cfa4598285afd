"""Cues of speech, belief, fear and promise: `lexicon/cues.csv` as look-up by lemma."""

from dataclasses import dataclass
from pathlib import Path

from kg.knowledge.csvtable import rows, split, wrong
from kg.model.claim import Certainty, Polarity, Stance, Tense
from kg.resources import find

COLUMNS = ("lemma", "pos", "frame", "stance", "polarity", "certainty", "tense", "example")

POSITIONS = ("verb", "noun", "adj", "adv", "prep", "impersonal", "light", "result")
"""Parts of speech of the table; `light` are verbs whose subject is the source of their object ("issued a warning"),
`result` those by which a source goes on behind a comma ("said they hit the convoy, killing two"); other participles are the reporter's."""

FRAMES = frozenset(
    {"clause", "quote", "to", "order", "appeal", "object", "ing", "small", "as", "speech", "not", "remain", "tonp", "witness"}
    | {"for", "about", "of", "on", "in", "over", "against"}
)
"""How the content stands to its cue.

`clause` a finite clause, `quote` words in quotation marks or a clause that the cue trails, `to` an infinitive of the source itself,
`order` somebody else's ("urged them to leave"), `appeal` the same behind "on" or "for" ("called on them to leave"), `object` a noun
phrase, `ing` a gerund, `small` object and predicate ("called it a lie"), `as` the same with "as", `tonp` a noun phrase behind "to",
`speech` an infinitive of speaking ("declined to comment"); the prepositions: what follows them. `not` and `remain` are the impersonal
"it is not clear", "it remains to be seen".
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One row: what the cue does with its content; None where it imposes nothing. `place` names file and line."""

    lemma: str
    pos: str
    frames: frozenset[str]
    stance: Stance
    polarity: Polarity | None = None
    certainty: Certainty | None = None
    tense: Tense | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Cues:
    """Cues by part of speech (of `POSITIONS`) and lemma; a phrasal verb by "verb particle"."""

    by_pos: dict[str, dict[str, Cue]]

    @classmethod
    def load(cls, overlay: Path | None = None) -> "Cues":
        """The shipped table, or that of the overlay."""
        path = find("lexicon/cues.csv", overlay)
        found: dict[str, dict[str, Cue]] = {pos: {} for pos in POSITIONS}
        for line, (lemma, pos, frame, stance, polarity, certainty, tense, _) in rows(path, COLUMNS):
            frames = frozenset(split(frame))
            if pos not in found or frames - FRAMES or lemma in found[pos]:
                raise wrong(path, line, f"{lemma}: unknown part of speech or frame, or the lemma stands twice", "correct the row")
            try:
                found[pos][lemma] = Cue(
                    lemma=lemma,
                    pos=pos,
                    frames=frames,
                    stance=Stance(stance),
                    polarity=Polarity(polarity) if polarity else None,
                    certainty=Certainty(certainty) if certainty else None,
                    tense=Tense(tense) if tense else None,
                    place=f"{path.name}:{line}",
                )
            except ValueError as error:
                raise wrong(path, line, str(error), "use a value of the claim model") from error
        return cls(found)
