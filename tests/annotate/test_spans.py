"""The quick way to entity spans gives what spaCy's own recogniser gives."""

import spacy

from kg.annotate.arithmetic import one_thread
from kg.annotate.model import choose
from kg.extractor import Extractor

TEXTS = [
    "Foreign Minister Anna Kova of the Republic of Sudovia met General Petr  Lang in Berlin on 3 May 2021.",
    "",
    "Kova",
    " \n ",
    "The South Sudovian Defence Ministry said on Tuesday that 1,200 soldiers of the 3rd Guards Brigade had left Port Elsa.",
    "Two days later the United Nations Security Council and the Sudovian Red Cross asked for $ 40 million.",
    "In 1999 the Treaty of Elsa ended the Ten Years War . Elsa \n Kova 's portrait hangs in the Museum of Modern Art in New York City",
]


def test_same_as_the_stock_recogniser(extractor: Extractor) -> None:
    stock = spacy.load(choose())
    assert "kg_ner" in extractor.nlp.pipe_names
    with one_thread():
        for quick, slow in zip(extractor.nlp.pipe(TEXTS, batch_size=4), stock.pipe(TEXTS, batch_size=4), strict=True):
            assert [(t.text, t.ent_type_, t.ent_iob_) for t in quick] == [(t.text, t.ent_type_, t.ent_iob_) for t in slow]
