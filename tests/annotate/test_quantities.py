"""Numbers and their bounds."""

import pytest

from kg.annotate.quantities import read
from kg.extractor import Extractor
from kg.ingest.article import document
from kg.knowledge import quantity_words

WORDS = quantity_words.load()


@pytest.mark.parametrize(
    ("words", "low", "high", "approximate"),
    [
        ("12", 12, 12, False),
        ("1,200", 1200, 1200, False),
        ("1.5 million", 1_500_000, 1_500_000, False),
        ("twelve", 12, 12, False),
        ("twenty - five", 25, 25, False),
        ("two hundred and fifty", 250, 250, False),
        ("three thousand", 3000, 3000, False),
        ("a dozen", 12, 12, False),
        ("over 10,000", 10_000, None, False),
        ("more than 40", 40, None, False),
        ("at least 12", 12, None, False),
        ("no fewer than six", 6, None, False),
        ("up to 50", None, 50, False),
        ("fewer than 30", None, 30, False),
        ("nearly 300", None, 300, True),
        ("about 300", 300, 300, True),
        ("thousands", 2000, None, False),
        ("hundreds", 200, None, False),
        ("dozens", 24, None, False),
        ("tens of thousands", 20_000, None, False),
        ("hundreds of thousands", 200_000, None, False),
        ("between 3 and 5", 3, 5, False),
        ("three to five", 3, 5, False),
        ("30-40", 30, 40, False),
        ("a third", 0.3333, 0.3333, False),
        ("half a million", 500_000, 500_000, False),
        ("several", 3, None, False),
        ("many", None, None, False),
    ],
)
def test_read(words: str, low: float | None, high: float | None, approximate: bool) -> None:
    found = read(words.split(" "), WORDS)
    assert found is not None
    assert found == (pytest.approx(low) if low is not None else None, pytest.approx(high) if high is not None else None, approximate)


def test_words_without_a_number() -> None:
    assert read(["the", "guards"], WORDS) is None


@pytest.mark.parametrize(
    ("sentence", "of", "text", "low", "high"),
    [
        ("Over 10,000 soldiers crossed the border.", "soldier", "Over 10,000", 10_000, None),
        ("Thousands of villagers fled to Chad.", "villager", "Thousands", 2000, None),
        ("Rebels killed at least 12 farmers.", "farmer", "at least 12", 12, None),
        ("Up to 50 tanks entered the town.", "tank", "Up to 50", None, 50),
        ("Two air strikes on the town killed nine people.", "strike", "Two", 2, 2),
        ("The rebels handed over 12 prisoners to the mayor.", "prisoner", "12", 12, 12),
    ],
)
def test_quantities_of_events(extractor: Extractor, sentence: str, of: str, text: str, low: float | None, high: float | None) -> None:
    found = extractor.extract(document(id="case", text=sentence, source="tests"))
    quantities = [(q.of, q.text, q.low, q.high) for e in found.events for q in e.quantities]
    assert (of, text, low, high) in quantities


def test_years_and_versions_count_nothing(extractor: Extractor) -> None:
    found = extractor.extract(document(id="case", text="The 1994 attacks on the town shocked Peru.", source="tests"))
    assert found.events
    assert not [q for e in found.events for q in e.quantities]
