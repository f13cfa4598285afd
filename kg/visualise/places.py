"""Where places lie on the map, and the outlines of states; generated tables, nothing is asked of a server."""

import csv
from collections.abc import Iterable
from functools import cache

from kg.resources import find

_COORDINATES = "gazetteer/coordinates.csv"
_OUTLINES = "gazetteer/outlines.csv"


def points(iris: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Longitude and latitude, in degrees, of each IRI that ends with the key of a known place."""
    known = _table()
    found = ((iri, known.get(iri.rsplit("/", 1)[-1])) for iri in iris)
    return {iri: spot for iri, spot in found if spot is not None}


@cache
def _table() -> dict[str, tuple[float, float]]:
    with find(_COORDINATES).open(encoding="utf-8", newline="") as stream:
        return {row["key"]: (float(row["longitude"]), float(row["latitude"])) for row in csv.DictReader(stream)}


@cache
def outlines() -> list[tuple[str, str]]:
    """Key of the state and its outline as a path of SVG, in tenths of a degree east and south."""
    with find(_OUTLINES).open(encoding="utf-8", newline="") as stream:
        return [(row["key"], row["path"]) for row in csv.DictReader(stream)]
