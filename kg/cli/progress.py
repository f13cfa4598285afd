"""Progress while a build runs, and the summary it ends with; on standard error, plain where it is no terminal."""

import resource
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from kg.cli.figures import figures
from kg.flow import Progress as State

_MEGA = 1024 if sys.platform != "darwin" else 1024 * 1024
"""Units of `ru_maxrss` in a mebibyte: kibibytes on Linux, bytes on macOS."""


class Report:
    """Shows how far a build is and what it came to."""

    def __init__(self, *, quiet: bool) -> None:
        """Prepare; nothing is shown yet."""
        self._console = Console(stderr=True, highlight=False, soft_wrap=False)
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[text]}"),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
            disable=quiet or not self._console.is_terminal,
        )
        self._task = self._bar.add_task("reading", total=None, text="")
        self._begin = time.monotonic()

    def __enter__(self) -> Self:
        """Start the bar."""
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Take the bar away."""
        self._bar.stop()

    def tell(self, state: State) -> None:
        """Show the state."""
        seconds = max(time.monotonic() - self._begin, 0.001)
        text = f"{state.done} articles · {state.words / seconds:,.0f} words/s"
        if state.unchanged:
            text += f" · {state.unchanged} unchanged"
        if state.failures:
            text += f" · {len(state.failures)} failed"
        self._bar.update(self._task, text=text)

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
        cost = f"{state.words / seconds:,.0f} words/s · {seconds:.1f} s · peak memory {peak:,.0f} MB"
        table.add_row("this run", f"{done} · {cost} · network calls: 0")
        self._console.print(table)
        self._console.print(f"→ {directory}/graph.html shows it · kg query -o {directory} --list asks it · kg verify {directory} checks it")
