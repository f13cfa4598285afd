"""The whole flow: articles in, a finished output directory out."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg import catalogue, outputs
from kg.catalogue import Entry, Names, unify
from kg.cluster import extract
from kg.config import Config
from kg.errors import InputError, OutputError
from kg.extractor import versions
from kg.ingest import language
from kg.ingest.failure import Failure
from kg.ingest.read import Reading, listed, read_files
from kg.journal import Journal
from kg.model.document import Document
from kg.outputs import Change, Judgement
from kg.query.explain import identify
from kg.query.made import made_with
from kg.store.oxigraph import open_reader
from kg.workers import Item, source_of
from kg.workspace import DOCUMENTS, STORE, Workspace

Paths = Sequence[str | os.PathLike[str]]


@dataclass(slots=True, kw_only=True)
class Progress:
    """How far a run is: documents extracted, unchanged and failed, and the words of the extracted ones.

    `stage` is what is being done ("extracting", "sorting", "deriving", "storing", "writing"), `share` how much of it is done, None where
    nobody knows.
    """

    stage: str = "extracting"
    share: float | None = None
    done: int = 0
    unchanged: int = 0
    words: int = 0
    failures: list[Failure] = field(default_factory=list)


Tell = Callable[[Progress], None]


def build(
    paths: Paths,
    directory: str | os.PathLike[str] = "out",
    config: Config | None = None,
    tell: Tell = lambda _: None,
    *,
    export: bool = True,
) -> Progress:
    """Build the articles into the directory, beside what it holds already; `tell` hears of every document and of what is done then.

    Unchanged articles are skipped and changed ones replaced; what cannot be read is recorded in rejected.jsonl and the run goes on.
    Without `export` the graph files and the page wait for a later build.
    """
    config, work, progress, reading = config or Config(), Workspace(Path(directory)), Progress(), Reading()

    def stage(name: str, share: float | None) -> None:
        progress.stage, progress.share = name, share
        tell(progress)

    files = listed(map(str, paths))
    wanting = [file.reason for file in files if isinstance(file, Failure)]
    if files and len(wanting) == len(files):
        raise InputError("\n".join(wanting))
    with work.writing(), Journal.resume(work.aside, outputs.program(config)) as journal:
        before = catalogue.read(work.path / DOCUMENTS) if work.finished else []
        names = Names(before)
        current = _current(work, before, config) if work.finished else set()
        for found in extract(_new(read_files(files, config.fields, reading), names, current, journal, progress), config):
            if isinstance(found, Failure):
                progress.failures.append(found)
            else:
                journal.add(found)
                progress.done += 1
                progress.words += found.words
            stage("extracting", reading.share)
        entries = names.entries(journal.places.keys() | {entry.digest for entry in before})
        failures = tuple(progress.failures)
        del names, before, current  # a kilobyte an article, of no more use
        language.forget()
        given = frozenset({*map(str, paths), *(file.source for file in files)})
        outputs.publish(work, Change(entries=entries, journal=journal, failures=failures, given=given, exports=export, tell=stage), config)
    return progress


def _current(work: Workspace, before: Iterable[Entry], config: Config) -> set[str]:
    """Digests of the documents that need no extraction: this program, model and tables made their graphs."""
    if work.run().get("base") != config.base:
        raise OutputError(f"{work.path}: its IRIs begin with {work.run().get('base')}, not {config.base}; build into another directory")
    with open_reader(work.path / STORE) as reader:
        made = made_with(reader, versions(config), config.base)
    return {entry.digest for entry in before if outputs.graph(entry.digest, config) in made}


def _new(items: Iterable[Item], names: Names, current: set[str], journal: Journal, progress: Progress) -> Iterator[Item]:
    """What is to be extracted: not what the directory or the journal has already; every name of a document is noted."""
    corrected = set()
    for item in items:
        if isinstance(item, Failure):
            yield item
            continue
        document = item if isinstance(item, Document) else item.document
        again = names.meet(document)
        known = document.digest in journal.places or document.digest in current
        if not isinstance(item, Document):
            if document.digest in corrected:
                yield Failure(source=source_of(item), reason=f"{source_of(item)}: corrected twice in this run; keep one of the two records")
                continue
            corrected.add(document.digest)
            yield item
        elif again or not known:
            current.add(document.digest)
            yield item
        else:
            progress.unchanged += 1


def remove(
    names: Iterable[str], directory: str | os.PathLike[str] = "out", config: Config | None = None, *, export: bool = True
) -> list[Entry]:
    """Take documents out, with all that follows from them; a name is a document's id, source, URL, outlet or digest. The entries removed.

    `InputError` for a name that no document has; then nothing is changed.
    """
    work = Workspace(Path(directory)).require()
    config = _same_tables(work, config)
    with work.writing():
        before = catalogue.read(work.path / DOCUMENTS)
        gone: dict[str, Entry] = {}
        for name in names:
            found = [e for e in before if name in (e.id, e.source, e.url, e.outlet, e.digest, *e.also)]
            if not found:
                raise InputError(f"{name}: no document has this id, source, URL, outlet or digest; 'kg query documents' lists them")
            gone.update((e.digest, e) for e in found)
        with Journal.resume(work.aside, outputs.program(config)) as journal:
            entries = unify(e for e in before if e.digest not in gone)
            outputs.publish(work, Change(entries=entries, journal=journal, exports=export), config)
    return list(gone.values())


def _same_tables(work: Workspace, config: Config | None) -> Config:
    """The configuration for a change of a finished build, with its base; `InputError` where it has other overlaid tables than are given.

    What follows from tables would be derived anew by others, and that is for a build to do.
    """
    config = replace(config or Config(), base=str(work.run()["base"]))
    laid = json.loads(str(work.run()["program"])).get("overlaid", [])
    if laid == list(versions(config).overlaid):
        return config
    if not laid:
        raise InputError(f"{work.path}: built by the shipped tables alone; leave --ontologies out, or build again with it")
    raise InputError(f"{work.path}: built with other tables, {', '.join(laid)}; give their folder, unchanged, with --ontologies")


def decide(
    judgement: str,
    named: tuple[str, str],
    directory: str | os.PathLike[str] = "out",
    config: Config | None = None,
    *,
    by: str,
    export: bool = True,
) -> Judgement:
    """Record what a person judges of two entities ("same", "different", "unsure"; "forget" takes it back) and derive anew.

    They are named by IRI or by a name in the graph; `QueryError` where one is not there.
    """
    work = Workspace(Path(directory)).require()
    config = _same_tables(work, config)
    with open_reader(work.path / STORE) as reader:
        pair = sorted(identify(reader, name) for name in named)
    decided = Judgement(left=pair[0], right=pair[1], judgement=judgement, by=by)
    with work.writing(), Journal.resume(work.aside, outputs.program(config)) as journal:
        entries = catalogue.read(work.path / DOCUMENTS)
        outputs.publish(work, Change(entries=entries, journal=journal, judgements=(decided,), exports=export), config)
    return decided
