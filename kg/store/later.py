"""Changes of single quads that wait for the commit, for those that nobody looks up before: written once each, however often they change."""

import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

_MOST = 50_000
"""Lines that are kept in memory."""
_PARTS = 64
"""Files that further ones are dealt out to, by line, so that each fits in memory by itself."""


class Later:
    """Lines of N-Quads to be taken out or put in; of each line the last word counts."""

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
            opened = (tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=self._folder) for _ in range(_PARTS))  # noqa: SIM115
            self._files = list(opened)
        for line, here in self._lines.items():
            self._files[zlib.crc32(line.encode()) % _PARTS].write(f"{'+' if here else '-'}{line}\n")
        self._lines = {}
