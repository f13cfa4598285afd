"""The external gold packs and their scorers, run as they are."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import InputError, KgError
from kg.export.annotations import line
from kg.extractor import Extractor
from kg.ingest.article import document
from kg.ingest.jsonl import Line

Report = Mapping[str, Any]


def score(pack: str, bench: Path, extractor: Extractor) -> Report:
    """The scorer's report on one pack under `bench/data`; `InputError` where the pack or the scorer is not there."""
    folder, scorer = bench / "data" / pack, bench / "score.py"
    if not (folder / "input.jsonl").exists() or not scorer.exists():
        raise InputError(f"{folder}: no such pack; name the folder that holds score.py and data/ with --packs")
    with tempfile.TemporaryDirectory() as place:
        predicted = Path(place) / "predicted.jsonl"
        with predicted.open("w", encoding="utf-8") as stream:
            for content in (folder / "input.jsonl").read_text(encoding="utf-8").splitlines():
                stream.write(_predict(content, pack, extractor) + "\n")
        command = [sys.executable, str(scorer), pack, "--pack", str(folder), "--pred", str(predicted), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # the scorer that the user named
    if done.returncode:
        raise KgError(
            f"{scorer} {pack}: exit {done.returncode}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'no message'}"
        )
    report: Report = json.loads(done.stdout)
    return report


def _predict(content: str, pack: str, extractor: Extractor) -> str:
    """The annotations of one input line; texts are taken as they come, whatever their language, as the gold holds them all."""
    fields = Line.model_validate_json(content)
    made = document(id=fields.id or "", text=fields.text, source=pack, title=fields.title, published=fields.published)
    return line(extractor.extract(made))


def figure(report: Report, path: str) -> float:
    """The figure at a dotted path of a report; `KeyError` where the scorer has none of that name."""
    value: Any = report
    for part in path.split("."):
        value = value[part]
    return float(value)
