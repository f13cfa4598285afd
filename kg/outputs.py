"""From one finished state of an output directory to the next: everything is written aside and then moved into place."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg import catalogue, records
from kg.catalogue import Entry
from kg.config import RUN, Config
from kg.derive import entail, notes
from kg.derive.context import Context
from kg.derive.update import judge, update
from kg.export.files import NAMES, QUADS, write_files
from kg.extractor import forget_tables, knowledge, versions
from kg.graph import iri
from kg.graph.quads import quads
from kg.ingest.annotations import read_line
from kg.ingest.failure import Failure
from kg.journal import Journal
from kg.query.made import made_by
from kg.store import oxigraph
from kg.store.base import Reader, Writer
from kg.store.memory import open_memory
from kg.visualise.page import page
from kg.visualise.read import scene
from kg.workspace import ANNOTATIONS, DECISIONS, DOCUMENTS, FORMAT, REJECTED, STORE, Workspace

PAGE = "graph.html"

SMALL = 1 << 22
"""Bytes of annotations, some 200 articles of 300 words, up to which a first build is derived and exported in memory (500 MB in all) and
then stored: that takes two thirds of the time."""

FORGET = "forget"
"""The judgement that takes an earlier one back."""

TOGETHER = 75_000
"""Quads of documents that are derived from together: bounds memory, while RocksDB has few files to merge. Twice as many take 100 MB
more and 3 % less time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person judged of two entities or events: their IRIs, "same", "different" or "unsure", and the person's name."""

    left: str
    right: str
    judgement: str
    by: str


_PLACE = re.compile(r"[#:]\d+$")
"""Line, page or entry behind the name of a file, in the source of a failure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the next state holds: its documents, the extractions that are new, the inputs that failed, the judgements that people made anew.

    `given` names the files that were read; their earlier failures are settled.
    `exports` says whether the graph files and the page are written too; the store, the annotations and their tables always are. `tell`
    hears what is being done, and how much of it is done, from 0 to 1.
    """

    entries: Sequence[Entry]
    journal: Journal
    failures: tuple[Failure, ...] = ()
    given: frozenset[str] = frozenset()
    judgements: tuple[Judgement, ...] = ()
    exports: bool = True
    tell: Callable[[str, float | None], None] = lambda *_: None


def program(config: Config) -> str:
    """Names and versions of what makes annotations, graph and notes, and the base of IRIs, as one line."""
    return json.dumps({**asdict(versions(config)), "base": config.base, "notes": notes.VERSION}, sort_keys=True)


def _derives(line: str) -> dict[str, Any]:
    """What of a program's line deriving depends on: all but the model."""
    return {name: value for name, value in json.loads(line).items() if name != "model"}


def publish(work: Workspace, change: Change, config: Config) -> None:
    """Write the next state aside and put it in place of the last; nothing is touched where both are the same."""
    change.tell("sorting", None)
    catalogue.write(change.entries, work.aside / DOCUMENTS)
    _rejected(work, change)
    _judgements(work, change)
    if _same(work, change, config):
        work.forget()
        return
    renamed = records.write(work, change.entries, change.journal)
    names = [ANNOTATIONS, DOCUMENTS, REJECTED, DECISIONS, STORE]
    anew = not work.finished or _derives(str(work.run()["program"])) != _derives(program(config))
    if not anew:
        oxigraph.backup(work.path / STORE, work.aside / STORE)
    small = (work.aside / ANNOTATIONS).stat().st_size <= SMALL
    with oxigraph.open_writer(work.aside / STORE) as disk:
        twin = open_memory() if anew and small else None
        writer = disk if twin is None else twin
        _store(writer, work, _Next(change=change, config=config, renamed=renamed, anew=anew))
        change.tell("storing", None)
        writer.commit()
        if change.exports:
            change.tell("writing", None)
            if not small:  # neither the tables nor what commit and files leave in caches are of use to what follows
                forget_tables()
                writer.settle()
            names += _files(writer, work.aside, config)
            if not small:
                writer.settle()
        with ThreadPoolExecutor(1) as beside:  # RocksDB's sorting leaves Python free to draw
            taken = beside.submit(disk.take, twin, work.aside / QUADS if change.exports else None) if twin is not None else None
            if change.exports:
                names += _page(writer, work.aside)
        if taken:
            taken.result()
            disk.commit()
    _run(work, change, config, [n for n in names if n != STORE])
    work.commit([*names, RUN])


def _same(work: Workspace, change: Change, config: Config) -> bool:
    """Whether the finished build is what would be written: the tables are alike, nothing is new, and no graph file is wanting."""
    if not work.finished or change.journal.places or change.judgements:
        return False
    before = work.run()
    files = before["files"]
    wanted = [*NAMES, PAGE] if change.exports else []
    return (
        before["program"] == program(config)
        and isinstance(files, dict)
        and all(name in files and (work.path / name).exists() for name in wanted)
        and all(_digest(work.aside / name) == files[name] for name in (DOCUMENTS, REJECTED, DECISIONS))
    )


