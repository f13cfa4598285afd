"""Titles of office: longest match, plural, hyphens, modifiers, predicates."""

import pytest

from kg.errors import ResourceError
from kg.knowledge import csvtable
from kg.knowledge.offices import MODIFIER_COLUMNS, TITLE_COLUMNS, Effect, Offices
from kg.model.entity import EntityType
from kg.model.event import OfficeStatus
from kg.resources import shipped

LEXICON = shipped() / "lexicon"


@pytest.fixture(scope="module")
def offices():
    return Offices.load()


@pytest.mark.parametrize(
    ("words", "title", "end", "plural"),
    [
        ("president", "president", 1, False),
        ("Secretary of State Joan Roe", "secretary of state", 3, False),
        ("secretaries of state", "secretary of state", 3, True),
        ("secretary - general", "secretary general", 3, False),
        ("Secretary-General", "secretary general", 1, False),
        ("attorneys general", "attorney general", 2, True),
        ("prime ministers of both states", "prime minister", 2, True),
        ("deputy foreign minister", "deputy foreign minister", 3, False),
        ("vice - president", "vice president", 3, False),
        ("government spokeswoman", "government spokeswoman", 2, False),
        ("spokesmen for", "spokesman", 1, True),
    ],
)
def test_longest_title(offices, words, title, end, plural):
    found = offices.title(words.split())
    assert (found.office.title, found.begin, found.end, found.plural) == (title, 0, end, plural)


def test_no_title_in_other_words(offices):
    assert offices.title(["table"]) is None
    assert offices.title([], 0) is None
    assert offices.title(["the", "president"], 0) is None


def test_titles_from_left_to_right_do_not_overlap(offices):
    found = offices.find_all(["former", "US", "secretary", "of", "state", "and", "defence", "minister"])
    assert [(match.office.title, match.begin, match.end) for match in found] == [("secretary of state", 2, 5), ("defence minister", 6, 8)]


def test_longest_title_that_ends_at_a_word(offices):
    found = offices.ending(["the", "US", "deputy", "secretary", "of", "state"], 6)
    assert (found.office.title, found.begin) == ("deputy secretary of state", 2)


@pytest.mark.parametrize(
    ("title", "type", "predicate"),
    [
        ("president", EntityType.STATE, "headOfStateOf"),
        ("president", EntityType.COMPANY, "headOf"),
        ("prime minister", EntityType.STATE, "headOfGovernmentOf"),
        ("foreign minister", EntityType.STATE, "ministerOf"),
        ("spokesman", EntityType.GOVERNMENT_BODY, "spokespersonOf"),
        ("mayor", EntityType.SETTLEMENT, "mayorOf"),
        ("mayor", EntityType.PARTY, None),
        ("adviser", EntityType.PERSON, "advisorOf"),
        ("crown prince", EntityType.STATE, "royaltyOf"),
        ("ambassador", EntityType.STATE, "officialOf"),
        ("commander", EntityType.ARMED_GROUP, "headOf"),
    ],
)
def test_predicate_by_type(offices, title, type, predicate):
    assert offices.title(title.split()).office.predicate(type) == predicate


def test_modifiers(offices):
    former = offices.modifier(["ex", "-", "president"], 0)
    assert (former.modifier.status, former.end) == (OfficeStatus.FORMER, 2)
    elect = offices.suffix(["president", "-", "elect"], 1)
    assert (elect.modifier.status, elect.begin, elect.end) == (OfficeStatus.ELECT, 1, 3)
    deputy = offices.modifier(("deputy", "head"), 0)
    assert (deputy.modifier.effect, deputy.modifier.status) == (Effect.BELOW, None)
    assert offices.modifier(["tall"], 0) is None


def test_table_is_complete():
    rows = [cells for _, cells in csvtable.rows(LEXICON / "offices.csv", TITLE_COLUMNS)]
    assert len(rows) >= 250
    assert len({row[0] for row in rows}) == len(rows)
    for title, *_, example in rows:
        assert title.replace("-", " ") in example.lower().replace("-", " "), title
    modifiers = [cells for _, cells in csvtable.rows(LEXICON / "office_modifiers.csv", MODIFIER_COLUMNS)]
    assert all(row[1] in ("before", "after") and row[-1] for row in modifiers)


def test_bad_row_is_one_clear_line(tmp_path):
    folder = tmp_path / "lexicon"
    folder.mkdir()
    folder.joinpath("offices.csv").write_text(",".join(TITLE_COLUMNS) + "\nking,kings,headOfStateOf,Planet,true,m,A king.\n", "utf-8")
    with pytest.raises(ResourceError, match=r"offices\.csv:2"):
        Offices.load(tmp_path)
