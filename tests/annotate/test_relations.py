"""Relations in sentences of our own: what must be found, and what must not."""

import csv
from functools import cache
from pathlib import Path

import pytest

from kg.annotate import parse
from kg.extractor import Extractor
from kg.ingest.article import document
from kg.model.annotations import Annotations

CASES = Path(__file__).parent.parent / "cases" / "relations.csv"
with CASES.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


@cache
def extractor() -> Extractor:
    return Extractor.load()


@cache
def annotations(sentence: str) -> Annotations:
    return extractor().extract(document(id="case", text=sentence, source="tests"))


def found(sentence: str, *, background: bool = False) -> list[tuple[set[str], str, set[str], str, str]]:
    result = annotations(sentence)
    names = {e.id: {e.name, *(m.text for m in e.mentions)} for e in result.entities}
    return [
        (names[r.subject], r.predicate, names[r.object], r.office or "", r.status.value if r.status else "")
        for r in result.relations
        if background or r.row is None
    ]


@pytest.mark.parametrize("row", ROWS, ids=[f"{i}-{r['predicate']}" for i, r in enumerate(ROWS, 2)])
def test_case(row: dict[str, str]) -> None:
    wanted = row["predicate"].removeprefix("!")
    background = wanted == "borders"
    hits = [
        r
        for r in found(row["sentence"], background=background)
        if r[1] == wanted and _same(row["subject"], r[0]) and _same(row["object"], r[2])
    ]
    if row["predicate"].startswith("!"):
        assert not hits
        return
    assert hits, f"{wanted} not found among {found(row['sentence'])}"
    if row["office"]:
        assert row["office"] in {h[3] for h in hits}
    assert row["status"] in {h[4] for h in hits}


def _same(wanted: str, names: set[str]) -> bool:
    return any(wanted == n or wanted in n.split(" ") or n.endswith(" " + wanted) for n in names)


def test_spans_hold_their_subject_or_object() -> None:
    text = "Nils Holm, chairman of the Labour Party and a member of Greenpeace, won."
    result = annotations(text)
    stated = [r for r in result.relations if r.row is None]
    assert len(stated) >= 2
    for relation in stated:
        assert relation.head >= 0
        assert relation.rule
        entity = next(e for e in result.entities if e.id == relation.subject)
        assert any(relation.span.holds(m.span) for m in entity.mentions)


def test_each_statement_once_and_in_text_order() -> None:
    text = "Maria Sol, president of Chile, met Nils Holm. Maria Sol, the president of Chile, left."
    relations = [r for r in annotations(text).relations if r.row is None]
    keys = [(r.subject, r.predicate, r.object, r.status) for r in relations]
    assert len(keys) == len(set(keys)) > 0
    assert [r.span for r in relations] == sorted(r.span for r in relations)
    assert [r.id for r in relations] == [f"r{i}" for i in range(1, len(relations) + 1)]


def test_natives_belong_to_the_state_of_the_article_by_a_row_of_the_lexicon() -> None:
    result = annotations("Kenyan police arrested 40 protesters. Kenya's president spoke.")
    names = {e.id: e.name for e in result.entities}
    tied = [r for r in result.relations if names[r.subject] == "protesters"]
    assert [(r.predicate, names[r.object], r.rule) for r in tied] == [("affiliatedWith", "Kenya", "discourse")]
    assert (tied[0].row or "").startswith("relations.csv:")


def test_an_unnamed_body_is_of_the_state_of_the_article_but_not_said_to_be_its_agency() -> None:
    result = annotations("Kenya's president spoke as police arrested 40 protesters.")
    names = {e.id: e.name for e in result.entities}
    tied = [r for r in result.relations if names[r.subject] == "police"]
    assert [(r.predicate, names[r.object]) for r in tied] == [("affiliatedWith", "Kenya")]


def test_victims_alone_make_no_state_the_home_of_those_who_attack() -> None:
    result = annotations("Rebels killed two French soldiers.")
    names = {e.id: e.name for e in result.entities}
    assert "Rebels" not in {names[r.subject] for r in result.relations}


def test_stage_is_pure() -> None:
    text = "French Foreign Minister Claire Martin met Kenyan police."
    doc = document(id="case", text=text, source="tests")
    rows = parse.rows(doc, extractor().nlp)
    one, two = (extractor().finish(parse.build(doc, rows), doc) for _ in range(2))
    assert one == two


def test_nations_of_one_noun_are_not_those_of_the_next(extractor: Extractor) -> None:
    found = extractor.extract(document(id="case", text="The rebels killed 84 Russian fighters and 47 Malian soldiers.", source="tests"))
    names = {e.id: e.name for e in found.entities}
    said = {(names[r.subject], names[r.object]) for r in found.relations}
    assert ("Malian soldiers", "Mali") in said
    assert ("Malian soldiers", "Russia") not in said
