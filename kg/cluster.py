"""Extraction on many machines: the same work on the workers of a Dask cluster, with results in the order of the documents.

Workers return plain values and never touch the output directory, so one that dies harms nothing: its task is done again elsewhere.
"""

import logging
import re
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import islice
from typing import Any

from kg.config import Config
from kg.errors import ClusterError
from kg.extractor import Extractor, versions
from kg.graph.provenance import Versions
from kg.ingest.failure import Failure
from kg.workers import WINDOW, Extracted, Item, extract_one, here, source_of

Client = Any
Future = Any
"""Of Dask, which is an optional extra."""

Answer = tuple[Versions, list[Extracted | Failure]]
"""What made the results, and the results."""

_PATIENCE = 60
"""Seconds without any worker after which a run gives up."""

_extractors: dict[tuple[object, ...], Extractor] = {}
_lock = threading.Lock()


def extract(items: Iterable[Item], config: Config) -> Iterator[Extracted | Failure]:
    """The extraction of each item, in order: on the cluster at `config.cluster`, or in processes of this machine where none is named.

    `ClusterError` where the cluster cannot be reached, loses all its workers, or runs another version of program, model or tables.
    """
    if not config.cluster:
        yield from here(items, config)
        return
    with _client(config.cluster) as client:
        yield from _Run(client, config).results(iter(items))


def batch(items: Sequence[Item], config: Config) -> Answer:
    """Work of one task, on a worker: its process loads model and tables once, and extracts one task at a time."""
    key = (config.model, config.ontologies, config.base)
    with _lock:
        if key not in _extractors:
            _extractors[key] = Extractor.load(config)
        extractor = _extractors[key]
        return extractor.extraction, [extract_one(extractor, item) for item in items]


def _client(address: str) -> Client:
    """A connection to the scheduler, once it has a worker."""
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise ClusterError("--cluster needs the cluster extra: pip install 'kg[cluster]'") from error
    if not re.fullmatch(r"(\w+://)?\S+:\d+", address):
        raise ClusterError(f"{address}: no address of a scheduler; write it as tcp://host:8786")
    try:
        for name in ("distributed", "distributed.client"):  # of tasks that are done again we need not hear, the rest we say ourselves
            logging.getLogger(name).setLevel(logging.CRITICAL)
        client = distributed.Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"{address}: no Dask scheduler answers there; start one with 'dask scheduler' and name its address") from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        client.close()
        raise ClusterError(f"{address}: the cluster has no worker; start some with 'dask worker {address} --nthreads 1'") from error
    return client


class _Run:
    """One run on a cluster: a bounded window of tasks, taken in the order in which they were given."""

    def __init__(self, client: Client, config: Config) -> None:
        self._client = client
        self._config = config
        self._versions = versions(config)
        distributed: Any = import_module("distributed")
        self._killed: type[BaseException] = distributed.KilledWorker
        self._lost: tuple[type[BaseException], ...] = (OSError, RuntimeError, distributed.client.FutureCancelledError)

    def results(self, items: Iterator[Item]) -> Iterator[Extracted | Failure]:
        """The results in order; items of a task that killed its workers are tried one by one."""
        pending: deque[tuple[list[Item], Future]] = deque()
        while True:
            while len(pending) < WINDOW * self._workers() and (given := list(islice(items, self._config.batch))):
                pending.append((given, self._submit(given)))
            if not pending:
                return
            given, future = pending.popleft()
            found = self._result(future)
            yield from found if found is not None else self._singly(given)

    def _singly(self, items: Sequence[Item]) -> Iterator[Extracted | Failure]:
        for item in items:
            found = self._result(self._submit([item]))
            if found is None:
                source = source_of(item)
                reason = f"{source}: workers of the cluster died on this text, for want of memory perhaps; build it alone with --workers 1"
                found = [Failure(source=source, reason=reason)]
            yield from found

    def _submit(self, items: list[Item]) -> Future:
        return self._client.submit(batch, items, self._config, pure=False)

    def _workers(self) -> int:
        return max(len(self._client.scheduler_info(n_workers=-1)["workers"]), 1)

    def _result(self, future: Future) -> list[Extracted | Failure] | None:
        """The results of a task; None where workers died of it."""
        try:
            made_by, found = self._wait(future)
        except self._killed:
            return None
        except self._lost as error:
            said = str(error).split("\n", 1)[0]
            raise ClusterError(f"{self._config.cluster}: the cluster is lost ({said}); what was done is kept, build again") from error
        if made_by != self._versions:
            raise ClusterError(
                f"{self._config.cluster}: a worker runs {made_by}, here is {self._versions}; install the same on all machines"
            )
        return found

    def _wait(self, future: Future) -> Answer:
        """The answer, however long it takes while there are workers."""
        while True:
            try:
                answer: Answer = future.result(timeout=_PATIENCE)
            except TimeoutError:
                if not self._client.scheduler_info(n_workers=-1)["workers"]:
                    raise RuntimeError("no worker is left") from None
            else:
                return answer
