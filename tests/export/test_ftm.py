"""FollowTheMoney entities, held against the library's own model."""

import json

import pytest

from kg.export.ftm import rows
from tests.query.test_named import STORE

ROWS = {row["id"]: row for row in rows(STORE)}


def test_people_bodies_offices_and_events_are_there() -> None:
    assert ROWS["Q900"]["schema"] == "PublicBody"
    assert ROWS["Q900"]["properties"]["name"] == ["Norland"]
    assert ROWS["Q901"]["schema"] == "Address"
    posts = [row["properties"] for row in ROWS.values() if row["schema"] == "Occupancy"]
    assert sorted((post["post"][0], post.get("status", [""])[0]) for post in posts) == [("Q900-president", ""), ("Q902-president", "elect")]
    events = {row["properties"]["name"][0]: row["properties"] for row in ROWS.values() if row["schema"] == "Event"}
    assert set(events) == {"ASSAULT", "ACCUSE"}
    assert (events["ASSAULT"]["date"], events["ASSAULT"]["involved"], events["ASSAULT"]["location"]) == (
        ["2031-05-05"],
        ["Q900", "Q902"],
        ["Vesk"],
    )
    assert len(events["ASSAULT"]["summary"]) == 3
    assert {row["schema"] for row in ROWS.values()} >= {"Person", "Membership", "UnknownLink", "Article", "Position"}


def test_every_reference_leads_to_a_row() -> None:
    references = ("holder", "post", "member", "organization", "subject", "object", "involved")
    found = {value for row in ROWS.values() for name in references for value in row["properties"].get(name, [])}
    assert len(found) > 5
    assert found <= ROWS.keys()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_library_takes_every_value() -> None:
    model = pytest.importorskip("followthemoney").model
    for row in ROWS.values():
        proxy = model.get_proxy(json.loads(json.dumps(row)))
        assert proxy.schema.name == row["schema"]
        for name, values in row["properties"].items():
            assert name in proxy.schema.properties, (row["schema"], name)
            kind = proxy.schema.properties[name].type
            assert all(kind.validate(value) for value in values) or kind.name == "country", (name, values)
        assert all(proxy.has(name) for name in proxy.schema.required)
