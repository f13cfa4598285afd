"""The output directory: what is in it is always one finished build.

A build writes everything into `.new/` beside the finished files. When it is complete it says so in a marker and moves the pieces into
place; a process that dies before the marker leaves the old build, one that dies after it leaves moves that the next command finishes.
The extractions in `.new/` survive an interrupted build, so the next one goes on where it stopped.
"""

import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from kg.config import RUN
from kg.errors import OutputError, StoreError
from kg.store.generations import adopt, current

FORMAT = 1
"""Version of the directory's layout, the store's included; another version is refused."""

ANNOTATIONS, DOCUMENTS, REJECTED, DECISIONS, STORE = (
    "annotations.jsonl",
    "documents.csv",
    "rejected.jsonl",
    "decisions.jsonl",
    "store",
)
_MARKER = "COMPLETE"
_TRIES = 20
_WAIT = 0.1
"""Seconds between two tries to copy a build whose pieces are being moved."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """An output directory, by path."""

    path: Path

    @property
    def aside(self) -> Path:
        """Where the next build is written."""
        return self.path / ".new"

    @property
    def finished(self) -> bool:
        """Whether a finished build is there."""
        return (self.path / RUN).exists()

    def require(self) -> "Workspace":
        """Itself; `StoreError` where there is no finished build, or one of another format."""
        self._finish_if_free()
        if not self.finished:
            raise StoreError(f"{self.path}: no kg build here; run 'kg build PATH -o {self.path}' first")
        found = self.run().get("format")
        if found != FORMAT:
            raise StoreError(f"{self.path}: built in format {found}, this kg reads {FORMAT}; build it again into another directory")
        return self

    def run(self) -> dict[str, object]:
        """The content of run.json."""
        try:
            content: dict[str, object] = json.loads((self.path / RUN).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(f"{self.path / RUN}: cannot be read; the directory is damaged, build it again into another one") from error
        return content

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the directory for one writer; a second one is told so at once."""
        self._prepare()
        lock = FileLock(self.path / ".lock")
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise OutputError(f"{self.path}: another kg is writing here; wait for it or choose another directory with -o") from error
        try:
            self._finish()
            if self.finished:
                self.require()
            yield
        finally:
            lock.release()

    def _prepare(self) -> None:
        """Make the directory; refuse one that cannot be written or that holds parts of a build but not its run.json."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise OutputError(f"{self.path}: is a file; name a directory with -o") from error
        except OSError as error:
            raise OutputError(f"{self.path}: {os.strerror(error.errno or 0)}; choose another directory with -o") from error
        if not os.access(self.path, os.W_OK):
            raise OutputError(f"{self.path}: cannot be written; choose another directory with -o")
        parts = [name for name in (ANNOTATIONS, STORE) if (self.path / name).exists()]
        if parts and not self.finished and not (self.aside / _MARKER).exists():
            raise OutputError(
                f"{self.path}: holds {', '.join(parts)} but no run.json, so no finished build; delete it or choose another with -o"
            )

    def copy(self, target: Path) -> None:
        """Copy the finished build to a new directory; a writer may be at work on the next one meanwhile."""
        from kg.store.oxigraph import backup  # noqa: PLC0415  # loads the store, which no other use of a workspace needs

        if target.exists() and any(target.iterdir()):
            raise OutputError(f"{target}: is not empty; name a new directory")
        for _ in range(_TRIES):
            before = self._state()
            with suppress(FileNotFoundError):
                shutil.copytree(self.path, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".lock", ".new", STORE))
                backup(self.path / STORE, target / STORE)
                if before == self._state():
                    return
            shutil.rmtree(target, ignore_errors=True)
            time.sleep(_WAIT)
        raise OutputError(f"{self.path}: changes faster than it can be copied; try again when the other kg is through")

    def _state(self) -> tuple[int | None, bytes, object]:
        """What is another after each commit; never the same while pieces are moved."""
        moving = object() if (self.aside / _MARKER).exists() else None
        return current(self.path / STORE), (self.path / RUN).read_bytes(), moving

    def commit(self, names: Sequence[str]) -> None:
        """Put what is in `.new/` under these names in place of the finished build's pieces."""
        marker = self.aside / _MARKER
        partial = marker.with_suffix(".part")
        partial.write_text(json.dumps(list(names)), encoding="utf-8")
        partial.replace(marker)
        self._finish()

    def forget(self) -> None:
        """Throw away what is in `.new/`: the finished build stays as it is."""
        shutil.rmtree(self.aside)

    def _finish_if_free(self) -> None:
        """Finish the moves of a build that died in the middle of them, unless another process is at it."""
        if (self.aside / _MARKER).exists():
            try:
                with FileLock(self.path / ".lock").acquire(timeout=0):
                    self._finish()
            except Timeout:
                return

    def _finish(self) -> None:
        """Move every piece that the marker names and that is still aside; run.json, which makes the build count, comes last."""
        marker = self.aside / _MARKER
        if not marker.exists():
            return
        names: list[str] = json.loads(marker.read_text(encoding="utf-8"))
        for name in sorted(names, key=lambda n: (n == RUN, n)):
            new, place = self.aside / name, self.path / name
            if not new.exists():
                continue
            if name == STORE:
                adopt(place, new)
            else:
                new.replace(place)
        marker.unlink()
        shutil.rmtree(self.aside)
