"""The quick way to part of speech and lemma gives what spaCy's own pipes give."""

import pytest
import spacy

from kg.annotate import parse, words
from kg.annotate.arithmetic import one_thread
from kg.annotate.model import choose
from kg.extractor import Extractor

TEXTS = (
    "They're gonna leave, and she ain't got ta stay; let's see what y'all say, c'm on.",
    "There are two bridges. There's nothin' left of 'em, and he'd have said somethin' if he'd been doin' well.",
    "But the minister, who wasn't there, had had the reports; it was but a rumour that these men did what that man did not.",
    "The talks' outcome didn't please either side \n  although both got what they'd asked for, e.g. 3.5 % of $ 2bn (or more).",
    "What this is, nobody can say: I gave you mine, you gave me yours, and the others kept theirs to themselves.",
)


@pytest.fixture(scope="module")
def stock() -> "parse.Model":
    return spacy.load(choose())


@pytest.mark.parametrize("text", TEXTS)
def test_same_as_the_stock_pipeline(text: str, extractor: Extractor, stock: "parse.Model") -> None:
    quick = extractor.nlp
    assert "kg_words" in quick.pipe_names
    with one_thread():
        for _ in range(2):  # the second time from memory
            found = [(token.text, token.pos_, token.lemma_, token.tag_, token.dep_, token.ent_type_) for token in quick(text)]
            expected = [(token.text, token.pos_, token.lemma_, token.tag_, token.dep_, token.ent_type_) for token in stock(text)]
            assert [f for f in found if f[0].strip()] == [e for e in expected if e[0].strip()]


def test_a_pipeline_with_rules_of_another_kind_stays_as_it_is() -> None:
    nlp = spacy.load(choose())
    nlp.get_pipe("attribute_ruler").add([[{"ORTH": "Kyiv"}]], {"POS": "PROPN"})
    before = nlp.pipe_names
    words.quicken(nlp)
    assert nlp.pipe_names == before
