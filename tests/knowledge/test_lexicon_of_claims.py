"""The tables of times, cues and factuality: what they hold, and what a wrong row says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.knowledge.calendar import TimeWords
from kg.knowledge.csvtable import rows
from kg.knowledge.cues import COLUMNS as CUES
from kg.knowledge.cues import Cues
from kg.knowledge.signatures import COLUMNS as FACTUALITY
from kg.knowledge.signatures import Signatures
from kg.model.claim import Certainty, Polarity, Stance
from kg.resources import find


def test_size() -> None:
    cues = Cues.load()
    assert sum(len(entries) for entries in cues.by_pos.values()) >= 300
    assert len(Signatures.load().table) >= 500


def test_rows_mean_what_they_say() -> None:
    deny = Cues.load().by_pos["verb"]["deny"]
    assert (deny.stance, deny.polarity) == (Stance.DENY, Polarity.NEGATIVE)
    fail = Signatures.load().of("verb", "to", "fail")
    assert fail is not None
    assert (fail.affirmed, fail.negated) == ((Polarity.NEGATIVE, Certainty.CERTAIN), (Polarity.POSITIVE, Certainty.CERTAIN))
    assert TimeWords.load().symbols["monday"] == "W"


@pytest.mark.parametrize(("name", "columns"), [("cues.csv", CUES), ("factuality.csv", FACTUALITY)])
def test_each_row_has_an_example(name: str, columns: tuple[str, ...]) -> None:
    table = list(rows(find(f"lexicon/{name}"), columns))
    assert table
    assert [line for line, cells in table if len(cells[-1].split()) < 3] == []


@pytest.mark.parametrize(
    ("name", "row", "load"),
    [
        ("cues.csv", "mumble,verb,sideways,assert,,,,He mumbled it.", Cues.load),
        ("cues.csv", "mumble,verb,clause,grumble,,,,He mumbled it.", Cues.load),
        ("factuality.csv", "mumble,verb,to,sometimes,no,,He mumbles.", Signatures.load),
        ("factuality.csv", "mumble,verb,to,yes,no,someday,He mumbles.", Signatures.load),
        ("time_words.csv", "blursday,dayname,8,It was a blursday.", TimeWords.load),
    ],
)
def test_a_wrong_row_names_its_place(tmp_path: Path, name: str, row: str, load: Callable[[Path], object]) -> None:
    folder = tmp_path / "lexicon"
    folder.mkdir()
    header = find(f"lexicon/{name}").read_text(encoding="utf-8").splitlines()[0]
    (folder / name).write_text(f"{header}\n{row}\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=rf"^{name}:2: [^\n]+$"):
        load(tmp_path)
