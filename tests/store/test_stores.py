"""The store on disk and its twin: replacing, notes, commits, locks, versions, backups."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.store.base import Quadstore, Reader, Writer
from kg.store.memory import open_memory
from kg.store.oxigraph import backup, compact, open_reader, open_writer, stats

G, H = "http://example.org/g", "http://example.org/h"


def quad(n: int, graph: str = G) -> str:
    return f'<http://example.org/{n}> <http://example.org/p> "{n}" <{graph}> .'


def values(reader: Reader, graph: str | None = None) -> list[str]:
    return sorted(q.object.value for q in reader.quads(graph=graph))


@pytest.fixture(params=["disk", "memory"])
def writer(request: pytest.FixtureRequest, tmp_path: Path):
    with open_memory() if request.param == "memory" else open_writer(tmp_path / "store") as opened:
        yield opened


def test_both_are_readers_and_writers(writer: Quadstore) -> None:
    assert isinstance(writer, Reader)
    assert isinstance(writer, Writer)


def test_replace_gives_a_graph_new_content_and_leaves_the_others(writer: Quadstore) -> None:
    writer.replace({G: [quad(1), quad(2)], H: [quad(3, H)]})
    writer.replace({G: [quad(4)]})
    assert values(writer) == ["3", "4"]
    writer.replace({G: None})
    assert (values(writer), writer.graphs(), writer.has(G), len(writer)) == (["3"], (H,), False, 1)


def test_whole_graphs_are_loaded_beside_what_is_there(writer: Quadstore) -> None:
    writer.replace({G: [quad(1)]})
    writer.load(io.BytesIO(f"{quad(1)}\n{quad(2, H)}\n".encode()))
    assert (values(writer), writer.graphs()) == (["1", "2"], (G, H))
    with pytest.raises(StoreError, match="no N-Quads"):
        writer.load(io.BytesIO(b"nonsense"))


def test_change_takes_single_quads_and_drops_a_graph_left_empty(writer: Quadstore) -> None:
    writer.change([], [quad(1), quad(2)])
    writer.change([quad(1)], [quad(5)])
    assert values(writer) == ["2", "5"]
    writer.change([quad(2), quad(5)], [])
    assert writer.graphs() == ()


def test_notes_are_found_by_key_and_seen_by_no_query(writer: Quadstore) -> None:
    writer.set_note("urn:a", "one", ["k", "m"])
    writer.set_note("urn:b", "two", ["k"])
    writer.set_note("urn:a", "three", ["k"])
    assert writer.notes("k") == ("urn:a", "urn:b")
    assert writer.notes("m") == ()
    assert writer.note("urn:a") == "three"
    writer.drop_note("urn:a")
    assert writer.note("urn:a") is None
    assert writer.notes("k") == ("urn:b",)
    assert len(writer) == 0


def test_readers_see_what_was_committed_when_they_opened(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with open_writer(store) as writer:
        writer.replace({G: [quad(1)]})
        writer.set_note("urn:a", "one", ["k"])
        writer.commit()
        reader = open_reader(store)
        writer.replace({G: [quad(2)]})
        assert values(open_reader(store)) == ["1"]
        writer.commit()
        writer.replace({G: [quad(3)]})
        writer.commit()
        assert values(reader) == ["1"]
        assert reader.note("urn:a") == "one"
        assert values(open_reader(store)) == ["3"]
        reader.close()
        writer.commit()
        assert [f.name for f in store.glob("g*")] == ["g4"]


def test_what_was_not_committed_is_gone(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with open_writer(store) as writer:
        writer.replace({G: [quad(1)]})
        writer.commit()
        writer.replace({G: [quad(2)]})
    with open_writer(store) as writer:
        assert values(writer) == ["1"]


def test_a_second_writer_gets_a_clear_message(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store"), pytest.raises(StoreError, match="being written by another process"):
        open_writer(tmp_path / "store")
    open_writer(tmp_path / "store").close()


def test_other_versions_and_foreign_directories_are_refused(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with open_writer(store) as writer:
        writer.commit()
    (store / "current.json").write_text(json.dumps({"format": 99, "generation": 1}))
    for opener in (open_reader, open_writer):
        with pytest.raises(StoreError, match="format 99, this kg reads format 1"):
            opener(store)
    (store / "current.json").write_text("{")
    with pytest.raises(StoreError, match="damaged"):
        open_reader(store)
    with pytest.raises(StoreError, match="run kg build first"):
        open_reader(tmp_path / "none")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("a")
    with pytest.raises(StoreError, match="not a store"):
        open_writer(tmp_path / "letters")
    with pytest.raises(StoreError, match="is a file"):
        open_writer(tmp_path / "letters" / "a.txt")


def test_a_line_that_is_none_is_named_and_nothing_is_written(writer: Quadstore) -> None:
    with pytest.raises(StoreError, match="not a line of N-Quads: 'nonsense'"):
        writer.replace({G: [quad(1), "nonsense"]})
    assert len(writer) == 0


def test_backup_compact_and_stats(tmp_path: Path) -> None:
    store, copy = tmp_path / "store", tmp_path / "copy"
    with open_writer(store) as writer:
        writer.replace({G: [quad(n) for n in range(100)]})
        writer.set_note("urn:a", "one", ["k"])
        writer.commit()
    backup(store, copy)
    with open_writer(store) as writer:
        writer.replace({G: [quad(1)]})
        writer.commit()
    compact(store)
    assert len([folder for folder in store.iterdir() if folder.name.startswith("g")]) == 1, "what nobody reads is gone"
    assert (values(open_reader(store)), open_reader(store).note("urn:a")) == (["1"], "one")
    assert len(open_reader(copy)) == 100
    with pytest.raises(StoreError, match="not empty"):
        backup(store, copy)
    found = stats(copy)
    assert (found.quads, found.graphs, found.generation) == (100, 1, 1)
    assert found.bytes > 0


KILLED = """
import sys
from pathlib import Path
from kg.store.oxigraph import open_writer
G = "http://example.org/g"
with open_writer(Path(sys.argv[1])) as writer:
    for n in range(10_000):
        writer.replace({G: [f'<{G}/{i}> <{G}/p> "{n}" <{G}> .' for i in range(50)]})
        writer.set_note("urn:n", str(n), [])
        writer.commit()
        print(n, flush=True)
"""


def test_a_killed_process_leaves_the_old_state_or_the_new(tmp_path: Path) -> None:
    store = tmp_path / "store"
    for moment in range(8):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(store)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        for _ in range(2):
            process.stdout.readline()
        time.sleep(0.003 * moment)
        os.kill(process.pid, signal.SIGKILL)
        acknowledged = [int(line) for line in process.communicate()[0].split()]
        with open_reader(store) as reader:
            kept = {q.object.value for q in reader.quads()}
            assert len(reader) == 50
            assert kept == {reader.note("urn:n")}
            assert int(kept.pop()) >= max(acknowledged, default=1)


def test_settling_keeps_what_is_written_and_commits_nothing(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store") as writer:
        writer.replace({G: [quad(1)]})
        writer.set_note("urn:note", "text", ["key"])
        writer.settle()
        assert values(writer) == ["1"]
        assert (writer.note("urn:note"), writer.notes("key")) == ("text", ("urn:note",))
        with pytest.raises(StoreError, match="no store"):
            open_reader(tmp_path / "store")
        writer.replace({H: [quad(2, H)]})
        writer.commit()
    with open_reader(tmp_path / "store") as reader:
        assert values(reader) == ["1", "2"]
