"""A process that is killed at any moment leaves the old build or the new, and the next one goes on."""

import json
import subprocess
import sys
from pathlib import Path

from kg.export.annotations import line
from kg.extractor import Extractor
from kg.ingest.read import read
from kg.model.document import Document

ROUNDS = 50


def test_the_old_build_or_the_new_at_fifty_moments(extractor: Extractor, articles: list[Path], tmp_path: Path) -> None:
    found = [item for item in read([str(path) for path in articles[:4]]) if isinstance(item, Document)]
    records = [line(extractor.check(extractor.extract(document))[0]) for document in found]
    for name, kept in (("few", records[:2]), ("all", records)):
        (tmp_path / f"{name}.jsonl").write_text("".join(f"{record}\n" for record in kept), encoding="utf-8")
    command = [sys.executable, str(Path(__file__).with_name("killing.py")), str(tmp_path), str(ROUNDS), "7"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rounds = [json.loads(told) for told in done.stdout.splitlines()]
    assert len(rounds) == ROUNDS
    wrong = [told for told in rounds if not told["whole"] or told["seen"] == "mix" or told["after"] != "new"]
    assert wrong == [], done.stderr
    assert {(told["case"], told["seen"]) for told in rounds} >= {("build", "old"), ("remove", "old")}
    assert sum(told["killed"] for told in rounds) > ROUNDS / 2, "most were killed before they were through"
