"""Extraction in this process or in several of this machine, with results in the order of the documents."""

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from threading import Thread
from typing import TypeVar

from kg import memory
from kg.config import Config
from kg.errors import KgError, WorkerError
from kg.export.annotations import line
from kg.extractor import Extractor
from kg.graph.provenance import Versions
from kg.graph.quads import quads
from kg.ingest.failure import Failure
from kg.model.annotations import Annotations
from kg.model.document import Document

Result = TypeVar("Result")

Item = Document | Annotations | Failure
"""What comes in: an article, annotations that somebody corrected, or a failure, which is passed on in its place."""

WINDOW = 3
"""Batches under way for each worker: enough that none waits, few enough that memory stays flat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What one document gives: its line of the annotations file, its graph as N-Quads, its rejected items as JSON lines."""

    digest: str
    words: int
    line: str
    quads: str
    rejected: tuple[str, ...] = ()


def here(items: Iterable[Item], config: Config) -> Iterator[Extracted | Failure]:
    """The extraction of each item, in order, in `config.workers` processes of this machine."""
    if config.workers <= 1:
        extractor = None  # loaded for the first article: a build of unchanged ones needs none
        for item in items:
            if isinstance(item, Failure):
                yield item
            else:
                extractor = extractor or Extractor.load(config)
                yield extract_one(extractor, item)
        return
    yield from _parallel(iter(items), config)


def result(annotations: Annotations, rejected: Iterable[str], *, base: str, extraction: Versions) -> Extracted:
    """What goes on from a document's annotations."""
    return Extracted(
        digest=annotations.document.digest,
        words=len(annotations.document.text.split()),
        line=line(annotations),
        quads="".join(f"{quad}\n" for quad in quads(annotations, base, extraction=extraction)),
        rejected=tuple(rejected),
    )


def extract_one(extractor: Extractor, item: Item) -> Extracted | Failure:
    """One extraction; an error of the program on an odd text is a failure of that text, not of the run."""
    if isinstance(item, Failure):
        return item
    try:
        annotations = extractor.extract(item) if isinstance(item, Document) else item
        return result(*extractor.check(annotations), base=extractor.base, extraction=extractor.extraction)
    except KgError as error:
        return Failure(source=source_of(item), reason=str(error))
    except Exception as error:  # noqa: BLE001  # one bad document must not end a run of ten thousand
        reason = f"{source_of(item)}: the extractor failed on this text ({type(error).__name__}: {error}); please report it with the text"
        return Failure(source=source_of(item), reason=reason)


def source_of(item: Item) -> str:
    """Where an item came from."""
    return item.document.source if isinstance(item, Annotations) else item.source


_extractor: Extractor | None = None
"""The extractor of a worker process, made by `_start`."""


def _start(config: Config) -> None:
    """Make a worker ready; the parent alone answers Ctrl-C, and no worker outlives it."""
    global _extractor  # noqa: PLW0603  # a worker process has one extractor for its life
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_orphaned, daemon=True).start()
    memory.spare()
    _extractor = Extractor.load(config)
    gc.freeze()  # model and tables stay: no look for garbage goes through them, the one at the end of the process neither


def _orphaned() -> None:
    """End the process when the one that started it has ended, however that came."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _batch(items: Sequence[Item]) -> list[Extracted | Failure]:
    """Work of one task."""
    assert _extractor is not None  # noqa: S101  # set by the pool's initialiser
    return [extract_one(_extractor, item) for item in items]


def _ready() -> None:
    """Answered by a worker that has loaded model and tables."""


def _pool(config: Config) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(config.workers, mp_context=context, initializer=_start, initargs=(config,))


def _submit(pool: ProcessPoolExecutor, work: Callable[..., Result], *given: object) -> Future[Result]:
    """Give the pool work, for which it may start a process; one that starts is not to hear Ctrl-C, which the parent answers."""
    if not hasattr(signal, "pthread_sigmask"):
        return pool.submit(work, *given)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(work, *given)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _parallel(items: Iterator[Item], config: Config) -> Iterator[Extracted | Failure]:
    """A bounded window of batches; when a worker dies, the batches under way are done again, item by item."""
    pool = _pool(config)
    pending: deque[tuple[list[Item], Future[list[Extracted | Failure]]]] = deque()
    try:
        while True:
            while len(pending) < WINDOW * config.workers and (batch := list(islice(items, config.batch))):
                pending.append((batch, _submitted(pool, batch)))
            if not pending:
                return
            batch, future = pending.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                again = [batch, *(others for others, _ in pending)]
                pending.clear()
                for retried in again:
                    yield from _retry(retried, config)
                pool = _pool(config)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _started(config: Config) -> ProcessPoolExecutor:
    """A pool whose worker has loaded model and tables, at the second try at the latest; `WorkerError` otherwise."""
    for last in (False, True):
        pool = _pool(config)
        try:
            _submit(pool, _ready).result()
        except BrokenProcessPool as error:  # no document's fault
            if last:
                raise WorkerError(
                    "a worker process ended before it was ready; in a script, build under if __name__ == '__main__', and have 300 MB of "
                    "memory for each worker; or build with one worker"
                ) from error
        else:
            break
    return pool


def _submitted(pool: ProcessPoolExecutor, batch: list[Item]) -> Future[list[Extracted | Failure]]:
    """The result to come of a batch; where a worker has died meanwhile, one that says so, so that the batch is done again."""
    try:
        return _submit(pool, _batch, batch)
    except BrokenProcessPool as error:
        broken: Future[list[Extracted | Failure]] = Future()
        broken.set_exception(error)
        return broken


def _retry(batch: Sequence[Item], config: Config) -> Iterator[Extracted | Failure]:
    """Each item once more in a fresh process of its own; the one that kills it again is a failure."""
    pool = _started(config)
    for item in batch:
        try:
            yield from _submit(pool, _batch, [item]).result()
        except BrokenProcessPool:
            source = source_of(item)
            reason = f"{source}: the worker process died twice on this text, for want of memory perhaps; build it alone with --workers 1"
            yield Failure(source=source, reason=reason)
            pool = _started(config)
    pool.shutdown()
