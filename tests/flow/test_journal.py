"""An interrupted build goes on where it stopped."""

from pathlib import Path

from kg.journal import Journal
from kg.workers import Extracted


def extracted(digest: str) -> Extracted:
    return Extracted(digest=digest, words=3, line=f'{{"x":"{digest}"}}', quads=f"<{digest}>\n", rejected=("{}",))


def test_what_was_added_comes_back_after_an_interruption(tmp_path: Path) -> None:
    folder = tmp_path / ".new"
    with Journal.resume(folder, "kg 1") as journal:
        journal.add(extracted("a"))
        journal.add(extracted("b"))
    with Journal.resume(folder, "kg 1") as journal:
        assert set(journal.places) == {"a", "b"}
        assert journal.get("a") == extracted("a")
        journal.add(extracted("c"))
        assert journal.get("c") == extracted("c")


def test_a_line_cut_short_is_dropped_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / ".new"
    with Journal.resume(folder, "kg 1") as journal:
        journal.add(extracted("a"))
        journal.add(extracted("b"))
    content = journal.path.read_bytes()
    journal.path.write_bytes(content[:-5])
    with Journal.resume(folder, "kg 1") as journal:
        assert set(journal.places) == {"a"}
        journal.add(extracted("c"))
        assert journal.get("c") == extracted("c")
        assert journal.get("a") == extracted("a")


def test_another_program_begins_anew_and_half_written_files_go(tmp_path: Path) -> None:
    folder = tmp_path / ".new"
    with Journal.resume(folder, "kg 1") as journal:
        journal.add(extracted("a"))
    (folder / "store").mkdir()
    (folder / "graph.ttl").write_text("half")
    with Journal.resume(folder, "kg 2") as journal:
        assert not journal.places
    assert [path.name for path in folder.iterdir()] == [journal.path.name]
