"""One server for the tests that only ask it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.running import fill, running


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output directory behind `site`."""
    directory = tmp_path_factory.mktemp("served") / "out"
    fill(directory)
    return directory


@pytest.fixture(scope="session")
def site(served: Path) -> Iterator[str]:
    """The address of a server with small bounds."""
    with running(served, timeout=3.0, body=100_000, answer=200_000, workers=2) as address:
        yield address
