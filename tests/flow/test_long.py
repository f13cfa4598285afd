"""Long texts: a transcript of two hours is taken whole and in bounded memory; what is too long is refused by name, not cut."""

import json
import subprocess
import sys
from itertools import cycle, islice
from pathlib import Path

from kg.extractor import LONGEST, Extractor
from kg.flow import build
from kg.ingest.article import document
from kg.workspace import ANNOTATIONS

SPEAKERS = ("Anna Kova", "the army", "Minister Petr Lang", "she", "the Sudovian president", "a spokesman", "he")
SAYINGS = (
    "said that troops had entered {} on Monday",
    "met officials of {} to speak of aid",
    "denied that rebels held {}",
    "promised {} millions of dollars for roads",
    "warned the rebels not to attack {}",
)
PLACES = ("Berlin", "Port Elsa", "Kenya", "Ankara", "France", "the north of Sudovia")
# VmHWM, not ru_maxrss: that one counts what the tests held before they started this process
MEASURE = """
import re, sys
from kg.extractor import Extractor
from kg.ingest.article import document
found = Extractor.load().extract(document(id="long", text=open(sys.argv[1], encoding="utf-8").read(), source="long"))
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())
print(found.sentences[-1].end, len(found.claims), int(peak[1]) // 1024)
"""


def told(words: int) -> str:
    """A text of so many words, on one line."""
    pieces = zip(cycle(SPEAKERS), cycle(SAYINGS), cycle(PLACES), strict=False)
    sentences = (f"{who[0].upper()}{who[1:]} {said.format(where)}." for who, said, where in pieces)
    return " ".join(islice((word for sentence in sentences for word in sentence.split()), words)) + "."


def test_a_transcript_of_30000_words_is_taken_whole(tmp_path: Path) -> None:
    text = told(30_000)
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", MEASURE, tmp_path / "long.txt"], capture_output=True, text=True, check=True)
    end, claims, megabytes = map(int, done.stdout.split())
    assert end == len(text)
    assert claims > 1000
    assert megabytes < 600


def test_a_text_of_5_megabytes_on_one_line_is_refused_and_the_others_are_done(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(told(60), encoding="utf-8")
    (folder / "long.txt").write_text((told(2_000) + " ") * 450, encoding="utf-8")
    progress = build([str(folder)], tmp_path / "out")
    assert progress.done == 1
    assert [failure.source for failure in progress.failures] == ["in/long.txt"]
    assert f"more than the {LONGEST:,}" in progress.failures[0].reason
    assert "cut it into its articles" in progress.failures[0].reason
    assert len((tmp_path / "out" / ANNOTATIONS).read_text(encoding="utf-8").splitlines()) == 1


def test_a_word_without_end_is_cut_where_it_must(extractor: Extractor) -> None:
    text = "Anna Kova met officials in Berlin. " + "x" * 45_000 + " Then she left for Ankara."
    found = extractor.extract(document(id="word", text=text, source="word"))
    assert json.dumps([e.name for e in found.entities]).count("Ankara") == 1
