"""Re-check a build from its exported files alone: digests, offsets, evidence, links, support and shapes.

Digests catch accidents. A forger would write them anew, so everything is also checked against everything else: the text against its hash,
the words against the text, each document graph against the annotations it is a function of, what is derived against what supports it.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.claims.check import check
from kg.errors import InputError, StoreError
from kg.graph import iri
from kg.graph.quads import quads
from kg.graph.shapes import validate
from kg.graph.verify_graph import Found, read, same_graphs
from kg.graph.verify_support import unsupported
from kg.ingest.annotations import read_line
from kg.model.annotations import Annotations
from kg.ontology import codebook, schema

ANNOTATIONS, GRAPH, RUN = "annotations.jsonl", "graph.nq", "run.json"
SHOWN = 5
"""Examples given of one kind of problem in one document."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing that does not hold: the check it failed, the file or document, and what is wrong in plain words."""

    check: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what} ({self.check})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was checked, in numbers, and what does not hold."""

    documents: int
    spans: int
    claims: int
    quads: int
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return not self.problems


@dataclass(slots=True)
class _State:
    base: str
    problems: list[Problem] = field(default_factory=list)
    documents: dict[str, str] = field(default_factory=dict)
    spans: int = 0
    claims: int = 0

    def add(self, check: str, where: str, what: str) -> None:
        self.problems.append(Problem(check=check, where=where, what=what))


def verify(directory: Path, *, shapes: bool = True, overlay: Path | None = None) -> Report:
    """Check the exported files of a build directory; `shapes=False` leaves out SHACL, which holds the whole graph in memory.

    `StoreError` where the directory holds no build.
    """
    run = _run(directory)
    state = _State(base=str(run.get("base") or iri.BASE))
    _digests(state, directory, run)
    found = Found(base=state.base)
    if (directory / GRAPH).exists():
        try:
            found = read(directory / GRAPH, state.base)
        except InputError as error:
            state.add("syntax", GRAPH, str(error))
        _graph(state, found)
        _documents(state, directory, found, overlay)
        for name, what in same_graphs(directory, found):
            state.add("same graph", name, what)
        for node, what in unsupported(found):
            state.add("support", GRAPH, f"{node}: {what}")
        if shapes and found.quads:
            for finding in validate(directory / GRAPH, overlay):
                state.add("shapes", finding.document or GRAPH, str(finding))
    problems = tuple(sorted(set(state.problems)))
    return Report(documents=len(state.documents), spans=state.spans, claims=state.claims, quads=found.quads, problems=problems)


def _run(directory: Path) -> dict[str, Any]:
    try:
        content = json.loads((directory / RUN).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise StoreError(f"{directory}: no {RUN} here; name the output directory of a kg build") from error
    except (OSError, ValueError) as error:
        raise StoreError(f"{directory / RUN}: cannot be read ({error}); build again") from error
    if not isinstance(content, dict) or not isinstance(content.get("files"), dict):
        raise StoreError(f"{directory / RUN}: names no files; build again")
    return content


def _digests(state: _State, directory: Path, run: dict[str, Any]) -> None:
    """Every file that run.json names has the digest it names; the two that all else rests on are named."""
    for name, expected in sorted(run["files"].items()):
        path = directory / name
        if not path.is_file():
            state.add("digest", name, "is named by run.json and missing")
            continue
        with path.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != expected:
                state.add("digest", name, "was changed after the build")
    for name in (ANNOTATIONS, GRAPH):
        if not (directory / name).is_file() or name not in run["files"]:
            state.add("digest", name, "is missing, or run.json does not name it: nothing can be checked without it")


def _graph(state: _State, found: Found) -> None:
    """What the graph alone must keep: no blank nodes, no dangling IRI, offsets that fit their text."""
    for what in found.blank[:SHOWN]:
        state.add("blank nodes", GRAPH, f"a blank node in {what}")
    for node in sorted(found.dangling())[:SHOWN]:
        state.add("dangling", GRAPH, f"{node} is spoken of, but nothing is said about it")
    for node, what in found.misplaced():
        state.add("offsets", GRAPH, f"{node}: {what}")


def _documents(state: _State, directory: Path, found: Found, overlay: Path | None) -> None:
    """Each line of the annotations: its slices, its keeping of the ontology, and its document graph."""
    rules = schema.load(overlay), codebook.load(overlay)
    for number, line in enumerate(_lines(directory / ANNOTATIONS), 1):
        place = f"{ANNOTATIONS}:{number}"
        try:
            annotations = read_line(line, place)
        except InputError as error:
            state.add("annotations", place, str(error))
            continue
        _counted(state, annotations, place)
        _evidence(state, annotations, place)
        for rejection in check(annotations, *rules)[1][:SHOWN]:
            state.add("ontology", place, f"{rejection.id}: {rejection.reason} (rule: {rejection.rule})")
        _document(state, annotations, found, place)
    for graph in sorted(found.document_graphs() - state.documents.keys())[:SHOWN]:
        state.add("document graph", GRAPH, f"{graph} has no line in {ANNOTATIONS}")


def _counted(state: _State, annotations: Annotations, place: str) -> None:
    """Numbers for the report, and sentences inside the text."""
    length = len(annotations.document.text)
    state.spans += (
        sum(len(e.mentions) for e in annotations.entities) + len(annotations.times) + len(annotations.events) + len(annotations.relations)
    )
    state.claims += len(annotations.claims)
    for sentence in annotations.sentences:
        if sentence.end > length:
            state.add("annotations", place, f"the sentence {sentence.begin}..{sentence.end} lies outside of the text")


def _evidence(state: _State, annotations: Annotations, place: str) -> None:
    """What a claim or role names stands in the words that are given for it."""
    mentions = {e.id: [m.span for m in e.mentions] for e in annotations.entities}
    topics = {e.id: e.trigger for e in annotations.events} | {r.id: r.span for r in annotations.relations}
    for claim in annotations.claims:
        for topic in claim.about:
            if not any(content.overlaps(topics[topic]) for content in claim.content):
                state.add("evidence", place, f"{claim.id} is about {topic}, which stands outside of its content")
        if claim.source and claim.source_span and not any(claim.source_span.overlaps(m) for m in mentions.get(claim.source, ())):
            state.add("evidence", place, f"the source of {claim.id} is named nowhere in the words that are given for it")
    for event in annotations.events:
        for argument in event.arguments:
            if argument.entity and not any(argument.span.overlaps(m) for m in mentions.get(argument.entity, ())):
                state.add("evidence", place, f"the {argument.role.value} of {event.id} is named nowhere in the words that are given for it")


def _document(state: _State, annotations: Annotations, found: Found, place: str) -> None:
    """The document graph is the one that follows from the annotations."""
    graph = iri.document(state.base, iri.document_hash(annotations.document))
    if graph in state.documents:
        state.add("annotations", place, f"the same text stands in {state.documents[graph]}")
        return
    state.documents[graph] = place
    expected = set(quads(annotations, state.base, extraction=found.versions(graph)))
    for what in found.differences(graph, expected, SHOWN):
        state.add("document graph", place, what)


def _lines(path: Path) -> Iterator[bytes]:
    if path.is_file():
        with path.open("rb") as stream:
            yield from (line for line in stream if line.strip())
