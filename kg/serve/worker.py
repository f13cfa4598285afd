"""A process that answers one question at a time from its own view of the store.

A query cannot be stopped but by ending its process. So questions are answered here: an alarm of the system ends the worker when the time
is up, a limit of the system when it takes too much memory, and the server starts another.
"""

import contextlib
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from kg.errors import KgError, QueryError
from kg.query.protocol import NotAcceptableError, TooLargeError
from kg.serve import frames
from kg.serve.jobs import JOBS, Answer, trouble
from kg.serve.missing import MissingError
from kg.store.oxigraph import DiskReader, open_reader

_STATUS = ((NotAcceptableError, 406), (TooLargeError, 500), (MissingError, 404), (QueryError, 400), (KgError, 503))
"""The status of each error; what the protocol calls a refused query is 500."""


class _State:
    """The state of the store that is served, opened again when it has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mark = ""
        self._reader: DiskReader | None = None

    def reader(self, mark: str, *, again: bool = False) -> DiskReader:
        """The reader of the state with that mark; the old one for as long as the new one cannot be opened."""
        if self._reader is None or mark != self._mark or again:
            with contextlib.ExitStack() as stack:
                if self._reader is not None and not again:
                    stack.enter_context(contextlib.suppress(KgError, OSError))
                fresh = open_reader(self._path)
                if self._reader is not None:
                    self._reader.close()
                self._reader, self._mark = fresh, mark
        return self._reader


def main() -> None:
    """Answer questions from standard input on standard output until it ends; arguments: the store, bytes of memory."""
    store, memory = Path(sys.argv[1]), int(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    state, out = _State(store), sys.stdout.buffer
    while message := frames.read(sys.stdin.buffer):
        job, _ = message
        signal.setitimer(signal.ITIMER_REAL, job["seconds"])
        head, body = _answer(state, job)
        signal.setitimer(signal.ITIMER_REAL, 0)
        out.write(frames.pack(head, body))
        out.flush()


def _answer(state: _State, job: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        try:
            answer = JOBS[job["do"]](state.reader(job["mark"]), job)
        except OSError:  # a file of the old state that has gone
            answer = JOBS[job["do"]](state.reader(job["mark"], again=True), job)
    except KgError as error:
        status = next(code for kind, code in _STATUS if isinstance(error, kind))
        answer = trouble(job, status, str(error))
    except Exception as error:  # noqa: BLE001 -- whatever it is, the client is told no more than that, and the operator what it was
        print(f"kg: a question failed: {error!r}", file=sys.stderr)  # noqa: T201 -- standard error is the operator's
        answer = Answer(status=500, type="text/plain; charset=utf-8", body=b"this question could not be answered\n")
    return {"status": answer.status, "type": answer.type, "headers": answer.headers}, answer.body


if __name__ == "__main__":
    main()