def _rejected(work: Workspace, change: Change) -> None:
    """Rejected items of the documents that are held, then failures: earlier ones only of files that were not read again."""
    held = {e.digest: e for e in change.entries}
    items: list[dict[str, Any]] = []
    failures = {failure.source: failure.reason for failure in change.failures}
    if work.finished:
        for line in _records(work.path / REJECTED):
            record = json.loads(line)
            if record["kind"] == "failure":
                if not {record["source"], _PLACE.sub("", record["source"])} & change.given:
                    failures.setdefault(record["source"], record["reason"])
            elif record["sha256"] in held and record["sha256"] not in change.journal.places:
                items.append(record)
    for digest in change.journal.places.keys() & held.keys():
        items += [{**json.loads(item), "sha256": digest} for item in change.journal.rejected(digest)]
    items = [{**item, "document": held[item["sha256"]].id, "source": held[item["sha256"]].source} for item in items]
    with (work.aside / REJECTED).open("w", encoding="utf-8", newline="\n") as stream:
        for item in sorted(items, key=lambda item: (item["document"], item["begin"], item["end"], item["kind"], item["id"], item["rule"])):
            stream.write(json.dumps(item, ensure_ascii=False) + "\n")
        for source, reason in sorted(failures.items()):
            stream.write(json.dumps({"kind": "failure", "source": source, "reason": reason}, ensure_ascii=False) + "\n")


def _records(path: Path) -> list[str]:
    """The lines of a file of JSON lines; only a newline ends one, whatever else Unicode counts as a line's end."""
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]


def _judgements(work: Workspace, change: Change) -> None:
    """The record of what people judged: the last judgement of each person on each pair."""
    kept = {(old.left, old.right, old.by): old for old in (_judged(work.path) if work.finished else ())}
    for new in change.judgements:
        kept.pop((new.left, new.right, new.by), None)
        if new.judgement != FORGET:
            kept[new.left, new.right, new.by] = new
    with (work.aside / DECISIONS).open("w", encoding="utf-8", newline="\n") as stream:
        for _, judgement in sorted(kept.items()):
            stream.write(json.dumps(asdict(judgement), ensure_ascii=False) + "\n")


def _judged(folder: Path) -> list[Judgement]:
    """The judgements that a folder records."""
    return [Judgement(**json.loads(line)) for line in _records(folder / DECISIONS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Next:
    """What the store is brought to: the change, the records that got another name, and whether everything is derived `anew`."""

    change: Change
    config: Config
    renamed: Mapping[str, str]
    anew: bool


def _store(writer: Writer, work: Workspace, to: _Next) -> None:
    """Bring the store to the new state."""
    config, change = to.config, to.change
    context = Context(gazetteer=knowledge(config).gazetteer, entailment=entail.load(config.ontologies), base=config.base)
    with oxigraph.open_reader(work.path / STORE) if work.finished else open_memory() as old:
        done = 0
        total = max(len(change.entries) if to.anew else len(to.renamed.keys() | change.journal.places.keys()), 1)
        for batch in _together(_graphs(old, work, to)):
            change.tell("deriving", min(done / total, 1))
            update(writer, batch, context)
            writer.settle()
            done += len(batch)
            del batch  # the next is read before it is given
    for judgement in _judged(work.aside) if to.anew else change.judgements:
        said = judgement.judgement if judgement.judgement != FORGET else None
        judge(writer, (judgement.left, judgement.right), said, judgement.by, context)


def _together(graphs: Iterable[tuple[str, list[str] | None]]) -> Iterator[dict[str, list[str] | None]]:
    """Documents by the number of their quads."""
    batch: dict[str, list[str] | None] = {}
    held = 0
    for name, lines in graphs:
        batch[name] = lines
        held += len(lines or ())
        if held > TOGETHER:
            yield batch
            batch, held = {}, 0
    if batch:
        yield batch


def _graphs(old: Reader, work: Workspace, to: _Next) -> Iterator[tuple[str, list[str] | None]]:
    """The document graphs that are new, and those that are gone; all of them where everything is derived anew."""
    journal = to.change.journal
    for entry in to.change.entries:
        name = graph(entry.digest, to.config)
        if entry.digest in to.renamed:
            extracted = versions(to.config) if entry.digest in journal.places else made_by(old, name)
            yield name, list(quads(read_line(to.renamed[entry.digest]), to.config.base, extraction=extracted))
        elif entry.digest in journal.places:
            yield name, journal.get(entry.digest).quads.rstrip("\n").split("\n")
        elif to.anew:
            yield name, old.lines(name)
    held = {e.digest for e in to.change.entries}
    if work.finished and not to.anew:
        for entry in catalogue.read(work.path / DOCUMENTS):
            if entry.digest not in held:
                yield graph(entry.digest, to.config), None


def graph(digest: str, config: Config) -> str:
    """The IRI of a document's graph."""
    return iri.document(config.base, digest[: iri.DIGITS])


def _files(reader: Reader, folder: Path, config: Config) -> Sequence[str]:
    """Write the graph files; their names."""
    write_files(reader, folder, config.base)
    return NAMES


def _page(reader: Reader, folder: Path) -> Sequence[str]:
    """Write the page; its name."""
    (folder / PAGE).write_text(page(scene(reader)), encoding="utf-8", newline="\n")
    return (PAGE,)


def _run(work: Workspace, change: Change, config: Config, names: Sequence[str]) -> None:
    """Write run.json: versions, counts and digests, no clock."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "program": _program(work, change, config),
        "base": config.base,
        "documents": len(change.entries),
        "files": {name: _digest(work.aside / name) for name in sorted(names)},
    }
    (work.aside / RUN).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _program(work: Workspace, change: Change, config: Config) -> str:
    """What derived the graph, and the model that extracted last: a change that extracts nothing leaves that of the build before."""
    now = program(config)
    if change.journal.places or not work.finished:
        return now
    return json.dumps(json.loads(now) | {"model": json.loads(str(work.run()["program"]))["model"]}, sort_keys=True)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
