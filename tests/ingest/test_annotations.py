"""The annotations file back in: each mistake with its line and field."""

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.export.annotations import line
from kg.ingest.annotations import read_line
from kg.ingest.failure import Failure
from kg.ingest.read import read
from tests.graph.example import annotations


def broken(**changes: object) -> str:
    """The record with other values at these places, such as `entities__0__name`."""
    record = json.loads(line(annotations()))
    for place, value in changes.items():
        *path, last = (int(part) if part.isdigit() else part for part in place.split("__"))
        at = record
        for part in path:
            at = at[part]
        at[last] = value
    return json.dumps(record)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"entities__0__type": "Planet"}, "field entities.0.type: "),
        ({"entities__0__mentions__0__end": 6}, "field entities.0.mentions.0: the text at 0..6 is 'Norlan', not 'Norland'"),
        ({"events__0__trigger": {"begin": 5, "end": 5000}}, "field events.0.trigger: 5..5000 is no range of the text"),
        ({"events__0__arguments__0__entity": "e99"}, "field events.0.arguments.0.entity: nothing has the id 'e99'"),
        ({"claims__0__about": ["v77"]}, "field claims.0.about: nothing has the id 'v77'"),
        ({"claims__0__stance": "shout"}, "field claims.0.stance: "),
        ({"relations__0__subject": "e98"}, "field relations.0.subject: nothing has the id 'e98'"),
        ({"entities__1__id": "e1"}, "field entities: two have the id 'e1'"),
        ({"event_links__0__to": "v66"}, "field event_links.0.to: nothing has the id 'v66'"),
    ],
)
def test_a_mistake_is_told_with_its_field(changes: dict[str, object], told: str) -> None:
    with pytest.raises(InputError, match=r"^here:3: ") as caught:
        read_line(broken(**changes), "here:3")
    assert told in str(caught.value)
    assert str(caught.value).endswith(" and build again")


def test_all_mistakes_of_a_line_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        read_line(broken(claims__0__source="e97", relations__0__object="e96", entities__0__mentions__0__begin=1))
    assert all(f"field {field}: " in str(caught.value) for field in ("entities.0.mentions.0", "relations.0.object", "claims.0.source"))
    with pytest.raises(InputError, match=r"entities.0.type: .*; field claims.0.voice: .*; correct them and build again"):
        read_line(broken(entities__0__type="Planet", claims__0__voice="radio"))


def test_each_line_of_a_file_is_told_and_good_ones_go_on(tmp_path: Path) -> None:
    lines = [line(annotations()), broken(entities__0__type="Planet"), "{}", line(annotations())]
    (tmp_path / "annotations.jsonl").write_text("".join(f"{one}\n" for one in lines), encoding="utf-8")
    found = list(read([str(tmp_path / "annotations.jsonl")]))
    places = [item.source.rpartition(":")[2] for item in found if isinstance(item, Failure)]
    assert (len(found), places) == (4, ["2", "3"])
