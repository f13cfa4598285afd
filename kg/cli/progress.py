"""Progress while a build runs, and the summary it ends with; on standard error, plain where it is no terminal."""

import resource
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

from kg.cli.figures import figures
from kg.flow import Progress as State

_MEGA = 1024 if sys.platform != "darwin" else 1024 * 1024
"""Units of `ru_maxrss` in a mebibyte: kibibytes on Linux, bytes on macOS."""


_QUIET_FOR = 30.0
"""Seconds between two lines of progress where standard error is no terminal."""
_SOON = 2.0
"""Seconds of a stage before which nobody can say how long it takes."""
_NARROW = 72
"""Columns below which a terminal has no room for a bar."""
_SHORTEST, _LONGEST = 6, 20
"""Columns of the bar: at least, and where there is room."""


class Report:
    """Shows how far a build is and what it came to: a bar in a terminal, now and then a line in a pipe or file."""

    def __init__(self, *, quiet: bool, console: Console | None = None) -> None:
        """Prepare; nothing is shown yet."""
        self._console = console or Console(stderr=True, highlight=False, soft_wrap=False)
        self._quiet = quiet
        self._width = self._console.width - 1 - (_SHORTEST + 1 if self._console.width >= _NARROW else 0)
        self._drawn = BarColumn(_SHORTEST)
        columns = (TextColumn("{task.description}"), self._drawn, TextColumn("{task.fields[text]}"))
        shown = columns if self._console.width >= _NARROW else (columns[0], columns[2])
        self._bar = Progress(*shown, console=self._console, transient=True, disable=quiet or not self._console.is_terminal)
        self._task = self._bar.add_task("reading", total=None, text="")
        self._begin = self._last = self._since = time.monotonic()
        self._stage = ""
        self._rate = 0.0

    def __enter__(self) -> Self:
        """Start the bar."""
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Take the bar away."""
        self._bar.stop()

    def tell(self, state: State) -> None:
        """Show the state."""
        now = time.monotonic()
        if state.stage != self._stage:
            self._stage, self._since = state.stage, now
        if state.stage == "extracting":
            self._rate = state.words / max(now - self._begin, 0.001)
        if self._console.is_terminal:
            text, room = self._fitting(self._parts(state, now), self._width - len(state.stage))
            self._drawn.bar_width = min(_SHORTEST + room, _LONGEST)
            known = None if state.share is None else state.share * 100
            self._bar.update(self._task, description=state.stage, total=known and 100, completed=known or 0, text=text)
        elif not self._quiet and now - self._last >= _QUIET_FOR:
            self._last = now
            self._console.print(f"{state.stage}: {' · '.join(self._parts(state, now))}", soft_wrap=True)

    def _parts(self, state: State, now: float) -> list[str]:
        """What there is to say, the most wanted first."""
        parts = [f"{state.done:,} articles"]
        if state.failures:
            parts.append(f"{len(state.failures):,} failed")
        elapsed = now - self._since
        if state.share and elapsed >= _SOON:
            parts.append(f"{_clock(elapsed * (1 - state.share) / state.share)} left")
        parts.append(f"{self._rate:,.0f} words/s")
        if state.unchanged:
            parts.append(f"{state.unchanged:,} unchanged")
        return parts

    @staticmethod
    def _fitting(parts: list[str], room: int) -> tuple[str, int]:
        """As many of them as there is room for, one at least, and what room is left."""
        while len(parts) > 1 and len(" · ".join(parts)) > room:
            parts = parts[:-1]
        text = " · ".join(parts)
        return text, max(room - len(text), 0)

    def summary(self, directory: Path, state: State) -> None:
        """What the directory holds now and what this run cost."""
        seconds = max(time.monotonic() - self._begin, 0.001)
        table = Table(show_header=False, box=None, padding=(0, 1, 0, 0))
        table.add_column(style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        for name, value in figures(directory):
            table.add_row(name, value)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MEGA
        done = f"{state.done} new, {state.unchanged} unchanged, {len(state.failures)} failed"
        if foreign := sum(failure.foreign for failure in state.failures):
            done += f" ({foreign} not English)"
        cost = f"{state.words / seconds:,.0f} words/s · {seconds:.1f} s · peak memory {peak:,.0f} MB"
        table.add_row("this run", f"{done} · {cost} · network calls: 0")
        self._console.print(table)
        shown = f"{directory}/graph.html shows it · " if (directory / "graph.html").exists() else ""
        self._console.print(f"→ {shown}kg query -o {directory} --list asks it · kg verify {directory} checks it")


def _clock(seconds: float) -> str:
    """Minutes and seconds, or hours and minutes where it takes longer: "4:05", "2 h 10 min"."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02} min"
