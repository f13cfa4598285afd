"""Names, readings, ranks and the strictness of the gazetteer's tables."""

import csv
import resource
import time
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.knowledge import bodies
from kg.knowledge.gazetteer import Gazetteer, Reading
from kg.knowledge.gazetteer_load import ENTITY
from kg.model.entity import EntityType
from kg.resources import shipped


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.mark.parametrize(
    ("name", "key", "kind"),
    [
        ("Georgia", "Q230", "name"),
        ("U.S.", "Q30", "name"),
        ("Britons", "Q145", "demonym"),
        ("Dutch", "Q55", "demonym"),
        ("Frenchman", "Q142", "demonym"),
        ("Saudis", "Q851", "demonym"),
        ("South Korean", "Q884", "demonym"),
        ("Burma", "Q836", "name"),
        ("Ivory Coast", "Q1008", "name"),
        ("Turkey", "Q43", "name"),
        ("Congo", "Q974", "name"),
        ("Korea", "Q884", "name"),
        ("Guinea", "Q1006", "name"),
        ("Soviet Union", "Q15180", "name"),
        ("Kursk region", "Q3178", "name"),
        ("Kursk Oblast", "Q3178", "name"),
        ("Helmand province", "iso-AF-HEL", "name"),
        ("Idlib Province", "iso-SY-ID", "name"),
        ("Xinjiang", "Q34800", "name"),
        ("Texan", "Q1439", "demonym"),
        ("Washington", "geonames-4140963", "name"),
        ("Washington state", "Q1223", "name"),
        ("Kiev", "geonames-703448", "name"),
        ("Rangoon", "geonames-1298824", "name"),
        ("Avdiivka", "geonames-713122", "name"),
        ("Gaza", "Q39760", "name"),
        ("Kremlin", "Q159", "metonym"),
        ("Elysee", "Q142", "metonym"),
        ("Élysée", "Q142", "metonym"),
        ("Sao Paulo", "geonames-3448439", "name"),
        ("São Paulo", "geonames-3448439", "name"),
        ("US State Department", "Q789915", "name"),
        ("Pentagon", "x-department-of-defense", "name"),
    ],
)
def test_first_reading(gazetteer: Gazetteer, name: str, key: str, kind: str) -> None:
    assert gazetteer.readings(name)[0] == Reading(key, kind)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Georgia", ["Q230", "Q1428"]),
        ("Congo", ["Q974", "Q971"]),
        ("Korea", ["Q884", "Q423"]),
        ("Washington", ["geonames-4140963", "Q30", "Q1223"]),
        ("Kursk", ["geonames-538560", "Q3178"]),
        ("Kabul", ["geonames-1138958", "Q889", "iso-AF-KAB"]),
        ("Congolese", ["Q974", "Q971"]),
        ("Kabul", ["geonames-1138958", "Q889"]),
        ("Niger", ["Q1032"]),
        ("Victoria", ["Q36687"]),
        ("Bethlehem", ["geonames-284315"]),
        ("Sahel", ["x-sahel", "iso-BF-12"]),
        ("Tel Aviv", ["geonames-293397", "Q801"]),
    ],
)
def test_readings_are_ranked(gazetteer: Gazetteer, name: str, expected: list[str]) -> None:
    assert [reading.key for reading in gazetteer.readings(name)][: len(expected)] == expected


