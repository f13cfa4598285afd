"""The output directory holds one finished build, whatever happens."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from kg import workspace
from kg.config import RUN
from kg.errors import OutputError, StoreError
from kg.store.oxigraph import open_reader, open_writer
from kg.workspace import ANNOTATIONS, FORMAT, STORE, Workspace

GRAPH = "http://example.org/g"


def fill(folder: Path, mark: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RUN).write_text(json.dumps({"format": FORMAT, "mark": mark}), encoding="utf-8")
    (folder / ANNOTATIONS).write_text(mark, encoding="utf-8")
    with open_writer(folder / STORE) as writer:
        writer.replace({GRAPH: [f'<{GRAPH}> <{GRAPH}> "{mark}" <{GRAPH}> .']})
        writer.commit()


def marks(folder: Path) -> set[str]:
    run = json.loads((folder / RUN).read_text(encoding="utf-8"))["mark"]
    with open_reader(folder / STORE) as reader:
        return {run, (folder / ANNOTATIONS).read_text(encoding="utf-8"), *(quad.object.value for quad in reader.quads())}


def test_commit_replaces_everything(tmp_path: Path) -> None:
    work = Workspace(tmp_path / "out")
    for mark in ("old", "new"):
        with work.writing():
            fill(work.aside, mark)
            work.commit([RUN, ANNOTATIONS, STORE])
        assert marks(work.path) == {mark}
    assert not work.aside.exists()


@pytest.mark.parametrize("moves", range(9))
def test_a_commit_that_died_is_finished_by_the_next_command(tmp_path: Path, moves: int, monkeypatch: pytest.MonkeyPatch) -> None:
    work = Workspace(tmp_path / "out")
    with work.writing():
        fill(work.aside, "old")
        work.commit([RUN, ANNOTATIONS, STORE])
    replace, rename = Path.replace, Path.rename
    left = moves

    def dying(real):
        def move(self: Path, target: Path) -> Path:
            nonlocal left
            if left == 0:
                raise KeyboardInterrupt
            left -= 1
            return real(self, target)

        return move

    try:
        with work.writing():
            fill(work.aside, "new")
            monkeypatch.setattr(Path, "replace", dying(replace))
            monkeypatch.setattr(Path, "rename", dying(rename))
            work.commit([RUN, ANNOTATIONS, STORE])
    except KeyboardInterrupt:
        pass
    monkeypatch.undo()
    work.require()
    assert marks(work.path) == ({"old"} if moves == 0 else {"new"})


def test_a_reader_keeps_what_it_opened_and_its_files(tmp_path: Path) -> None:
    work = Workspace(tmp_path / "out")
    for mark in ("old", "new", "newest"):
        with work.writing():
            fill(work.aside, mark)
            work.commit([RUN, ANNOTATIONS, STORE])
        if mark == "old":
            reader = open_reader(work.path / STORE)
            held = set((work.path / STORE).glob("g*"))
    assert [quad.object.value for quad in reader.quads()] == ["old"]
    (folder,) = held
    assert folder.exists(), "a large store opens its files when it comes to them, by name"
    reader.close()
    with work.writing():
        fill(work.aside, "last")
        work.commit([RUN, ANNOTATIONS, STORE])
    assert not folder.exists()
    assert marks(work.path) == {"last"}


def test_a_build_is_copied_while_another_is_made_and_not_while_it_is_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "_WAIT", 0)
    work = Workspace(tmp_path / "out")
    with work.writing():
        fill(work.aside, "old")
        work.commit([RUN, ANNOTATIONS, STORE])
    with work.writing():
        fill(work.aside, "new")
        work.copy(tmp_path / "copy")
        assert marks(tmp_path / "copy") == {"old"}
        (work.aside / "COMPLETE").write_text("[]", encoding="utf-8")
        with pytest.raises(OutputError, match="changes faster than it can be copied"):
            work.copy(tmp_path / "other")
        assert not (tmp_path / "other").exists()
    with pytest.raises(OutputError, match="is not empty"):
        work.copy(tmp_path / "copy")


def test_a_second_writer_is_told(tmp_path: Path) -> None:
    work = Workspace(tmp_path / "out")
    work.path.mkdir()
    with FileLock(work.path / ".lock"), pytest.raises(OutputError, match="another kg is writing"), work.writing():
        pass


def test_a_directory_without_a_build_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no kg build here"):
        Workspace(tmp_path / "nothing").require()


def test_a_build_of_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / RUN).write_text('{"format": 99}', encoding="utf-8")
    with pytest.raises(StoreError, match="format 99"):
        Workspace(tmp_path).require()


def test_half_a_build_is_refused(tmp_path: Path) -> None:
    (tmp_path / ANNOTATIONS).write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match=r"no run\.json"), Workspace(tmp_path).writing():
        pass


def test_a_file_in_place_of_the_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="is a file"), Workspace(tmp_path / "out").writing():
        pass


def test_an_unwritable_directory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # root, as whom the gate runs, may write everywhere
    with pytest.raises(OutputError, match="cannot be written"), Workspace(tmp_path).writing():
        pass


def test_a_killed_writer_leaves_no_lock(tmp_path: Path) -> None:
    code = (
        "import os\nfrom pathlib import Path\nfrom kg.workspace import Workspace\n"
        f"with Workspace(Path({str(tmp_path)!r})).writing(): os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code], check=False)
    with Workspace(tmp_path).writing():
        pass
