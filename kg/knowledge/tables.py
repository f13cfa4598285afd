"""Reading CSV tables, and all of them together."""

from dataclasses import dataclass
from pathlib import Path

from kg.knowledge import bodies
from kg.knowledge.bodies import BodyPattern
from kg.knowledge.calendar import TimeWords
from kg.knowledge.cues import Cues
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.offices import Offices
from kg.knowledge.patterns import Patterns
from kg.knowledge.persons import Persons
from kg.knowledge.signatures import Signatures
from kg.knowledge.triggers import Triggers
from kg.knowledge.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Every table that stages and the linker read; loaded once, passed down."""

    gazetteer: Gazetteer
    persons: Persons
    offices: Offices
    patterns: Patterns
    words: Words
    time_words: TimeWords
    cues: Cues
    signatures: Signatures
    bodies: dict[str, BodyPattern]
    triggers: Triggers


def load(overlay: Path | None = None) -> Knowledge:
    """All tables, those of the overlay folder laid over the shipped ones."""
    gazetteer = Gazetteer.load(overlay)
    return Knowledge(
        gazetteer=gazetteer,
        persons=Persons.of(gazetteer),
        offices=Offices.load(overlay),
        patterns=Patterns.load(overlay),
        words=Words.load(overlay),
        time_words=TimeWords.load(overlay),
        cues=Cues.load(overlay),
        signatures=Signatures.load(overlay),
        bodies=bodies.load(overlay),
        triggers=Triggers.load(overlay),
    )
