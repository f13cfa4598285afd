"""Any sequence of adds, edits, updates, removals, judgements and changes of tables leaves what building the rest from scratch gives."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import catalogue, flow, outputs
from kg.config import Config
from kg.export.annotations import line
from kg.extractor import Extractor
from kg.graph.quads import quads
from kg.graph.verify import verify
from kg.ingest.annotations import read_line
from kg.journal import Journal
from kg.outputs import Change, Judgement
from kg.workspace import Workspace
from tests.derive.corpus import FACTS, ROWS
from tests.derive.corpus import annotations as article
from tests.derive.test_update import judged_nodes, offices, reports

COMPARED = ("annotations.jsonl", "documents.csv", "decisions.jsonl", "rejected.jsonl", "graph.nq", "graph.ttl", "run.json")
ENTITY = "key,type,name,aliases,demonyms,wikidata,geonames,iso3166,country,parent,weight,since,until,source"
FACT = "subject,predicate,object,office,since,until,source"
PEOPLE = ("ann", "bob")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> list[Config]:
    """Two sets of tables that know the names of the corpus, the second with another name and a fact less."""
    found = []
    for number, name in enumerate(("Norland", "Norland Union")):
        folder = tmp_path_factory.mktemp("tables")
        (folder / "gazetteer").mkdir()
        rows = [
            f"{r.key},{r.type.value},{name if r.name == 'Norland' else r.name},,,{r.wikidata or ''},,{r.iso3166 or ''},,,,,,own"
            for r in ROWS.values()
        ]
        facts = [f"{f.subject},{f.predicate},{f.object},,,,own" for f in FACTS[: len(FACTS) - number]]
        (folder / "gazetteer" / "own.csv").write_text("\n".join([ENTITY, *rows, ""]), encoding="utf-8")
        (folder / "gazetteer" / "facts_own.csv").write_text("\n".join([FACT, *facts, ""]), encoding="utf-8")
        found.append(Config(ontologies=folder))
    return found


@pytest.fixture(scope="module", autouse=True)
def loaded() -> Iterator[None]:
    """Extractors are loaded once for each set of tables."""
    load, by_folder = Extractor.load, {}

    def once(config: Config | None = None) -> Extractor:
        folder = config.ontologies if config else None
        if folder not in by_folder:
            by_folder[folder] = load(config)
        return by_folder[folder]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Extractor, "load", once)
        yield


@st.composite
def records(draw) -> str:
    """An article's line of the annotations file; two of one URL are versions of one another."""
    about = {
        "url": draw(st.sampled_from([None, "https://example.org/1", "https://example.org/2"])),
        "outlet": draw(st.sampled_from([None, "Post", "Mail"])),
        "published": draw(st.sampled_from(["2031-05-06", "2031-05-07"])),
    }
    name = draw(st.sampled_from(["a", "b"]))
    return line(article(name, *draw(st.lists(st.one_of(reports, reports, offices), min_size=1, max_size=3)), **about))


def edited(record: str) -> str:
    """The record as a person corrected it: its seal no longer fits."""
    content = json.loads(record)
    content["claims"][0]["certainty"] = "possible"
    content["entities"][0] |= {"wikidata": None, "iso3166": None, "key": None, "name": "Corrected"}
    return json.dumps(content, ensure_ascii=False)


@dataclass
class Sequence:
    """A directory that is changed step by step, and what it should hold."""

    folder: Path
    config: Config
    records: dict[str, str] = field(default_factory=dict)
    judgements: dict[tuple[str, str, str], Judgement] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def build(self, given: list[str], out: Path, *, export: bool = False) -> None:
        (self.folder / "given.jsonl").write_text("".join(f"{record}\n" for record in given), encoding="utf-8")
        assert flow.build([self.folder / "given.jsonl"], out, self.config, export=export).failures == []

    def add(self, given: list[str]) -> None:
        self.build(given, self.out)
        self.records |= {read_line(record).document.digest: record for record in given}

    def remove(self, digests: list[str]) -> None:
        flow.remove(digests, self.out, self.config, export=False)
        self.records = {digest: record for digest, record in self.records.items() if digest not in digests}

    def judge(self, judgement: Judgement, out: Path, *, export: bool = False) -> None:
        """As `kg entity` does, but for nodes that are gone too."""
        work = Workspace(out)
        with work.writing(), Journal.resume(work.aside, outputs.program(self.config)) as journal:
            entries = catalogue.read(out / "documents.csv")
            outputs.publish(work, Change(entries=entries, journal=journal, judgements=(judgement,), exports=export), self.config)
        key = (judgement.left, judgement.right, judgement.by)
        self.judgements.pop(key, None)
        if judgement.judgement != outputs.FORGET:
            self.judgements[key] = judgement

    def from_scratch(self) -> Path:
        there = self.folder / "scratch"
        self.build(list(self.records.values()), there)
        for judgement in list(self.judgements.values()):
            self.judge(judgement, there)
        self.build([], there, export=True)
        return there


def contents(directory: Path) -> dict[str, bytes]:
    return {name: (directory / name).read_bytes() for name in COMPARED}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(records(), min_size=2, max_size=4, unique_by=lambda record: json.loads(record)["document"]["text"]), st.data())
def test_any_sequence_equals_a_build_from_scratch(tables: list[Config], tmp_path_factory: pytest.TempPathFactory, found, data) -> None:
    steps = Sequence(tmp_path_factory.mktemp("sequence"), tables[0])
    nodes = judged_nodes([quad for record in found for quad in quads(read_line(record))])
    kinds = [kind for events in (False, True) if len(kind := [n for n in nodes if ("/event-mention/" in n) is events]) > 1]
    steps.add(data.draw(st.lists(st.sampled_from(found), min_size=1, unique=True)))
    for _ in range(data.draw(st.integers(2, 6))):
        kind = data.draw(st.sampled_from(["add", "edit", "remove", "judge", "tables"]))
        if kind == "add":
            steps.add(data.draw(st.lists(st.sampled_from(found), min_size=1, unique=True)))
        elif kind == "edit":
            steps.add([edited(data.draw(st.sampled_from(found)))])
        elif kind == "remove" and steps.records:
            steps.remove(data.draw(st.lists(st.sampled_from(sorted(steps.records)), min_size=1, unique=True)))
        elif kind == "judge" and kinds:
            left, right = sorted(
                data.draw(st.lists(st.sampled_from(data.draw(st.sampled_from(kinds))), min_size=2, max_size=2, unique=True))
            )
            said = data.draw(st.sampled_from(["same", "different", "unsure", outputs.FORGET]))
            steps.judge(Judgement(left=left, right=right, judgement=said, by=data.draw(st.sampled_from(PEOPLE))), steps.out)
        elif kind == "tables":
            steps.config = data.draw(st.sampled_from(tables))
            steps.add(list(steps.records.values()))
    steps.build([], steps.out, export=True)
    assert contents(steps.out) == contents(steps.from_scratch())
    assert verify(steps.out).problems == ()
    shutil.rmtree(steps.folder)
