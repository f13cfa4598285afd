"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def directory(function: F) -> F:
    """`-o DIR`: the output directory."""
    return click.option("-o", "--output", "directory", default="out", show_default=True, type=click.Path(path_type=Path), help="Output directory.")(function)


def extraction(function: F) -> F:
    """Options of commands that read articles."""
    for option in (
        click.option("--batch", default=8, show_default=True, type=click.IntRange(1), help="Articles handed to a worker at once."),
        click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes that extract."),
        click.option("--ontologies", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Folder of corrected tables, laid over the shipped ones."),
        click.option("--model", help="spaCy model by name or path (default: the best installed)."),
    ):
        function = option(function)
    return function
