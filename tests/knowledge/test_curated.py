"""Curated tables: keys exist, dates parse, names are fit to be looked up, terms of one office do not overlap by mistake."""

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.knowledge import zones
from kg.knowledge.gazetteer import Gazetteer
from kg.model.entity import EntityType
from kg.resources import shipped

FOLDER = shipped() / "gazetteer"
ENTITIES = ("officials", "organisations", "groups", "parties", "media", "companies", "named_events", "laws")
FACTS = ("officials", "organisations", "groups", "parties", "media", "companies", "named_events")
FLOORS = dict(zip(ENTITIES, (600, 150, 150, 150, 120, 150, 100, 80), strict=True))
QUOTES = frozenset('\u2018\u2019\u201c\u201d"')
EDTF = re.compile(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?")
PACKAGES = ("Democracy and Dictatorship data set", "CIA World Factbook of")
PUBLISHERS = ("Wikidata", "Wikipedia", "hieudoanm")
"""Lists of one publisher count once."""
TOGETHER = {
    ("Q1008", "headOfStateOf"),  # Gbagbo held out against Ouattara
    ("Q836", "headOfStateOf"),  # an acting president beside the junta's chairman
    ("Q26", "headOfGovernmentOf"),  # terms whose dates are not given
}


def read(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.load()


@pytest.mark.parametrize("name", ENTITIES)
def test_rows(name):
    rows = read(f"{name}.csv")
    assert len(rows) >= FLOORS[name]
    assert len({row["key"] for row in rows}) == len(rows)
    for row in rows:
        assert row["type"] in {kind.value for kind in EntityType}, row
        assert row["source"], row
        assert EDTF.fullmatch(row["since"]), row
        assert EDTF.fullmatch(row["until"]), row
        names = [row["name"], *filter(None, row["aliases"].split("|")), *filter(None, row["demonyms"].split("|"))]
        assert len(set(names)) == len(names), row
        for text in names:
            assert text == " ".join(text.split()), row
            assert not set(text) & QUOTES, row


@pytest.mark.parametrize("name", FACTS)
def test_facts_name_rows_that_exist(name, gazetteer):
    rows = read(f"facts_{name}.csv")
    assert rows
    for row in rows:
        assert row["subject"] in gazetteer.rows, row
        assert row["object"] in gazetteer.rows, row
        assert row["source"], row
        assert EDTF.fullmatch(row["since"]), row
        assert EDTF.fullmatch(row["until"]), row
        if row["since"] and row["until"]:
            assert row["since"][: len(row["until"])] <= row["until"], row


def test_every_official_is_a_person_with_a_full_name_or_a_known_single_one(gazetteer):
    singles = []
    for row in read("officials.csv"):
        assert row["type"] == "Person"
        singles.extend(name for name in [row["name"], *row["aliases"].split("|")] if name and " " not in name and "-" not in name)
    assert len(singles) < 60, singles
    assert gazetteer.readings("Volodymyr Zelenskiy")[0].key == "Q3874799"


def test_one_holder_at_a_time():
    terms = {}
    for row in read("facts_officials.csv"):
        office = (row["object"], row["predicate"])
        if row["predicate"] in ("headOfStateOf", "headOfGovernmentOf") and row["since"] and office not in TOGETHER:
            terms.setdefault(office, []).append((row["since"], row["until"] or "9999", row["subject"]))
    clashes = []
    for key, held in terms.items():
        held.sort()
        clashes.extend((key, one, two) for one, two in pairwise(held) if two[0][: len(one[1])] < one[1][: len(two[0])])
    assert not clashes


def test_every_term_names_a_package_or_two_independent_sources():
    unproved = []
    for row in read("facts_officials.csv"):
        named = [source for source in row["source"].split("; ") if source != "end by the news record"]
        publishers = {next((name for name in PUBLISHERS if source.startswith(name)), source) for source in named}
        if not any(source.startswith(PACKAGES) for source in named) and len(publishers) < 2:
            unproved.append(row)
        assert "general knowledge" not in row["source"], row
    assert not unproved


def test_what_waits_is_not_loaded(gazetteer):
    with (FOLDER / "waiting" / "officials.csv").open(encoding="utf-8", newline="") as file:
        waiting = {row["key"] for row in csv.DictReader(file, strict=True)}
    assert waiting
    assert not waiting & gazetteer.rows.keys()


def test_nominals_and_given_names():
    with (shipped() / "lexicon" / "nominals.csv").open(encoding="utf-8", newline="") as file:
        nominals = list(csv.DictReader(file, strict=True))
    assert len(nominals) >= 500
    assert len({row["lemma"] for row in nominals}) == len(nominals)
    for row in nominals:
        assert row["type"] in {kind.value for kind in EntityType}, row
        assert row["number"] in ("singular", "plural", "both"), row
        assert row["gender"] in ("", "m", "f"), row
        assert row["lemma"].casefold() in row["example"].casefold(), row
    with (shipped() / "lexicon" / "given_names.csv").open(encoding="utf-8", newline="") as file:
        names = list(csv.DictReader(file, strict=True))
    assert len(names) >= 1500
    assert {row["gender"] for row in names} == {"m", "f", "u"}
    assert len({row["name"] for row in names}) == len(names)


def test_a_zone_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "zones.csv").write_text("abbreviation,offset,country,example\nXT,Mars/Base,US,At 10:00 XT.\n", encoding="utf-8")
    with pytest.raises(KgError, match=r"zones\.csv.*Mars/Base"):
        zones.load(tmp_path)
