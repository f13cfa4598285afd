"""From one finished state of an output directory to the next: everything is written aside and then moved into place."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from kg import catalogue, derive, export, store
from kg.catalogue import Entry
from kg.config import Config
from kg.extractor import versions
from kg.graph import iri
from kg.graph.provenance import extraction
from kg.graph.quads import quads
from kg.ingest.annotations import read_line
from kg.ingest.read import Failure
from kg.journal import Journal
from kg.workspace import ANNOTATIONS, DECISIONS, DOCUMENTS, FORMAT, REJECTED, RUN, STORE, Workspace

GRAPHS = {"graph.ttl": "turtle", "graph.trig": "trig", "graph.nq": "nquads"}
PAGE = "graph.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the next state holds: its documents, the extractions that are new, the inputs that failed.

    `decisions` replaces the recorded human decisions where given; `exports` says whether the graph files and the page are written.
    """

    entries: list[Entry]
    journal: Journal
    failures: tuple[Failure, ...] = ()
    decisions: str | None = None
    exports: bool = True