@pytest.mark.parametrize(
    "name", ["can", "are", "in", "war", "us", "it", "no", "IN", "IT", "NO", "AM", "north", "the", "polish", "turkey", "West", "North"]
)
def test_words_are_no_names(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.readings(name) == ()


@pytest.mark.parametrize(
    "name",
    ["Reading", "Nice", "Mobile", "Split", "Orange", "Van", "Bath", "Jackson", "Lincoln", "Victoria", "Hamilton", "Chad", "Male", "Cork"],
)
def test_ambiguous_names(gazetteer: Gazetteer, name: str) -> None:
    assert name in gazetteer.ambiguous


@pytest.mark.parametrize("name", ["Paris", "London", "Russia", "Turkey", "Georgia", "Kharkiv", "Geneva", "Mosul", "Kobani", "Ukrainian"])
def test_plain_names(gazetteer: Gazetteer, name: str) -> None:
    assert name in gazetteer.names
    assert name not in gazetteer.ambiguous


def test_capitals_and_states(gazetteer: Gazetteer) -> None:
    assert gazetteer.capital_of("geonames-703448") == "Q212"
    assert gazetteer.capital_of("geonames-706483") is None
    kosovo = gazetteer.state("XK")
    assert kosovo is not None
    assert kosovo.key == "Q1246"
    assert gazetteer.state("ZZ") is None
    with_capital = set(gazetteer.capitals.values())
    without = [
        row.name for row in gazetteer.rows.values() if row.type is EntityType.STATE and row.until is None and row.key not in with_capital
    ]
    assert without == ["Western Sahara"]


def test_facts_follow_from_columns(gazetteer: Gazetteer) -> None:
    located = gazetteer.facts("Q3178")[0]
    assert (located.subject, located.predicate, located.object) == ("Q3178", "locatedIn", "Q159")
    assert located.place.startswith("regions.csv:")
    city = gazetteer.facts("geonames-538560")[0]
    assert (city.predicate, city.object) == ("locatedIn", "Q3178")
    assert not [fact for fact in gazetteer.facts("Q159") if fact.predicate == "locatedIn"]


def test_capitals_in_headlines(gazetteer: Gazetteer) -> None:
    assert gazetteer.folded("RUSSIA") == "Russia"
    assert gazetteer.folded("WHITE HOUSE") == "White House"
    assert gazetteer.folded("NOBODY KNOWS") is None


def test_longest(gazetteer: Gazetteer) -> None:
    assert gazetteer.longest["Democratic"] >= 5
    assert all(len(name.split(" ")) <= gazetteer.longest[name.split(" ")[0]] for name in gazetteer.names)


def test_rows_are_sound(gazetteer: Gazetteer) -> None:
    rows = gazetteer.rows
    assert len(rows) > 15_000
    strays = [row.place for row in rows.values() if row.parent is not None and row.parent not in rows]
    assert strays == []
    countries = [
        row.place for row in rows.values() if row.type in (EntityType.REGION, EntityType.SETTLEMENT) and gazetteer.country_row(row) is None
    ]
    assert countries == []
    signs = [name for name in gazetteer.names if any(sign in name for sign in "\u2019\u2018\u201c\u201d|") or name != name.strip()]
    assert signs == []


TABLES = sorted(path.name for path in (shipped() / "gazetteer").glob("*.csv") if path.name.startswith(("facts_", "metonyms")))


@pytest.mark.parametrize("table", TABLES)
def test_facts_name_rows(gazetteer: Gazetteer, table: str) -> None:
    with (shipped() / "gazetteer" / table).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    keys = {row[column] for row in rows for column in ("subject", "object", "key") if column in row}
    assert keys - set(gazetteer.rows) == set()


def test_every_row_has_a_source() -> None:
    tables = [path for path in sorted((shipped() / "gazetteer").glob("*.csv")) if path.name != "ambiguous.csv"]
    for path in tables:
        with path.open(encoding="utf-8", newline="") as file:
            last = [row[-1] for row in csv.reader(file)]
        assert all(last), path.name


def test_load_is_quick_and_small() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    Gazetteer.load()
    assert time.process_time() - started < 1.5  # 0.25 s alone; a shared machine needs room
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 120 * 1024


def _overlay(folder: Path, name: str, text: str) -> Path:
    (folder / "gazetteer").mkdir(exist_ok=True)
    (folder / "gazetteer" / name).write_text(text, encoding="utf-8")
    return folder


def test_overlay_rows_win(tmp_path: Path) -> None:
    row = "Q230,State,Sakartvelo,Georgia,,Q230,,GE,GE,,1,,,test"
    gazetteer = Gazetteer.load(_overlay(tmp_path, "mine.csv", f"{','.join(ENTITY)}\n{row}\n"))
    assert gazetteer.rows["Q230"].name == "Sakartvelo"
    assert gazetteer.rows["Q230"].place == "mine.csv:2"
    assert gazetteer.readings("Republic of Georgia") == ()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", ",".join(ENTITY) + "\nx-a,Planet,Mars,,,,,,,,,,,test\n", "a.csv:2: "),
        ("a.csv", ",".join(ENTITY) + "\nx-a,Place,Mars\n", "a.csv:2: 3 cells"),
        ("a.csv", ",".join(ENTITY) + "\n,Place,Mars,,,,,,,,,,,test\n", "a.csv:2: "),
        ("a.csv", ",".join(ENTITY) + "\nx-a,Place,Mars,,,,,,,,big,,,test\n", "a.csv:2: "),
        ("a.csv", ",".join(ENTITY) + "\n" + 2 * "x-a,Place,Mars,,,,,,,,,,,test\n", "a.csv:3: "),
        ("a.csv", ",".join(ENTITY) + '\nx-a,Place,"Mars\n",,,,,,,,,,,test\n', "a.csv:3: a cell spans"),
        ("facts_a.csv", "subject,predicate\n", "facts_a.csv:1: "),
        ("facts_a.csv", "subject,predicate,object,office,since,until,source\nQ1,,Q2,,,,test\n", "facts_a.csv:2: "),
        ("metonyms_a.csv", "name,key,source\nNowhere House,x-nowhere,test\n", "metonyms_a.csv:2: "),
    ],
)
def test_wrong_tables(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(ResourceError) as caught:
        Gazetteer.load(_overlay(tmp_path, name, text))
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_bodies_by_pattern() -> None:
    patterns = bodies.load()
    ministry = bodies.longest(patterns, ("Defense", "Ministry", "said"))
    assert ministry is not None
    assert (ministry.type, ministry.predicate) == (EntityType.GOVERNMENT_BODY, "ministryOf")
    army = bodies.longest(patterns, ("army",))
    assert army is not None
    assert (army.type, army.predicate) == (EntityType.ARMED_FORCE, "armedForceOf")
    assert bodies.longest(patterns, ("banana",)) is None
