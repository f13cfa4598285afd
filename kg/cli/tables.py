"""Tables for people: as wide as the terminal, plain in a pipe."""

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table as Drawn

_PIPE_WIDTH = 200
"""Columns where the output is no terminal: nothing is folded that a reader could have had on one line."""


def show(columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str = "no rows") -> int:
    """Print the rows; the number of them. Text is printed as it is, never as markup."""
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else _PIPE_WIDTH)
    table = Drawn(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    count = 0
    for row in rows:
        table.add_row(*("" if value is None else _cell(value) for value in row))
        count += 1
    if count and console.is_terminal:
        console.print(table)
    elif count:
        with console.capture() as drawn:
            console.print(table)
        sys.stdout.writelines(f"{line.rstrip()}\n" for line in drawn.get().splitlines())
    else:
        print(empty, file=sys.stderr)  # noqa: T201  # words go to standard error, data to standard output
    return count


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("\n", " ")
