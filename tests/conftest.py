"""What many tests need: articles of our own, and builds of them made once."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.extractor import Extractor

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
OWN = ROOT / "kg" / "evaluate" / "gold.jsonl"


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The extractor, loaded once."""
    return Extractor.load()


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Own articles as text files, with the publication as a line of its own."""
    folder = tmp_path_factory.mktemp("articles")
    paths = []
    for line in OWN.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        path = folder / f"{record['id']}.txt"
        path.write_text(f"{record['text']}\n\nPublished: {record['published']}\n", encoding="utf-8")
        paths.append(path)
    return paths


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output directory of the seed article; tests must not change it."""
    from kg.flow import build

    directory = tmp_path_factory.mktemp("seed") / "out"
    build([SEEDS], directory)
    return directory


@pytest.fixture(scope="session")
def corpus(articles: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output directory of the seed article and our own ones; tests must not change it."""
    from kg.flow import build

    directory = tmp_path_factory.mktemp("corpus") / "out"
    build([SEEDS, *articles], directory)
    return directory


@pytest.fixture
def run_kg(tmp_path: Path) -> Callable[..., "tuple[int, str, str]"]:
    """Run the command line in an empty directory: exit status, standard output, standard error."""
    import os
    import subprocess
    import sys

    def run(*arguments: str | Path, text: str | None = None, **environment: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "kg", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            input=text,
            cwd=tmp_path,
            env={**os.environ, **environment},
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    return run
