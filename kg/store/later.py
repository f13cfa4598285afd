"""What waits for the commit because nobody looks it up before: it is written once, in large parts, not sorted in with each batch."""

import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

_MOST = 50_000
"""Lines that are kept in memory."""
_PARTS = 64
"""Files that further ones are dealt out to, by line, so that each fits in memory by itself."""
_TOGETHER = 50_000
"""Lines of whole graphs that are given at once: bounds memory."""


class Lines:
    """Lines of N-Quads to be taken out or put in; of each line the last word counts, so that one which changes often is written once."""

    def __init__(self, folder: Path) -> None:
        """Spill into temporary files of the folder."""
        self._folder = folder
        self._lines: dict[str, bool] = {}
        self._files: list[IO[str]] = []

    def add(self, removed: Iterable[str], added: Iterable[str]) -> None:
        """Note lines to be taken out, then lines to be put in."""
        self._lines.update(dict.fromkeys(removed, False))
        self._lines.update(dict.fromkeys(added, True))
        if len(self._lines) > _MOST:
            self._spill()

    def take(self) -> Iterator[tuple[list[str], list[str]]]:
        """What is to be taken out and put in, a part at a time and each sorted; then nothing waits any more."""
        if self._files:
            self._spill()
        for file in self._files:
            file.seek(0)
            for line in file:
                self._lines[line[1:-1]] = line[0] == "+"
            file.close()
            if len(self._lines) > _MOST:
                yield self._part()
        self._files = []
        yield self._part()

    def _part(self) -> tuple[list[str], list[str]]:
        lines, self._lines = sorted(self._lines.items()), {}
        return [line for line, here in lines if not here], [line for line, here in lines if here]

    def _spill(self) -> None:
        if not self._files:
            for _ in range(_PARTS):
                file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=self._folder)  # noqa: SIM115  # closed by `take`
                self._files.append(file)
        for line, here in self._lines.items():
            self._files[zlib.crc32(line.encode()) % _PARTS].write(f"{'+' if here else '-'}{line}\n")
        self._lines = {}


class Graphs:
    """Named graphs as lines of N-Quads in a temporary file; memory holds where each lies."""

    def __init__(self, folder: Path) -> None:
        """Nothing waits yet."""
        self._folder = folder
        self._places: dict[str, tuple[int, int]] = {}
        self._file: IO[bytes] | None = None

    def __contains__(self, graph: str) -> bool:
        """Whether a graph waits."""
        return graph in self._places

    def put(self, graph: str, lines: Sequence[str] | None) -> None:
        """Let a graph wait in place of an earlier one of its name; None lets none wait."""
        self._places.pop(graph, None)
        if lines:
            self._file = self._file or tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115  # closed by `take`
            begin, text = self._file.seek(0, 2), "\n".join(lines).encode()
            self._file.write(text)
            self._places[graph] = begin, len(text)

    def lines(self, graph: str) -> list[str]:
        """The lines of a graph that waits."""
        assert self._file is not None  # noqa: S101  # a graph waits only in a file
        begin, length = self._places[graph]
        self._file.seek(begin)
        return self._file.read(length).decode().split("\n")

    def take(self) -> Iterator[list[str]]:
        """All lines by order of the graphs, many at a time; then nothing waits any more."""
        some: list[str] = []
        for graph in sorted(self._places):
            some += self.lines(graph)
            if len(some) > _TOGETHER:
                yield some
                some = []
        yield some
        self._places = {}
        if self._file:
            self._file.close()
            self._file = None
