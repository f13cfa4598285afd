"""The README tells the truth: its commands run, and print what it shows.

python tests/test_readme.py      writes the real output into the README
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_CHANGES = re.compile(r"[\d,]+ words/s · [\d.]+ s · peak memory [\d,]+ MB")
"""What differs from run to run: speed and memory."""


def sessions() -> list[tuple[str, str]]:
    """(command, output) of each `$ kg …` in the console blocks, in order; commands that install are left to the gate."""
    found = []
    for block in _BLOCK.findall(README.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            if command.startswith("kg "):
                found.append((command, output))
    return found


def run(command: str, folder: Path) -> str:
    """What the command prints, words and data together, in a terminal of 100 columns."""
    words = shlex.split(command)
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "100"},
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stdout}"
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("readme")
    (place / "seeds").symlink_to(ROOT / "seeds")
    return place


def test_the_readme_shows_commands() -> None:
    assert len(sessions()) >= 8


@pytest.mark.parametrize(("command", "output"), sessions(), ids=lambda text: text[:30])
def test_a_command_prints_what_the_readme_shows(command: str, output: str, folder: Path) -> None:
    found = run(command, folder)
    assert _steady(found) == _steady(output)


def _steady(output: str) -> str:
    """The words of an output, wherever its lines are folded, without what differs from run to run."""
    return _CHANGES.sub("…", " ".join(output.split()))


def write() -> None:
    """Put the real output of each command into the README."""
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "seeds").symlink_to(ROOT / "seeds")
        for command, output in sessions():
            text = text.replace(f"$ {command}\n{output}", f"$ {command}\n{run(command, Path(place))}", 1)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
