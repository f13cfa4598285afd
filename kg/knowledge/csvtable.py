"""Strict reading of CSV tables: a wrong row is one clear error that names file and line."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import ResourceError


def header(path: Path) -> tuple[str, ...]:
    """The column names of a table; empty for an empty file."""
    with path.open(encoding="utf-8", newline="") as file:
        line = file.readline().rstrip("\r\n")
    return tuple(line.split(",")) if line else ()


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each row under the header.

    Raises ResourceError where the header is not `columns`, a row has another number of cells, a cell spans lines,
    or the file is not UTF-8 CSV.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file, strict=True)
            found = next(reader, [])
            if found != list(columns):
                raise wrong(path, 1, f"the columns are {','.join(found)}", f"make them {','.join(columns)}")
            width = len(columns)
            before = 1
            for cells in reader:
                line = reader.line_num
                if line != before + 1:
                    raise wrong(path, line, "a cell spans several lines", "put the row on one line")
                if len(cells) != width:
                    raise wrong(path, line, f"{len(cells)} cells", f"make them {width}")
                before = line
                yield line, cells
    except OSError as error:
        raise ResourceError(f"{path.name}: cannot be read ({error.strerror}): restore it or install kg again") from error
    except UnicodeDecodeError as error:
        raise ResourceError(f"{path.name}: not UTF-8 ({error.reason} at byte {error.start}): save it as UTF-8") from error
    except csv.Error as error:
        raise ResourceError(f"{path.name}: not CSV ({error}): quote cells that hold commas or quotation marks") from error


def split(cell: str) -> tuple[str, ...]:
    """The parts of a list cell, which are separated by `|`."""
    return tuple(cell.split("|")) if cell else ()


def wrong(path: Path, line: int, what: str, cure: str) -> ResourceError:
    """The error for one line of a table."""
    return ResourceError(f"{path.name}:{line}: {what}: {cure}")
