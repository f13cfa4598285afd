"""The store on disk: published generations that never change, and one working copy.

    STORE/current.json     {"format": 1, "generation": 7}: the only file that is ever replaced, by a rename
    STORE/lock             held by the one writer
    STORE/g7/quads, notes  what readers open; files are shared with the working copy by hard links
    STORE/work/            the writer's copy; thrown away when a writer opens the store

A commit takes a backup of the working copy (hard links, milliseconds) and renames `current.json`. So a process that is killed leaves
the old state or the new, and readers see one state for as long as they look.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg import memory
from kg.errors import StoreError
from kg.store.base import Changes, Quadstore
from kg.store.generations import READERS, current, publish, sweep
from kg.store.later import Graphs, Lines
from kg.store.lock import Busy, Lock, hold
from kg.store.memory import Memory

_PARTS = ("quads", "notes")

_MUCH = 200_000
"""Quads above which what a commit wrote is merged into few files, if it is a quarter of the store: not all is merged again each time."""
_ROOM = 300
"""Bytes that a quad takes on disk, about."""


class DiskReader(Quadstore):
    """One published generation, read only."""

    def __init__(self, path: Path, lock: Lock) -> None:
        """Open a generation whose lock is already shared."""
        super().__init__(Store.read_only(str(path / "quads")), Store.read_only(str(path / "notes")))
        self._lock = lock

    def close(self) -> None:
        """Let go of the generation, so that a later commit may delete it."""
        self._quads = self._notes = Store()
        self._lock.close()


class DiskWriter(Quadstore):
    """The working copy; `commit` publishes it."""

    def __init__(self, path: Path, lock: Lock) -> None:
        """Copy the current generation (by hard links) and open the copy; the caller holds the lock."""
        self._path = path
        self._lock = lock
        self._generation = current(path)
        work = path / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        if self._generation is not None:
            for part in _PARTS:
                Store.read_only(str(path / f"g{self._generation}" / part)).backup(str(work / part))
        super().__init__(Store(str(work / "quads")), Store(str(work / "notes")))
        self._lines = Lines(work)
        self._graphs = Graphs(work)
        sweep(path, self._generation)

    def has(self, graph: str) -> bool:
        """Whether there is a graph of that IRI, also one that waits."""
        return graph in self._graphs or super().has(graph)

    def lines(self, graph: str) -> list[str]:
        """The lines of a graph, also of one that waits."""
        return self._graphs.lines(graph) if graph in self._graphs else super().lines(graph)

    def replace_later(self, changes: Changes, at_once: Callable[[str], bool]) -> None:
        """Let the graphs wait for the commit, and put in what is looked up before."""
        fresh = {graph: None if lines is None else list(lines) for graph, lines in changes.items()}
        self.replace({graph: None if lines is None else filter(at_once, lines) for graph, lines in fresh.items()})
        for graph, lines in fresh.items():
            self._graphs.put(graph, lines)

    def change_later(self, removed: Iterable[str], added: Iterable[str]) -> None:
        """Let the lines wait for the commit."""
        self._lines.add(removed, added)

    def commit(self) -> None:
        """Publish the working copy as the next generation and delete generations that nobody reads."""
        super().commit()
        written = 0
        for graphs in self._graphs.take():
            written += len(graphs)
            self._load(graphs)
        for removed, added in self._lines.take():
            written += len(removed) + len(added)
            self.change(removed, added)
        if written > _MUCH and written * _ROOM * 4 > sum(info.st_size for info in _files(self._path / "work" / "quads")):
            self._quads.optimize()  # readers take the files as they stand, and read five times as slowly from many small ones
        generation = (self._generation or 0) + 1
        target = self._path / f"g{generation}"
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        (target / READERS).touch()
        for part, store in zip(_PARTS, (self._quads, self._notes), strict=True):
            store.flush()
            store.backup(str(target / part))
        publish(self._path, generation)
        self._generation = generation

    def settle(self) -> None:
        """Write pending notes and open the working copy anew: RocksDB gives its memory back only when it is closed."""
        super().commit()
        self._quads.flush()
        self._notes.flush()
        self._quads = self._notes = Store()
        memory.give_back()
        work = self._path / "work"
        self._quads, self._notes = Store(str(work / "quads")), Store(str(work / "notes"))

    def take(self, twin: Memory, lines: Path | None = None) -> None:
        """Take over everything from a store in memory; this one must be empty. Quicker than deriving on disk, for what fits in memory.

        `lines` is a file with the quads of the twin, where one has been written already.
        """
        if lines is None:
            _copy(twin.quadstore, self._quads)
        else:
            self._quads.bulk_load(path=lines, format=RdfFormat.N_QUADS, lenient=True)
        self._notes.bulk_extend(twin.pending())

    def close(self) -> None:
        """Drop what was not committed and give the lock back."""
        self._quads = self._notes = Store()
        shutil.rmtree(self._path / "work", ignore_errors=True)
        self._lock.close()


def open_writer(path: Path) -> DiskWriter:
    """Open a store to change it; made if it is not there.

    StoreError where another process writes to it, or where it is of another version or no store at all.
    """
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path} is a file, not a store: name another directory")
    if path.is_dir() and any(path.iterdir()) and not (path / "lock").exists():
        raise StoreError(f"{path} is not a store of kg and not empty: name another directory")
    try:
        path.mkdir(parents=True, exist_ok=True)
        lock = hold(path / "lock", shared=False)
    except Busy as error:
        raise StoreError(f"{path} is being written by another process: wait for it to end, or build into another directory") from error
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error.strerror}): name another directory") from error
    try:
        return DiskWriter(path, lock)
    except BaseException:
        lock.close()
        raise


def open_reader(path: Path) -> DiskReader:
    """Open the state that was last committed; StoreError where there is none or it is of another version."""
    for _ in range(8):
        generation = current(path)
        if generation is None:
            raise StoreError(f"no store at {path}: run kg build first, or name its directory with -o")
        folder = path / f"g{generation}"
        with contextlib.suppress(FileNotFoundError, Busy):
            lock = hold(folder / READERS, shared=True)
            if generation == current(path):
                return DiskReader(folder, lock)
            lock.close()
    raise StoreError(f"{path} changes faster than it can be opened: try again")


def backup(path: Path, target: Path) -> None:
    """Copy the last committed state to a new directory, which is a store of its own; StoreError where that exists."""
    if target.exists() and any(target.iterdir()):
        raise StoreError(f"{target} is not empty: name a new directory for the backup")
    with open_reader(path) as reader:
        folder = target / "g1"
        folder.mkdir(parents=True)
        for part, store in zip(_PARTS, (reader.quadstore, reader._notes), strict=True):
            store.backup(str(folder / part))
        (folder / READERS).touch()
        (target / "lock").touch()
        publish(target, 1)


def compact(path: Path) -> None:
    """Rewrite the store without the room that deleted quads still take."""
    with open_writer(path) as writer:
        fresh = path / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        (fresh / READERS).touch()
        for part, store in zip(_PARTS, (writer.quadstore, writer._notes), strict=True):
            copy = Store(str(fresh / part))
            copy.bulk_extend(iter(store))
            copy.flush()
            (fresh / part / "LOG").unlink(missing_ok=True)  # RocksDB's diary, larger than a small store
        generation = (current(path) or 0) + 1
        fresh.rename(path / f"g{generation}")
        publish(path, generation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """Figures of a store: quads, named graphs, bytes on disk (files that generations share count once) and commits so far."""

    quads: int
    graphs: int
    bytes: int
    generation: int


def stats(path: Path) -> Stats:
    """Figures of the last committed state."""
    with open_reader(path) as reader:
        sizes = {info.st_ino: info.st_size for info in _files(path)}
        return Stats(quads=len(reader), graphs=len(reader.graphs()), bytes=sum(sizes.values()), generation=current(path) or 0)


def _copy(source: Store, target: Store) -> None:
    with tempfile.TemporaryFile() as lines:
        source.dump(lines, RdfFormat.N_QUADS)
        lines.seek(0)
        target.bulk_load(lines, RdfFormat.N_QUADS, lenient=True)


def _files(path: Path) -> Iterator[os.stat_result]:
    for file in path.rglob("*"):
        with contextlib.suppress(FileNotFoundError):
            if file.is_file():
                yield file.stat()
