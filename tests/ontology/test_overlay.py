"""Corrected vocabularies laid over the shipped ones, and broken ones."""

import pytest

from kg.errors import ResourceError
from kg.ontology import codebook, schema
from kg.resources import find


def overlay(folder, name, change):
    path = folder / "vocabulary" / name
    path.parent.mkdir()
    path.write_text(change(find(f"vocabulary/{name}").read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def test_a_corrected_range_wins(tmp_path):
    folder = overlay(
        tmp_path, "kg.ttl", lambda text: text.replace("schema:rangeIncludes kg:Settlement , kg:Region", "schema:rangeIncludes kg:State")
    )
    assert schema.load(folder).allows("mayorOf", "Person", "State") is not schema.load().allows("mayorOf", "Person", "State")


def test_a_corrected_mode_wins(tmp_path):
    folder = overlay(tmp_path, "events.ttl", lambda text: text.replace("ASSAULT-drone", "ASSAULT-swarm"))
    assert codebook.load(folder).has_mode("ASSAULT", "swarm")
    assert not codebook.load(folder).has_mode("ASSAULT", "drone")


def test_broken_turtle_names_the_file(tmp_path):
    folder = overlay(tmp_path, "kg.ttl", lambda text: text + "\nkg:Person a .\n")
    with pytest.raises(ResourceError, match=r"kg\.ttl: .*line.*correct it"):
        schema.load(folder)


def test_a_concept_without_its_parts_is_named(tmp_path):
    folder = overlay(tmp_path, "events.ttl", lambda text: text.replace("kg:quadClass 1 ;", "", 1))
    with pytest.raises(ResourceError, match=r"events\.ttl: a concept has no .*quadClass"):
        codebook.load(folder)
