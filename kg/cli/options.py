"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)

F = TypeVar("F", bound=Callable[..., Any])


def directory(function: F) -> F:
    """`-o DIR`: the output directory."""
    path = click.Path(path_type=Path)
    return click.option("-o", "--output", "directory", default="out", show_default=True, type=path, help="Output directory.")(function)


def tables(function: F) -> F:
    """`--ontologies DIR`: tables laid over the shipped ones."""
    return click.option("--ontologies", type=_FOLDER, help="Folder of corrected tables, laid over the shipped ones.")(function)


def extraction(function: F) -> F:
    """Options of commands that read articles."""
    for option in (
        click.option("--batch", default=8, show_default=True, type=click.IntRange(1), help="Articles handed to a worker at once."),
        click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes that extract."),
        click.option("--cluster", metavar="ADDRESS", help="Dask scheduler whose workers extract, such as tcp://host:8786."),
        tables,
        click.option("--map", "fields", callback=_fields, metavar="OURS=THEIRS,…", help="Fields of JSONL input: text=body,published=date."),
        click.option("--model", help="spaCy model by name or path (default: the best installed)."),
    ):
        function = option(function)
    return function


_OURS = ("id", "text", "title", "published", "updated", "url", "outlet")


def _fields(context: click.Context, parameter: click.Parameter, given: str | None) -> dict[str, str]:
    """The pairs of --map."""
    del context, parameter
    pairs = [part.partition("=") for part in (given or "").split(",") if part.strip()]
    for ours, sign, theirs in pairs:
        if ours.strip() not in _OURS or not sign or not theirs.strip():
            raise click.BadParameter(f"write pairs such as text=body; ours are {', '.join(_OURS)}")
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}
