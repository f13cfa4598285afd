"""Merges as recorded decisions."""

import itertools
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.link.decisions import Decision, Judgement, NilEntity, decide, in_force, lines, merge, propose, read, write
from kg.model.entity import EntityType


def nil(iri: str, name: str, document: str, *keys: str, type_: EntityType = EntityType.PERSON) -> NilEntity:
    return NilEntity(iri=iri, type=type_, name=name, document=document, context_keys=frozenset(keys))


ADA = nil("a1", "Ada Lindqvist", "a", "Q34", "Q183", "x-un")
ADA_AGAIN = nil("b1", "Ada Lindqvist", "b", "Q34", "Q183")
ADA_ELSEWHERE = nil("c1", "Ada Lindqvist", "c", "Q155")
BORIS = nil("d1", "Boris Amsel", "d", "Q34", "Q183")


def test_same_name_and_shared_context_merge() -> None:
    assert merge([ADA, ADA_AGAIN]) == {"a1": "a1", "b1": "a1"}


def test_a_name_alone_never_merges() -> None:
    assert merge([ADA, ADA_ELSEWHERE]) == {"a1": "a1", "c1": "c1"}
    assert merge([ADA, BORIS]) == {"a1": "a1", "d1": "d1"}


def test_one_word_never_merges_persons() -> None:
    assert not propose([nil("a1", "Lindqvist", "a", "Q34", "Q183"), nil("b1", "Lindqvist", "b", "Q34", "Q183")])


def test_spellings_of_one_name_merge() -> None:
    one, other = nil("a1", "Muammar Qadhafi", "a", "Q1", "Q2"), nil("b1", "Moammar Gadhafi", "b", "Q1", "Q2")
    assert merge([one, other])["b1"] == "a1"


def test_one_document_keeps_its_entities_apart() -> None:
    assert not propose([nil("a1", "Ada Lindqvist", "a", "Q1", "Q2"), nil("a2", "Ada Lindqvist", "a", "Q1", "Q2")])


def test_bodies_need_more_in_common_and_groups_never_merge() -> None:
    bodies = [nil(i, "Harbour Board", i, "Q1", "Q2", type_=EntityType.ORGANISATION) for i in "ab"]
    assert not propose(bodies)
    more = [nil(i, "Harbour Board", i, "Q1", "Q2", "Q3", type_=EntityType.ORGANISATION) for i in "ab"]
    assert len(propose(more)) == 1
    assert not propose([nil(i, "officials", i, "Q1", "Q2", "Q3", type_=EntityType.GROUP) for i in "ab"])


def test_a_human_outranks_and_removal_undoes() -> None:
    apart = decide("b1", "a1", Judgement.DIFFERENT, who="editor", when="2024-01-02")
    assert merge([ADA, ADA_AGAIN], [apart]) == {"a1": "a1", "b1": "b1"}
    assert merge([ADA, ADA_AGAIN], []) == {"a1": "a1", "b1": "a1"}
    unsure = decide("b1", "a1", Judgement.UNSURE, who="editor", when="2024-01-02")
    assert merge([ADA, ADA_AGAIN], [unsure])["b1"] == "b1"


def test_a_human_can_merge_what_the_program_would_not() -> None:
    same = decide("a1", "c1", Judgement.SAME, who="editor", when="2024-01-02")
    assert merge([ADA, ADA_ELSEWHERE], [same])["c1"] == "a1"


def test_no_cluster_holds_a_pair_that_a_human_keeps_apart() -> None:
    decisions = [
        decide("a1", "c1", Judgement.SAME, who="editor", when="2024-01-01"),
        decide("b1", "c1", Judgement.DIFFERENT, who="editor", when="2024-01-01"),
    ]
    found = merge([ADA, ADA_AGAIN, ADA_ELSEWHERE], decisions)
    assert found["b1"] != found["c1"]


def test_order_does_not_matter(tmp_path: Path) -> None:
    entities = [ADA, ADA_AGAIN, ADA_ELSEWHERE, BORIS]
    human = [
        decide("a1", "c1", Judgement.SAME, who="x", when="2024-01-01"),
        decide("c1", "d1", Judgement.SAME, who="x", when="2024-01-01"),
        decide("a1", "d1", Judgement.DIFFERENT, who="y", when="2024-02-01"),
    ]
    results, files = set(), set()
    for order in itertools.permutations(range(4)):
        decided = [human[i] for i in order if i < 3]
        results.add(tuple(sorted(merge([entities[i] for i in order], decided).items())))
        write(tmp_path / "decisions.jsonl", decided)
        files.add((tmp_path / "decisions.jsonl").read_bytes())
    assert len(results) == 1
    assert len(files) == 1


def test_the_latest_of_one_rank_holds() -> None:
    early = decide("a", "b", Judgement.SAME, who="x", when="2024-01-01")
    late = decide("a", "b", Judgement.DIFFERENT, who="y", when="2024-03-01")
    automatic = decide("a", "b", Judgement.SAME, when="2025-01-01")
    for decisions in itertools.permutations([early, late, automatic]):
        assert in_force(decisions)["a", "b"] is late


def test_written_and_read_back(tmp_path: Path) -> None:
    decisions = [decide("b", "a", Judgement.SAME, reason='say "so"'), decide("c", "a", Judgement.UNSURE, who="ö", when="2024-01-01")]
    path = tmp_path / "decisions.jsonl"
    write(path, [*decisions, decisions[0]])
    assert set(read(path)) == set(decisions)
    assert len(list(lines(decisions))) == 2
    assert read(tmp_path / "none.jsonl") == ()


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"one": "a", "other": "b", "judgement": "maybe"}', '{"one": "a", "other": "a", "judgement": "same"}']
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"decisions\.jsonl:2: no decision"):
        read(path)


def test_a_decision_is_about_two() -> None:
    with pytest.raises(ValueError, match="itself"):
        decide("a", "a", Judgement.SAME)
    assert decide("b", "a", Judgement.SAME) == Decision(one="a", other="b", judgement=Judgement.SAME)
