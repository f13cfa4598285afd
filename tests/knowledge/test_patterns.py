"""The tables of words that make relations."""

import shutil
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.knowledge import csvtable
from kg.knowledge.patterns import CLASSES, NOUNS, PARTS, SAME, VERBS, Patterns
from kg.model.entity import EntityType
from kg.ontology.vocab import KG, Predicate
from kg.resources import shipped

PERSON, STATE, PARTY = EntityType.PERSON, EntityType.STATE, EntityType.PARTY


@pytest.fixture(scope="module")
def patterns() -> Patterns:
    return Patterns.load()


def overlay(folder: Path, table: str, line: str) -> Path:
    target = folder / table
    target.parent.mkdir(parents=True)
    shutil.copy(shipped() / table, target)
    with target.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    return folder


def test_rows_by_noun_slot_and_types(patterns: Patterns) -> None:
    member = patterns.tie("member", PERSON, "of", PARTY)
    assert member is not None
    assert (member.predicate, member.reverse) == ("memberOf", False)
    child = patterns.tie("son", PERSON, "poss", PERSON)
    assert child is not None
    assert (child.predicate, child.reverse) == ("parentOf", True)
    critic = patterns.tie("critic", PERSON, "of", PARTY)
    assert critic is not None
    assert critic.predicate is None
    assert patterns.tie("member", PERSON, "against", PARTY) is None


def test_every_predicate_is_a_term_of_the_ontology(patterns: Patterns) -> None:
    terms = {p.removeprefix(KG) for p in Predicate}
    nouns = {t.predicate for slots in patterns.nouns.values() for t in slots.values()}
    verbs = {t.predicate for frames in patterns.verbs.values() for f in frames for t in f.ties.values()}
    assert len(nouns) > 20
    assert nouns | verbs <= terms | {None, SAME}


@pytest.mark.parametrize("table", [NOUNS, VERBS, CLASSES, PARTS])
def test_every_row_has_an_example_sentence(table: str) -> None:
    path = shipped() / table
    rows = list(csvtable.rows(path, csvtable.header(path)))
    assert rows
    for line, cells in rows:
        assert cells[-1].endswith("."), f"{table}:{line}"


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        (NOUNS, "chum,Persn,of,State,memberOf,He is a chum of Spain.", "type 'Persn'"),
        (NOUNS, "chum,Person,of", "3 cells"),
        (VERBS, "chum,direct,Person,State,memberOf,sometimes,He chummed Spain.", "status 'sometimes'"),
        (CLASSES, "chum,Stat,He leads the Gao chum.", "type 'Stat'"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, table: str, line: str, words: str) -> None:
    with pytest.raises(ResourceError, match=Path(table).name) as error:
        Patterns.load(overlay(tmp_path, table, line))
    assert words in str(error.value)
