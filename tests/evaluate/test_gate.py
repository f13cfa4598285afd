"""The gate fails below a floor, lifts floors when it is told, and never lowers one."""

import json
import shutil
from pathlib import Path

import pytest

from kg.errors import InputError, ResourceError
from kg.evaluate import gold
from kg.evaluate.gate import FIGURES, Figure, Measured, figures, measure, raise_floors
from kg.evaluate.packs import score
from kg.evaluate.report import report
from kg.extractor import Extractor


def measured(value: float, floor: float = 0.5) -> Measured:
    figure = Figure(pack="toy", name="mentions", path="mentions.f1", anchor=0.4, target=0.9, floor=floor)
    return Measured(figure=figure, value=value, digest="abc")


def test_a_figure_below_its_floor_does_not_hold() -> None:
    assert measured(0.5).holds
    assert not measured(0.498).holds
    assert "below the floor" in report([measured(0.498)])


def test_every_watched_figure_has_a_goal_and_a_floor_that_was_measured() -> None:
    watched = figures()
    assert len({(f.pack, f.name) for f in watched}) == len(watched) >= 30
    assert all(0 < f.target <= 1 for f in watched)
    assert all(0 < f.floor <= 1 for f in watched)


def test_floors_are_lifted_and_never_lowered(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    shutil.copy(FIGURES, path)
    watched = figures(path)
    better = [Measured(figure=watched[0], value=0.9999, digest=""), Measured(figure=watched[1], value=0.0001, digest="")]
    assert raise_floors(better, path) == 1
    after = figures(path)
    assert after[0].floor == 0.999
    assert after[1:] == watched[1:]


def test_a_broken_file_of_figures_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "figures.toml").write_text("[[figure]]\npack = 1\n", encoding="utf-8")
    with pytest.raises(ResourceError, match=r"figures\.toml"):
        figures(tmp_path / "figures.toml")


def test_a_missing_pack_is_said_so(tmp_path: Path, extractor: Extractor) -> None:
    with pytest.raises(InputError, match="no such pack"):
        score("nothing", tmp_path, extractor)


def test_a_pack_is_scored_by_its_own_scorer(tmp_path: Path, extractor: Extractor) -> None:
    """A scorer that counts entities; the pack has one sentence."""
    folder = tmp_path / "data" / "toy"
    folder.mkdir(parents=True)
    (folder / "input.jsonl").write_text(json.dumps({"id": "a", "text": "France met Germany in Geneva."}) + "\n", encoding="utf-8")
    (folder / "gold.json").write_text("{}", encoding="utf-8")
    (tmp_path / "score.py").write_text(
        "import json, sys\nline = open(sys.argv[sys.argv.index('--pred') + 1]).readline()\n"
        "print(json.dumps({'mentions': {'f1': len(json.loads(line)['entities']) / 10}}))",
        encoding="utf-8",
    )
    watched = [Figure(pack="toy", name="mentions", path="mentions.f1", anchor=0, target=0.9, floor=0.2)]
    (found,) = measure(tmp_path, extractor, watched=watched)
    assert found.value >= 0.3
    assert found.holds


def test_the_own_gold_stands_above_its_floors(extractor: Extractor) -> None:
    own = gold.measure(extractor)
    assert not own.below, own.missed
    assert all(floor > 0 for floor in gold.FLOORS.values())
