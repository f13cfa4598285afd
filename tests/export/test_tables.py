"""Networks and tables hold what the graph holds."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.export.write import FORMATS, write
from kg.query.project import graph
from tests.query.test_named import STORE


def written(format: str, *, facts: bool = False) -> bytes:
    stream = io.BytesIO()
    write(STORE, format, stream, facts=facts)
    return stream.getvalue()


def test_networks_name_no_day() -> None:
    assert not re.search(rb"20[2-9]\d-\d\d-\d\d\"", written("gexf").split(b"<graph")[0])


def test_facts_leave_out_what_is_only_feared() -> None:
    kinds = {data["type"] for _, data in graph(STORE).nodes(data=True)}
    assert "ASSAULT" in kinds
    assert "SUPPORT" not in kinds
    assert b"SUPPORT" in written("graphml")
    assert b"SUPPORT" not in written("graphml", facts=True)
    turtle = written("turtle", facts=True)
    assert b"kge:ASSAULT" in turtle
    assert b'kg:edtf "2031-05-05"' in turtle
    assert b"SUPPORT" not in turtle
    assert b"kg:Claim" not in turtle
    assert b"char=" not in turtle


def test_neo4j_tables_hold_claims(tmp_path: Path) -> None:
    write(STORE, "neo4j", tmp_path / "csv")
    tables = {p.stem: list(csv.DictReader(p.read_text(encoding="utf-8").splitlines())) for p in (tmp_path / "csv").iterdir()}
    told = [row for row in tables["claims"] if row["stance"] == "decline"]
    assert [(row["voice"], row["document"], row["begin:int[]"], row["end:int[]"]) for row in told] == [("source", "b", "0", "83")]
    assert [row[":TYPE"] for row in tables["claim_edges"] if row[":START_ID"] == told[0]["claim:ID"]] == ["about", "saidBy"]
    assert {row["stance"] for row in tables["claims"]} == {"assert", "confirm", "decline", "fear"}
    assert {row["factual:boolean"] for row in tables["nodes"]} == {"", "true", "false"}
    with pytest.raises(OutputError, match="name a folder"):
        write(STORE, "neo4j")


def test_event_rows_have_codes_and_cameo_roots() -> None:
    rows = {row["type"]: row for row in map(json.loads, written("plover").decode().splitlines())}
    shelling = rows["ASSAULT"]
    assert (shelling["mode"], shelling["cameo_root"], shelling["quad_class"], shelling["date"]) == ("heavy-weapons", "19", 4, "2031-05-05")
    assert (shelling["actors"], shelling["actor_codes"], shelling["recipient_codes"]) == (["Norland"], ["NX"], ["SX"])
    assert (shelling["contexts"], shelling["locations"], shelling["documents"], shelling["original_sources"]) == (
        ["military"],
        ["Vesk"],
        3,
        2,
    )
    assert rows["SUPPORT"]["factual"] is False
    table = list(csv.DictReader(io.StringIO(written("plover-csv").decode())))
    assert {row["type"]: row["actor_codes"] for row in table} == {name: " | ".join(row["actor_codes"]) for name, row in rows.items()}


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "neo4j"])
def test_files_are_written_aside_and_alike(format: str, tmp_path: Path) -> None:
    write(STORE, format, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == written(format)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
    with pytest.raises(OutputError, match="cannot be written"):
        write(STORE, format, tmp_path / "none" / "out")


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(OutputError, match="no format 'docx': choose one of turtle"):
        write(STORE, "docx")


def test_the_command_says_how_many_characters_xml_has_no_room_for(run_kg, tmp_path: Path) -> None:
    from tests.serve.running import SHELLING, fill

    fill(tmp_path / "out", replace(SHELLING, source="Mira\x0cTal"))
    status, _, error = run_kg("export", "graphml", "--to", "x.graphml")
    assert (status, error.splitlines()[0].rsplit(": ", 1)[1], error.splitlines()[1]) == (0, "1", "kg: wrote x.graphml")
    assert "Mira␌Tal" in (tmp_path / "x.graphml").read_text(encoding="utf-8")
