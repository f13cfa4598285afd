"""Verification from the exported files alone: each change is caught, even where a forger writes new digests."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.export.annotations import line
from kg.graph import iri
from kg.graph.provenance import Versions
from kg.graph.quads import quads
from kg.graph.verify import verify
from kg.ontology.vocab import KG, Class, Outside, Property
from tests.graph.example import annotations, changed

VERSIONS = Versions(program="kg 1", model="m 2", tables="abc")
GRAPH = iri.document(iri.BASE, iri.document_hash(annotations().document))
TYPE = f"<{Outside.TYPE}>"


def term(name: str) -> str:
    return f"<{KG}{name}>"


def others() -> list[str]:
    """Background and derived graph of the example: the rows of its linked entities, one fact, one event."""
    lines = list(quads(annotations(), extraction=VERSIONS))
    minister = next(x for x in lines if f"<{Property.PREDICATE}>" in x).split(" ")[0]
    subject = next(x for x in lines if x.startswith(f"{minister} <{Property.SUBJECT}>")).split(" ")[2]
    object = next(x for x in lines if x.startswith(f"{minister} <{Property.OBJECT}>")).split(" ")[2]
    claim = next(x for x in lines if f"<{Property.ABOUT}> {minister}" in x).split(" ")[0]
    mention = next(x for x in lines if "event/ASSAULT>" in x).split(" ")[0]
    told = next(x for x in lines if f"<{Property.ABOUT}> {mention}" in x).split(" ")[0]
    derived = [
        (f"<{e}>", term("canonical"), f"<{e}>")
        for e in sorted({x.split(" ")[0].strip("<>") for x in lines if "/entity/" in x.split(" ")[0]})
    ]
    fact = f"<{iri.fact(iri.BASE, subject.strip('<>'), KG + 'ministerOf', object.strip('<>'))}>"
    event = f"<{iri.event(iri.BASE, mention.strip('<>'))}>"
    derived += [
        (subject, term("ministerOf"), object),
        (fact, TYPE, f"<{Class.FACT}>"),
        (fact, term("subject"), subject),
        (fact, term("predicate"), term("ministerOf")),
        (fact, term("object"), object),
        (fact, term("supportedBy"), claim),
        (event, TYPE, f"<{Class.EVENT}>"),
        (event, term("eventType"), "<https://w3id.org/newskg/event/ASSAULT>"),
        (event, term("hasMention"), mention),
        (event, term("supportedBy"), told),
        (event, term("factual"), '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    ]
    return [f"{s} {p} {o} <{iri.derived_graph(iri.BASE)}> ." for s, p, o in derived]


def write(folder: Path, files: dict[str, str]) -> Path:
    """A build directory with these files, and digests that fit them."""
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
    digests = {name: hashlib.sha256(content.encode()).hexdigest() for name, content in files.items()}
    (folder / "run.json").write_text(json.dumps({"base": iri.BASE, "files": digests}))
    return folder


def files() -> dict[str, str]:
    lines = sorted([*quads(annotations(), extraction=VERSIONS), *others()])
    nquads = "".join(f"{x}\n" for x in lines)
    store = ox.Store()
    store.load(nquads.encode(), format=ox.RdfFormat.N_QUADS)
    trig = store.dump(format=ox.RdfFormat.TRIG).decode()
    union = {quad.triple for quad in store}
    turtle = ox.serialize(sorted(union, key=str), format=ox.RdfFormat.TURTLE).decode()
    return {"annotations.jsonl": line(annotations()) + "\n", "graph.nq": nquads, "graph.trig": trig, "graph.ttl": turtle}


def in_graph(pattern: str, new: str) -> dict[str, str]:
    """The files with a change to the lines of the graph, in all its forms."""
    made = files()
    changed = [re.sub(pattern, new, x) for x in made["graph.nq"].splitlines()]
    nquads = "".join(f"{x}\n" for x in sorted(set(changed)) if x)
    assert nquads != made["graph.nq"], pattern
    return {"annotations.jsonl": made["annotations.jsonl"], "graph.nq": nquads}


def in_annotations(old: str, new: str) -> dict[str, str]:
    made = files()
    assert old in made["annotations.jsonl"], old
    return {**made, "annotations.jsonl": made["annotations.jsonl"].replace(old, new, 1)}


def test_a_whole_build_holds(tmp_path):
    report = verify(write(tmp_path, files()))
    assert report.problems == ()
    assert report.ok
    assert (report.documents, report.claims) == (1, 4)
    assert report.spans > 10


def test_an_accident_breaks_a_digest(tmp_path):
    write(tmp_path, files())
    path = tmp_path / "graph.ttl"
    path.write_text(path.read_text(encoding="utf-8") + "\n")
    assert [(p.check, p.where) for p in verify(tmp_path).problems] == [("digest", "graph.ttl")]


def test_a_missing_file_is_told(tmp_path):
    write(tmp_path, files())
    (tmp_path / "graph.nq").unlink()
    assert {p.where for p in verify(tmp_path).problems} == {"graph.nq"}


def rewritten(one: tuple[str, ...], other: tuple[str, ...]) -> dict[str, str]:
    """The files of a forger who swaps what two claims are about in the annotations and builds the graph anew."""
    swap = {one: other, other: one}
    forged = changed(claims=tuple(replace(c, about=swap.get(c.about, c.about)) for c in annotations().claims))
    return {"annotations.jsonl": line(forged) + "\n", "graph.nq": "".join(f"{x}\n" for x in quads(forged))}


CLAIMS = re.findall(rf"(?m)^(<\S+>) <{Property.STANCE}> ", "\n".join(quads(annotations())))
FORGED = {
    "a character of the text": (in_graph('isString> "Norland', 'isString> "Morland'), "offsets"),
    "a character of the text, everywhere": (
        {name: content.replace("Norland", "Morland") for name, content in files().items()},
        "offsets",
    ),
    "a character of the annotations": (in_annotations("Norland shelled", "Norland sheiled"), "annotations"),
    "a character of the text of the annotations, with its words": (
        {**files(), "annotations.jsonl": files()["annotations.jsonl"].replace("Norland", "Morland")},
        "document graph",
    ),
    "a shifted offset in the graph": (in_graph('(#char=0,7> .*endIndex> )"7"', r'\1"6"'), "offsets"),
    "a shifted offset in the graph and its name": (in_graph(r"#char=0,7>", "#char=1,8>"), "document graph"),
    "a shifted offset in the annotations": (
        in_annotations('"begin":0,"end":7,"text":"Norland"', '"begin":1,"end":8,"text":"Norland"'),
        "annotations",
    ),
    "a shifted offset of a claim in the annotations": (
        in_annotations('"content":[{"begin":0,', '"content":[{"begin":8,'),
        "document graph",
    ),
    "a missing evidence triple": (in_graph(rf"^{CLAIMS[0]} <{Property.EVIDENCE}> .*$", ""), "document graph"),
    "all evidence of claims missing": (in_graph(rf"^<{iri.BASE}claim/.*<{Property.EVIDENCE}> .*$", ""), "shapes"),
    "a missing claim": (in_graph(rf"^{CLAIMS[0]} .*$", ""), "document graph"),
    "swapped claims": (
        in_graph(f"({CLAIMS[0]}|{CLAIMS[1]}) <{Property.ABOUT}>", f"{CLAIMS[1]} <{Property.ABOUT}>"),
        "document graph",
    ),
    "a swapped stance in the annotations": (in_annotations('"stance":"deny"', '"stance":"fear"'), "document graph"),
    "a swapped source in the annotations": (in_annotations('"source":"e3"', '"source":"e1"'), "evidence"),
    "claims that swap what they are about, everywhere": (rewritten(("v1",), ("v2", "v3")), "evidence"),
    "a claim that breaks the ontology": (in_annotations('"predicate":"ministerOf"', '"predicate":"mayorOf"'), "ontology"),
    "a blank node": ({**files(), "graph.nq": files()["graph.nq"] + f"<{iri.BASE}x> <{KG}about> _:b <{GRAPH}> .\n"}, "blank nodes"),
    "a dangling IRI": (
        {**files(), "graph.nq": files()["graph.nq"] + f"<{GRAPH}> <{KG}supersedes> <{iri.BASE}document/1> <{GRAPH}> .\n"},
        "dangling",
    ),
    "a graph that no article made": (
        {**files(), "graph.nq": files()["graph.nq"] + f'<{iri.BASE}x> <{KG}identifier> "x" <{iri.BASE}document/1> .\n'},
        "document graph",
    ),
    "a direct triple out of thin air": (
        {
            **files(),
            "graph.nq": files()["graph.nq"]
            + f"<{iri.BASE}entity/Q900> <{KG}alliedWith> <{iri.BASE}entity/Q902> <{iri.derived_graph(iri.BASE)}> .\n",
        },
        "support",
    ),
    "a fact with another claim": (in_graph(rf"(/fact/\S+> <{Property.SUPPORTED_BY}> )<[^>]+>", rf"\1{CLAIMS[-1]}"), "support"),
    "an event that no claim makes factual": (in_graph(rf"^<{iri.BASE}event/.*<{Property.SUPPORTED_BY}> .*$", ""), "support"),
    "another TriG": ({**files(), "graph.trig": files()["graph.trig"].replace('"deny"', '"fear"')}, "same graph"),
    "another Turtle": ({**files(), "graph.ttl": files()["graph.ttl"].replace('"deny"', '"fear"')}, "same graph"),
    "a record twice": ({**files(), "annotations.jsonl": files()["annotations.jsonl"] * 2}, "annotations"),
    "no record at all": ({**files(), "annotations.jsonl": ""}, "document graph"),
    "no quads at all": ({**files(), "graph.nq": "no quads\n"}, "syntax"),
}


@pytest.mark.parametrize(("forged", "check"), FORGED.values(), ids=FORGED)
def test_a_forger_is_caught(tmp_path, forged, check):
    report = verify(write(tmp_path, forged))
    assert check in {p.check for p in report.problems}, report.problems
    assert "digest" not in {p.check for p in report.problems}
    assert not report.ok


def test_a_problem_is_one_line(tmp_path):
    problems = verify(write(tmp_path, FORGED["a dangling IRI"][0])).problems
    assert all(str(p).count("\n") == 0 for p in problems)


def test_no_build_here(tmp_path):
    with pytest.raises(StoreError, match=r"no run\.json here"):
        verify(tmp_path)


def test_a_broken_run_file(tmp_path):
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(StoreError, match="cannot be read"):
        verify(tmp_path)
    (tmp_path / "run.json").write_text("{}")
    with pytest.raises(StoreError, match="names no files"):
        verify(tmp_path)
