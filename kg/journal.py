"""What a running build has extracted so far: on disk, so that an interrupted build goes on where it stopped."""

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from kg.workers import Extracted

_LINES = "extracted.jsonl"
_PART = b"\0"
"""Neither JSON nor N-Quads hold it."""


@dataclass(slots=True)
class Journal:
    """Extractions in the order they came.

    The file begins with a line that names the program; then each document has one line: its digest and rejected items as JSON, its record
    and its quads as they are, with `_PART` between and instead of newlines. A line is flushed before the next document is taken; a last
    line that a crash cut short is dropped. Memory holds only where each line lies.
    """

    path: Path
    places: dict[str, int] = field(default_factory=dict)
    _stream: IO[bytes] | None = None

    @classmethod
    def resume(cls, folder: Path, program: str) -> "Journal":
        """The journal in the folder, with what an interrupted build of the same program left; all else in the folder is cleared away."""
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            if path.name != _LINES:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        journal = cls(path=folder / _LINES)
        journal._open(json.dumps({"program": program}).encode() + b"\n")
        return journal

    def _open(self, head: bytes) -> None:
        """Index the complete lines of an earlier build of this program, cut the rest off, and go on behind them."""
        end = 0
        if self.path.exists():
            with self.path.open("rb") as stream:
                if stream.readline() == head:
                    end = stream.tell()
                    for line in stream:
                        if not line.endswith(b"\n") or _PART not in line:
                            break
                        self.places[str(_head(line)["digest"])] = end
                        end += len(line)
        self._stream = self.path.open("r+b" if end else "wb")
        if end:
            self._stream.truncate(end)
            self._stream.seek(end)
        else:
            self._stream.write(head)

    def __enter__(self) -> Self:
        """For `with`."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the file; it stays for the next build."""
        if self._stream:
            self._stream.close()

    def add(self, extracted: Extracted) -> None:
        """Keep one extraction; a later one of the same document replaces it."""
        assert self._stream is not None  # noqa: S101  # opened by `resume`
        self.places[extracted.digest] = self._stream.tell()
        head = {"digest": extracted.digest, "words": extracted.words, "rejected": extracted.rejected}
        parts = (json.dumps(head).encode(), extracted.line.encode(), extracted.quads.encode().replace(b"\n", _PART))
        self._stream.write(_PART.join(parts) + b"\n")
        self._stream.flush()

    def get(self, digest: str) -> Extracted:
        """The extraction of a document that the journal holds."""
        line = self._line(digest)
        head = _head(line)
        _, record, quads = line[:-1].split(_PART, 2)
        rejected = tuple(head["rejected"])
        return Extracted(
            digest=digest, words=head["words"], line=record.decode(), quads=quads.replace(_PART, b"\n").decode(), rejected=rejected
        )

    def rejected(self, digest: str) -> tuple[str, ...]:
        """The rejected items of such a document alone, a line of JSON each."""
        return tuple(_head(self._line(digest))["rejected"])

    def _line(self, digest: str) -> bytes:
        with self.path.open("rb") as stream:
            stream.seek(self.places[digest])
            return stream.readline()


def _head(line: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(line[: line.index(_PART)])
    return found
