"""One document to its annotations: parse, annotate, link, claim, check."""

from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from kg.annotate import parse
from kg.annotate.pipeline import annotate, stages
from kg.annotate.stage import Draft, Stage
from kg.claims.make import make
from kg.knowledge.tables import Knowledge
from kg.knowledge.tables import load as load_tables
from kg.link.linker import link
from kg.model.annotations import Annotations
from kg.model.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """The model, the tables and the stages, loaded once."""

    nlp: Language
    knowledge: Knowledge
    chain: tuple[Stage, ...]

    @classmethod
    def load(cls, *, model: str | None = None, overlay: Path | None = None) -> "Extractor":
        """An extractor with the named or the best installed model."""
        knowledge = load_tables(overlay)
        return cls(nlp=parse.load(model), knowledge=knowledge, chain=stages(knowledge))

    def extract(self, document: Document) -> Annotations:
        """Everything found in the document: a pure function of it, the tables and the model."""
        return self.finish(parse.parse(document, self.nlp), document)

    def finish(self, parsed: parse.Parse, document: Document) -> Annotations:
        """Everything after the parse."""
        annotations = annotate(Draft(document=document, parse=parsed), self.chain)
        return make(link(annotations, self.knowledge))
