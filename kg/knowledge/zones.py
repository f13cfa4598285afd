"""Time zones by the abbreviations that newspapers print: `lexicon/zones.csv`."""

import datetime
import re
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from kg.knowledge.csvtable import rows, wrong
from kg.resources import find


@dataclass(frozen=True, slots=True)
class Zone:
    """What an abbreviation stands for in one country (its code, or nothing): always one offset, or that of the season ("ET")."""

    rule: datetime.tzinfo
    country: str

    def offset(self, when: datetime.datetime) -> str:
        """The offset at a local time, as ISO 8601 writes it: "-04:00"."""
        return when.replace(tzinfo=self.rule).isoformat()[-6:]


def written(sign: str, hours: str, minutes: str | None) -> str:
    """An offset in figures, as ISO 8601 writes it: "+3" is "+03:00"."""
    return f"{sign}{int(hours):02d}:{minutes or '00'}"


def load(overlay: Path | None = None) -> dict[str, tuple[Zone, ...]]:
    """The readings of each abbreviation, in the order of the table."""
    path, found = find("lexicon/zones.csv", overlay), dict[str, list[Zone]]()
    for line, (name, offset, country, _) in rows(path, ("abbreviation", "offset", "country", "example")):
        rule = _rule(offset)
        if rule is None:
            raise wrong(path, line, f"unknown offset {offset}", "write it as +02:00, or as a zone of the tz database, America/New_York")
        found.setdefault(name, []).append(Zone(rule, country))
    return {name: tuple(zones) for name, zones in found.items()}


def _rule(offset: str) -> datetime.tzinfo | None:
    """The offset or zone that a cell names, if there is one."""
    if match := re.fullmatch(r"([+-])(\d\d):(\d\d)", offset):
        ahead = datetime.timedelta(hours=int(match[2]), minutes=int(match[3]))
        return datetime.timezone(-ahead if match[1] == "-" else ahead)
    try:
        return ZoneInfo(offset)
    except (KeyError, ValueError, OSError):
        return None
