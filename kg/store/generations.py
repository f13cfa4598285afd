"""Which state of a store on disk is the published one, and the moves that put another in its place: files only, no RDF.

Folders `g1`, `g2`, … are generations; `current.json` names the published one and is replaced by a rename. A generation that somebody reads
stays where it is, for a store opens its files one after another, by name; it is deleted when nobody holds its lock.
"""

import contextlib
import json
import os
import shutil
from pathlib import Path

from kg.errors import StoreError
from kg.store.lock import Busy, hold

FORMAT = 1
"""Version of the layout on disk; a store of another version is refused."""

READERS = "readers"
"""The file of a generation whose lock its readers share."""


def current(path: Path) -> int | None:
    """The published generation, None where nothing was committed yet."""
    file = path / "current.json"
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        version, generation = found["format"], found["generation"]
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{file} is damaged: restore a backup, or build again into another directory") from error
    if version != FORMAT:
        raise StoreError(f"{path} is a store of format {version}, this kg reads format {FORMAT}: build again into another directory")
    return int(generation)


def publish(path: Path, generation: int) -> None:
    """Make a generation the published one, and delete the others that nobody reads."""
    aside = path / "current.json.new"
    with aside.open("w", encoding="utf-8") as stream:
        json.dump({"format": FORMAT, "generation": generation}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(path / "current.json")
    sweep(path, generation)


def sweep(path: Path, kept: int | None) -> None:
    """Delete all generations but one, and those that a reader holds."""
    for folder in path.glob("g*"):
        if folder.name != f"g{kept}":
            with contextlib.suppress(Busy, FileNotFoundError), hold(folder / READERS, shared=False):
                shutil.rmtree(folder)


def adopt(path: Path, other: Path) -> None:
    """Make the published state of another store the next one of this; the other is gone then. Begun anew after a crash, it is finished."""
    if not (path / "current.json").exists():
        other.replace(path)
        return
    old, new = current(path), current(other)
    target = path / f"g{(old or 0) + 1}"
    source = other / f"g{new}"
    if source.exists():
        shutil.rmtree(target, ignore_errors=True)
        source.rename(target)
    if target.exists():
        publish(path, (old or 0) + 1)
    shutil.rmtree(other)
