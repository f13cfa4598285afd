"""Many short articles, and what one process makes of them."""

import json
from pathlib import Path

import pytest

from tests.conftest import OWN

COMPARED = ("annotations.jsonl", "graph.nq", "graph.ttl", "graph.html", "rejected.jsonl", "run.json")


def contents(directory: Path) -> dict[str, bytes]:
    """What a finished directory holds."""
    return {name: (directory / name).read_bytes() for name in COMPARED}


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A JSONL file of 120 short articles, each with a line of its own."""
    path = tmp_path_factory.mktemp("many") / "many.jsonl"
    records = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    with path.open("w", encoding="utf-8") as stream:
        for number in range(120):
            record = records[number % len(records)]
            text = f"{record['text'][:500]}\n\nThe envoy named {number} villages that had no water, and left."
            stream.write(json.dumps({"id": f"m{number:03}", "text": text, "published": record["published"]}) + "\n")
    return path


@pytest.fixture(scope="session")
def alone(many: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a single process makes of them."""
    from kg.flow import build

    directory = tmp_path_factory.mktemp("alone") / "out"
    build([many], directory)
    return contents(directory)
