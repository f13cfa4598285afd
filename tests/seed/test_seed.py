"""The questions that the graph of the seed article must answer, and what its default view must not hold."""

from pathlib import Path

import pytest

from kg.config import Config
from kg.derive import entail
from kg.derive.context import Context
from kg.derive.update import update
from kg.extractor import Extractor
from kg.graph import iri
from kg.graph.quads import quads
from kg.ingest.article import document
from kg.query.explain import explain
from kg.query.run import table
from kg.store.base import Reader
from kg.store.memory import open_memory
from tests.seed.answers import EXPECTED, ORDERED

HERE = Path(__file__).parent
SEED = HERE.parent.parent / "seeds" / "000_c0e525c02778e124.txt"


@pytest.fixture(scope="session")
def graph() -> Reader:
    extractor = Extractor.load(Config())
    article = document(id=SEED.stem, text=SEED.read_text(encoding="utf-8"), source=f"seeds/{SEED.name}")
    found, _ = extractor.check(extractor.extract(article))
    store = open_memory()
    context = Context(gazetteer=extractor.knowledge.gazetteer, entailment=entail.load())
    update(store, {iri.document(iri.BASE, iri.document_hash(article)): quads(found)}, context)
    return store


@pytest.mark.parametrize("n", EXPECTED, ids="q{:02d}".format)
def test_question(graph: Reader, n: int) -> None:
    rows = table(graph, (HERE / f"q{n:02d}.rq").read_text(encoding="utf-8")).values()
    if n in ORDERED:
        assert [row[:-1] for row in rows] == EXPECTED[n]
    else:
        assert sorted(set(rows), key=repr) == sorted(EXPECTED[n], key=repr)


def test_there_are_twenty_four_questions() -> None:
    assert list(EXPECTED) == list(range(1, 25))
    assert {path.name for path in HERE.glob("*.rq")} == {f"q{n:02d}.rq" for n in EXPECTED}


MUST_NOT = {
    "the two presidents met": """
        ?event a kg:Event ; kg:factual true ; kg:eventType kge:CONSULT ; kg:hasMention/kg:actor/rdfs:label "Volodymyr Zelenskyy" """,
    "the president-elect ended the war": """
        ?event a kg:Event ; kg:factual true ; kg:eventType ?type ; kg:hasMention/kg:actor/rdfs:label "Donald Trump" .
        FILTER(?type IN (kge:CONSULT, kge:AGREE, kge:COOPERATE, kge:CONCEDE))""",
    "Ukraine settled": """
        ?event a kg:Event ; kg:factual true ; kg:eventType ?type ; kg:hasMention/kg:actor/rdfs:label "Ukraine" .
        FILTER(?type IN (kge:CONCEDE, kge:AGREE, kge:RETREAT))""",
    "South Korea confirmed or denied": """
        ?source kg:ministryOf*/rdfs:label "South Korea" . ?event kg:source ?source ; kg:stance ?stance . FILTER(?stance != "decline")""",
    "what is feared, promised or asked is so": """
        ?claim kg:stance ?stance ; kg:about ?mention . FILTER(?stance IN ("fear", "promise", "question"))
        ?event a kg:Event ; kg:hasMention ?mention ; kg:factual true""",
    "what is still to come is so": """
        ?claim kg:tense "future" ; kg:about ?mention . ?event a kg:Event ; kg:hasMention ?mention ; kg:factual true""",
    "the assault was renewed": """
        ?event a kg:Event ; kg:factual true ; kg:hasMention/nif:anchorOf ?word . FILTER(?word IN ("renew", "re-arm", "assault"))""",
    "something happened on the day of publication": """
        ?event kg:edtf ?value . FILTER(CONTAINS(?value, "2024-11-13"))""",
    "an elect president is head of state": """
        ?event kg:headOfStateOf|kg:officialOf ?state . ?event rdfs:label "Donald Trump" """,
}


@pytest.mark.parametrize("said", MUST_NOT)
def test_the_default_view_does_not_say(graph: Reader, said: str) -> None:
    assert table(graph, f"SELECT DISTINCT ?event WHERE {{ {MUST_NOT[said]} }}").values() == []


def test_a_link_is_explained_once(graph: Reader) -> None:
    lines = [line.words for line in explain(graph, "Kursk Oblast") if line.depth]
    (linked,) = (line for line in lines if line.startswith("linked in"))
    assert linked.index("652,938 inhabitants") < linked.index("the article names Russia")
    (other,) = (line for line in lines if line.startswith("not "))
    assert other.startswith("not Kursk (")
    assert "448,733 inhabitants" in other
