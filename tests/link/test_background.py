"""Background facts and inferences over whole documents, on the shipped tables."""

from functools import cache

import pytest

from kg.extractor import Extractor
from kg.ingest.article import document
from kg.link.background import after, before
from kg.model.annotations import Annotations
from kg.model.entity import MentionKind

BERLIN = "Vladimir Putin flew to Berlin on Monday. Russia and Germany signed a treaty."


@cache
def extractor() -> Extractor:
    return Extractor.load()


@cache
def annotations(text: str, published: str | None = None) -> Annotations:
    return extractor().extract(document(id="case", text=text, source="tests", published=published))


Told = set[tuple[str, str, str, str | None]]


def told(text: str, published: str | None, *, background: bool) -> Told:
    found = annotations(text, published)
    names = {e.id: e.name for e in found.entities}
    kept = [r for r in found.relations if (r.row is not None) is background]
    return {(names[r.subject], r.predicate, names[r.object], r.status.value if r.status else None) for r in kept}


def facts(text: str, published: str | None = None) -> Told:
    return told(text, published, background=True)


def statements(text: str, published: str | None = None) -> Told:
    return told(text, published, background=False)


@pytest.mark.parametrize(
    ("date", "edge", "is_before", "is_after"),
    [
        ("2010-06-01", "2008-05", False, True),
        ("2008-05-20", "2008-05", False, False),
        ("2008-04-30", "2008-05", True, False),
        ("2008-04-30", "2008", False, False),
        ("2008-04-30", "2009~", True, False),
        ("2008-04-30", None, False, False),
        ("2008-04-30", "..", False, False),
    ],
)
def test_terms_of_any_precision(date: str, edge: str | None, is_before: bool, is_after: bool) -> None:
    assert before(date, edge) is is_before
    assert after(date, edge) is is_after


def test_places_lie_in_the_states_that_the_document_names() -> None:
    assert ("Berlin", "capitalOf", "Germany", None) in facts(BERLIN)
    assert not [f for f in facts("Vladimir Putin flew to Berlin on Monday.") if f[2] == "Germany"]


def test_an_office_follows_the_date_of_the_article() -> None:
    expected = {"2001-03-01": "incumbent", "2010-03-01": "former", "2015-03-01": "incumbent"}
    for date, status in expected.items():
        statuses = {f[3] for f in facts(BERLIN, date) if f[:3] == ("Vladimir Putin", "headOfStateOf", "Russia")}
        assert status in statuses
    assert "incumbent" not in {f[3] for f in facts(BERLIN, "2010-03-01") if f[1] == "headOfStateOf"}


def test_without_a_date_a_title_decides() -> None:
    assert ("Vladimir Putin", "headOfStateOf", "Russia", "incumbent") in facts("President " + BERLIN)
    assert not [f for f in facts("President " + BERLIN) if f[1] == "headOfGovernmentOf"]


def test_before_a_term_only_the_elect_has_the_office() -> None:
    text = "President-elect Donald Trump spoke in Florida, the United States embassy said."
    assert ("Donald Trump", "headOfStateOf", "United States", "elect") in statements(text, "2016-12-01")
    assert not [f for f in facts(text.replace("President-elect ", ""), "2016-12-01") if f[1] == "headOfStateOf"]


def test_background_carries_its_row_and_a_name_of_the_subject() -> None:
    found = annotations(BERLIN)
    by_id = {e.id: e for e in found.entities}
    rows = [r for r in found.relations if r.row]
    assert rows
    for relation in rows:
        assert relation.row is not None
        assert ".csv:" in relation.row
        mention = next(m for m in by_id[relation.subject].mentions if m.span == relation.span)
        assert mention.kind not in (MentionKind.PRONOUN, MentionKind.NOMINAL)
    assert [r.id for r in found.relations] == [f"r{i}" for i in range(1, len(found.relations) + 1)]
    about = {i for c in found.claims for i in c.about}
    assert not about & {r.id for r in rows}


def test_memberships_where_a_sentence_speaks_of_them() -> None:
    together = facts("Estonia asked other NATO members for help.")
    assert ("Estonia", "memberOf", "NATO", None) in together
    assert not [f for f in facts("Estonia asked NATO for help.") if f[1] == "memberOf"]
    assert not [f for f in facts("Estonia voted. The members of NATO met.") if f[1] == "memberOf"]
    assert not [f for f in facts("Estonia, a member of the United Nations, voted.") if f[1] == "memberOf"]


def test_bodies_and_ministers_of_the_state_that_the_article_is_about() -> None:
    text = "Angola closed its borders. Angola said the Interior Ministry would explain. Interior Minister Karl Bergmann left Angola."
    found = facts(text)
    assert any(f[1] == "ministryOf" and f[2] == "Angola" for f in found)
    assert ("Karl Bergmann", "ministerOf", "Angola", "incumbent") in found


def test_two_states_leave_the_ministry_open() -> None:
    found = facts("Angola closed its borders. Zambia did so too. The Interior Ministry would explain.")
    assert not [f for f in found if f[1] == "ministryOf"]


def test_members_of_a_party_are_citizens_of_its_state() -> None:
    text = "Karl Bergmann (CDU) voted against it. Germany is divided."
    assert ("Karl Bergmann", "citizenOf", "Germany", None) in facts(text)
