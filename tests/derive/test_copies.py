"""Wire copies are kept, and said to be copies of the first, whatever the order and however often they come and go."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.derive.update import judge, update
from kg.model.annotations import Annotations
from kg.model.document import Document
from kg.store.memory import open_memory
from tests.derive.corpus import graph
from tests.derive.test_rules import OTHER, WIRE
from tests.derive.test_update import BASE, CONTEXT, ask, exported


def article(name: str, text: str, hour: int, url: str | None = None) -> tuple[str, list[str]]:
    published = f"2031-05-06T{hour:02}:00Z"
    return graph(Annotations(document=Document(id=name, text=text, source=f"{name}.txt", published=published, url=url)))


ARTICLES = dict(
    [
        article("copy", "Our own correspondent reports. " + WIRE[: len(WIRE) * 2 // 3], 9),
        article("wire", WIRE, 7, "https://example.org/wire"),
        article("update", WIRE + " The road was opened again in the evening.", 8, "https://example.org/wire"),
        article("late", WIRE + " Ed. by A. B.", 10, "https://example.org/late"),
        article("other", OTHER, 6),
    ]
)
PAIRS = "select ?copy ?first where { ?a kg:copyOf ?b . ?a kg:identifier ?copy . ?b kg:identifier ?first } order by ?copy"


def test_later_copies_point_at_the_first_and_versions_of_one_address_do_not() -> None:
    store = open_memory()
    update(store, ARTICLES, CONTEXT)
    assert ask(store, PAIRS) == [("copy", "wire"), ("late", "wire")]
    assert ask(store, "select ?n where { ?a kg:supersedes ?b . ?a kg:identifier ?n }") == [("update",)]


def test_a_new_version_of_the_first_is_no_copy_of_its_copy() -> None:
    store = open_memory()
    lines = dict(
        [article("wire", WIRE, 7, "https://example.org/wire"), article("late", WIRE + " Ed. by A. B.", 8, "https://example.org/late")]
    )
    update(store, lines, CONTEXT)
    update(store, dict([article("update", WIRE + " The road was opened again in the evening.", 9, "https://example.org/wire")]), CONTEXT)
    assert ask(store, PAIRS) == [("late", "wire")]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(ARTICLES)), st.booleans()), max_size=8), st.sets(st.sampled_from(sorted(ARTICLES))))
def test_order_and_detours_do_not_matter(steps: list[tuple[str, bool]], wanted: set[str]) -> None:
    store = open_memory()
    for doc, here in steps:
        update(store, {doc: ARTICLES[doc] if here else None}, CONTEXT)
    update(store, {doc: lines if doc in wanted else None for doc, lines in ARTICLES.items()}, CONTEXT)
    scratch = open_memory()
    update(scratch, {doc: ARTICLES[doc] for doc in wanted}, CONTEXT)
    assert exported(store) == exported(scratch)


def test_a_person_takes_a_copy_back() -> None:
    store = open_memory()
    update(store, ARTICLES, CONTEXT)
    before = exported(store)
    found = {name: f"{BASE}{doc}" for doc, name in ask(store, "select ?d ?n where { ?d a kg:Document ; kg:identifier ?n }")}
    for name in ("wire", "update", "late"):
        judge(store, (found["copy"], found[name]), "different", "ann", CONTEXT)
    assert ask(store, PAIRS) == [("late", "wire")]
    for name in ("wire", "update", "late"):
        judge(store, (found["copy"], found[name]), None, "ann", CONTEXT)
    assert exported(store) == before
