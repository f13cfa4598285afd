"""The workers, and who gets one."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.serve import frames
from kg.serve.settings import Settings
from kg.workspace import STORE

_GRACE = 3.0
"""Seconds above the time limit after which a worker that did not end itself is killed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a worker answered: status, media type, further headers, body."""

    status: int
    type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def refusal(status: int, words: str, **headers: str) -> Reply:
    """A reply in plain words."""
    return Reply(status=status, type="text/plain; charset=utf-8", body=f"{words}\n".encode(), headers=headers)


_BUSY = refusal(503, "too many questions at once: try again in a moment", **{"Retry-After": "2"})


class Pool:
    """As many workers as the settings say; a question waits for one that is free."""

    def __init__(self, settings: Settings) -> None:
        """Start nothing yet."""
        self._settings = settings
        self._store = settings.directory / STORE
        self._free: asyncio.Queue[Process | None] = asyncio.Queue()
        self._all: set[Process] = set()
        self._mark = ""
        self.waiting = 0

    async def start(self) -> None:
        """Start the workers."""
        for process in await asyncio.gather(*(self._spawn() for _ in range(self._settings.workers))):
            self._free.put_nowait(process)

    async def stop(self) -> None:
        """End the workers, whatever they do."""
        for process in list(self._all):
            await self._end(process)

    @property
    def busy(self) -> int:
        """How many workers are at work."""
        return self._settings.workers - self._free.qsize()

    async def ask(self, do: str, **job: Any) -> Reply:
        """The answer to a question; 503 where too many wait or the time is up."""
        if self.waiting >= self._settings.waiting:
            return _BUSY
        self.waiting += 1
        try:
            process = await asyncio.wait_for(self._free.get(), self._settings.timeout)
        except TimeoutError:
            return _BUSY
        finally:
            self.waiting -= 1
        try:
            process = process or await self._spawn()
            return await self._put(process, {"do": do, "mark": self.mark(), "seconds": self._settings.timeout, **job})
        finally:
            self._free.put_nowait(process if process and process.returncode is None else None)

    async def _put(self, process: Process, job: dict[str, Any]) -> Reply:
        """Hand a question to a worker; it is ended where the client or the time is gone."""
        assert process.stdin is not None  # noqa: S101 -- both are pipes
        assert process.stdout is not None  # noqa: S101 -- both are pipes
        begun = time.monotonic()
        try:
            process.stdin.write(frames.pack(job))
            head, body = await asyncio.wait_for(frames.receive(process.stdout), self._settings.timeout + _GRACE)
            return Reply(status=head["status"], type=head["type"], headers=head["headers"], body=body)
        except (asyncio.IncompleteReadError, ConnectionError, TimeoutError):
            await self._end(process)
            return self._ended(process.returncode or 0, time.monotonic() - begun)
        except asyncio.CancelledError:
            await self._end(process)
            raise

    def _ended(self, status: int, seconds: float) -> Reply:
        """What is said where a worker ended in the middle of a question: by the alarm, by the system, or by a fault."""
        if status == -signal.SIGALRM or seconds >= self._settings.timeout:
            return refusal(503, f"no answer within {self._settings.timeout:g} s: make the query narrower")
        if status < 0:
            return refusal(500, "the question took more memory than is allowed: make the query narrower")
        return refusal(500, "this question could not be answered")

    def mark(self) -> str:
        """A mark of the state that was last committed; the last one seen while a build puts the next in place."""
        with contextlib.suppress(OSError):
            found = (self._store / "current.json").stat()
            self._mark = f"{found.st_ino}-{found.st_mtime_ns}"
        return self._mark

    async def _spawn(self) -> Process:
        paths = os.pathsep.join([str(Path(__file__).resolve().parent.parent.parent), *(path for path in sys.path if path)])
        command = [sys.executable, "-P", "-m", "kg.serve.worker", str(self._store), str(self._settings.memory)]
        process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, env={**os.environ, "PYTHONPATH": paths})
        self._all.add(process)
        return process

    async def _end(self, process: Process) -> None:
        self._all.discard(process)
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
