"""One document to its annotations: parse, annotate, link, claim, check."""

import functools
import gc
import hashlib
import importlib.metadata
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.annotate import model, parse
from kg.annotate.pipeline import annotate, stages
from kg.annotate.stage import Draft, Stage
from kg.claims.check import check
from kg.claims.make import make
from kg.config import Config
from kg.errors import InputError
from kg.graph.provenance import Versions
from kg.knowledge.tables import Knowledge
from kg.knowledge.tables import load as load_tables
from kg.link.linker import link
from kg.model.annotations import Annotations
from kg.model.document import Document
from kg.ontology import codebook, schema
from kg.ontology.codebook import Codebook
from kg.ontology.schema import Schema
from kg.resources import shipped

LONGEST = 500_000
"""Characters of the longest text that is taken, some 85,000 words: a transcript of six hours. Memory grows to 850 MB for it."""


def versions(config: Config) -> Versions:
    """Names and versions of program, model and tables; the tables' is a digest of every file of `ontologies/` and of the overlay."""
    digest = hashlib.sha256()
    tables = [*_tables(shipped())]
    overlaid = [*_tables(config.ontologies)] if config.ontologies else []
    for name, content in (*tables, *overlaid):
        digest.update(json.dumps([name.rpartition("/")[2], content]).encode())
    return Versions(
        program=f"kg {importlib.metadata.version('kg')}",
        model=model.describe(model.choose(config.model)),
        tables=digest.hexdigest()[:16],
        overlaid=tuple(f"{name} {content[:16]}" for name, content in overlaid),
    )


def _tables(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and digest of the files that extraction depends on, in a fixed order."""
    for path in sorted(path for path in folder.rglob("*") if path.suffix in (".csv", ".ttl")):
        yield path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()


def knowledge(config: Config) -> Knowledge:
    """The tables, loaded once a process as long as no file of theirs changes."""
    return _knowledge(config.ontologies, versions(config).tables)


def forget_tables() -> None:
    """Let the tables go, which take 30 MB; they are loaded again when they are wanted."""
    _knowledge.cache_clear()


@functools.lru_cache(maxsize=1)
def _knowledge(overlay: Path | None, digest: str) -> Knowledge:
    del digest  # part of the key: with other tables nothing is reused
    return load_tables(overlay)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """The model, the tables and the stages, loaded once; `extraction` names their versions."""

    nlp: "parse.Model"
    knowledge: Knowledge
    chain: tuple[Stage, ...]
    schema: Schema
    codebook: Codebook
    base: str
    extraction: Versions

    @classmethod
    def load(cls, config: Config | None = None) -> "Extractor":
        """An extractor with the configured or the best installed model."""
        collecting = gc.isenabled()
        gc.disable()  # a million objects are made, all of them to stay; Python would look through them time and again
        try:
            return cls._load(config or Config())
        finally:
            if collecting:
                gc.enable()

    @classmethod
    def _load(cls, config: Config) -> "Extractor":
        tables = knowledge(config)
        return cls(
            nlp=parse.load(config.model),
            knowledge=tables,
            chain=stages(tables),
            schema=schema.load(config.ontologies),
            codebook=codebook.load(config.ontologies),
            base=config.base,
            extraction=versions(config),
        )

    def extract(self, document: Document) -> Annotations:
        """Everything found in the document: a pure function of it, the tables and the model.

        `InputError` for a text of more than `LONGEST` characters; none is cut.
        """
        if len(document.text) > LONGEST:
            size, most = f"{len(document.text):,}", f"{LONGEST:,}"
            raise InputError(
                f"{document.source}: one text of {size} characters, more than the {most} that fit in memory; cut it into its articles"
            )
        return self.finish(parse.parse(document, self.nlp), document)

    def finish(self, parsed: parse.Parse, document: Document) -> Annotations:
        """Everything after the parse."""
        annotations = annotate(Draft(document=document, parse=parsed), self.chain)
        return make(link(annotations, self.knowledge))

    def check(self, annotations: Annotations) -> tuple[Annotations, tuple[str, ...]]:
        """The annotations without what breaks the ontology, and a JSON line for each thing that does."""
        checked, rejections = check(annotations, self.schema, self.codebook)
        return checked, tuple(rejection.line(annotations.document) for rejection in rejections)
