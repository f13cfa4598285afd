"""The graph of a real article conforms, keeps its words and follows from the annotations file alone."""

from pathlib import Path

import pytest

from kg.export.annotations import line
from kg.extractor import Extractor
from kg.graph.quads import quads
from kg.graph.shapes import validate
from kg.ingest.annotations import read_line
from kg.ingest.article import document

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def found():
    extractor = Extractor.load()
    article = document(id=SEED.stem, text=SEED.read_text(encoding="utf-8"), source=f"seeds/{SEED.name}")
    return extractor.check(extractor.extract(article))[0]


def test_it_conforms_to_the_shapes(found):
    assert len(found.claims) > 10
    assert validate(quads(found)) == []


def test_it_follows_from_the_annotations_file(found):
    assert list(quads(read_line(line(found)))) == list(quads(found))


def test_every_claim_has_its_sentence(found):
    lines = list(quads(found))
    claims = {x.split(" ")[0] for x in lines if "ontology#Claim>" in x}
    assert len(claims) == len(found.claims)
    assert claims == {x.split(" ")[0] for x in lines if "/claim/" in x.split(" ")[0] and "#evidence>" in x}
