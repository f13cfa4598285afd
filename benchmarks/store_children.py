"""What `store.py` measures, as code for processes of their own: each prints its figures, and times are CPU seconds."""

from typing import Any

CHILDREN = {
    "used": """
import sys, resource, tempfile
from pathlib import Path
from pyoxigraph import Store, RdfFormat
def used():
    now = resource.getrusage(resource.RUSAGE_SELF)
    return now.ru_utime + now.ru_stime
def peak():
    return int(next(x for x in open("/proc/self/status") if x.startswith("VmHWM")).split()[1]) / 1024
""",
    "load bare": """
with tempfile.TemporaryDirectory(dir=Path(sys.argv[1]).parent) as folder:
    begin = used()
    store = Store(folder + "/store")
    store.bulk_load(path=sys.argv[1], format=RdfFormat.N_QUADS)
    store.flush()
    print(used() - begin)
    del store
""",
    "load": """
from kg.store.oxigraph import open_writer
with tempfile.TemporaryDirectory(dir=Path(sys.argv[1]).parent) as folder:
    begin = used()
    with open_writer(Path(folder) / "store") as writer:
        writer.load(open(sys.argv[1], "rb"))
        writer.commit()
        print(used() - begin)
""",
    "dump": """
from kg.store.oxigraph import open_reader
with open_reader(Path(sys.argv[1]) / "store") as reader, tempfile.TemporaryFile() as stream:
    begin = used()
    reader.quadstore.dump(stream, RdfFormat.N_QUADS)
    print(used() - begin, peak())
""",
    "turtle": """
from kg.export import rdf
from kg.store.oxigraph import open_reader
with open_reader(Path(sys.argv[1]) / "store") as reader, tempfile.TemporaryFile(dir=sys.argv[1]) as stream:
    begin = used()
    rdf.write(reader, "turtle", stream)
    print(used() - begin, peak(), len(reader))
""",
    "validate": """
from kg.graph import shapes
loaded = []
load = shapes._load
def counted(source):
    found = load(source)
    loaded.append(len(found[0]))
    return found
shapes._load = counted
begin = used()
found = shapes.validate(Path(sys.argv[1]) / "graph.nq")
print(used() - begin, loaded[0])
""",
    "unchanged": """
from kg.extractor import Extractor
from kg.flow import build
warm = Extractor.load()
Extractor.load = classmethod(lambda *_: warm)  # start-up aside
def timed():
    begin = used()
    progress = build([sys.argv[1]], sys.argv[2])
    return used() - begin, progress.done
first, done = timed()
again = [timed() for _ in range(int(sys.argv[3]))]
assert done and not any(done for _, done in again)
print(first, *(seconds for seconds, _ in again))
""",
    "deriving": """
from kg.config import Config
from kg.derive import entail
from kg.derive.context import Context
from kg.derive.update import update
from kg.extractor import knowledge
from kg.store.base import Quadstore
from kg.store.oxigraph import open_writer
context = Context(gazetteer=knowledge(Config()).gazetteer, entailment=entail.load(), base=Config().base)
with open_writer(Path(sys.argv[1]) / "store") as writer:
    def timed(changes):
        begin = used()
        update(writer, changes, context)
        Quadstore.commit(writer)  # the notes too, which else wait in memory
        return used() - begin
    documents = [graph for graph in writer.graphs() if "/document/" in graph]
    found = []
    for graph in documents[17 :: len(documents) // int(sys.argv[3])][: int(sys.argv[3])]:
        lines = [f"{quad} ." for quad in writer.quads(graph=graph)]
        found += [timed({graph: None}), timed({graph: lines})]
print(*found)
""",
    "commands": """
import json
from kg.catalogue import read
from kg.extractor import Extractor
from kg.flow import build, remove
warm = Extractor.load()
Extractor.load = classmethod(lambda *_: warm)  # start-up aside
folder, one = Path(sys.argv[1]), Path(sys.argv[1]) / "one.jsonl"
held = read(folder / "documents.csv")
wanted = [entry.id for entry in held[17 :: len(held) // int(sys.argv[3])] if not entry.also][: int(sys.argv[3])]
lines = {json.loads(line)["id"]: line for line in open(sys.argv[2], encoding="utf-8")}
def timed(work, *arguments):
    begin = used()
    work(*arguments, folder, export=False)
    return used() - begin
found = []
for id in wanted:
    one.write_text(lines[id], encoding="utf-8")
    found += [timed(remove, [id]), timed(build, [one])]
print(*found)
""",
}
"""Code by name; `used` is what the others begin with."""


def chosen(reader: Any) -> dict[str, dict[str, str]]:
    """Arguments of the named queries: what is spoken of most."""
    from kg.query import run  # noqa: PLC0415  # not what this module is for

    def most(query: str) -> list[str]:
        return [str(row[0]) for row in run.table(reader, query).values()]

    states = most("SELECT ?e WHERE { GRAPH ?g { ?e a kg:State ; kg:mentionCount ?n } } ORDER BY DESC(?n) ?e LIMIT 2")
    person = most("SELECT ?p WHERE { ?t a kg:Tenure ; kg:holder ?p } GROUP BY ?p ORDER BY DESC(COUNT(?t)) ?p LIMIT 1")[0]
    event = most("SELECT ?e WHERE { ?e a kg:Event ; kg:hasMention ?m } GROUP BY ?e ORDER BY DESC(COUNT(?m)) ?e LIMIT 1")[0]
    name = most("SELECT ?l WHERE { GRAPH ?g { ?e a kg:State ; rdfs:label ?l ; kg:mentionCount ?n } } ORDER BY DESC(?n) ?e LIMIT 1")[0]
    two = {"a": states[0], "b": states[1]}
    return {
        **{query: {"entity": states[0]} for query in ("about", "coactors", "facts")},
        **{query: {"event": event} for query in ("evidence", "ledger")},
        "between": two,
        "paths": two,
        "holders": {"date": "2024-11-12", "body": states[0]},
        "meaning": {"name": name},
        "offices": {"person": person},
        "stance": {"stance": "deny"},
        "timeline": {"place": states[0]},
        "voices": {"state": states[0]},
    }
