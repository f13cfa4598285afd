"""What `run.py` measures, as code for processes of their own: each prints its CPU seconds last.

The first argument is the corpus, or where a graph is asked for the directory of a build.
"""

TEXTS = """
import json, sys, time
lines = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
texts = [line["text"] for line in lines]
"""

BARE = f"""{TEXTS}
import spacy
from kg.annotate.model import choose
nlp = spacy.load(choose())
for doc in nlp.pipe(texts[:5]): pass
begin = time.process_time()
for doc in nlp.pipe(texts): pass
print(time.process_time() - begin)
"""

BARE_WHOLE = BARE.replace("for doc in nlp.pipe(texts[:5]): pass\n", "").replace("print(time.process_time() - begin)\n", "")
BARE_LOADED = BARE.replace("for doc in nlp.pipe(texts[:5]): pass\n", "")

TEXTACY = f"""{TEXTS}
import spacy
from textacy.extract import triples
from kg.annotate.model import choose
nlp = spacy.load(choose())
def one(doc):
    list(triples.subject_verb_object_triples(doc))
    for cue in triples.direct_quotations(doc): pass
for doc in nlp.pipe(texts[:5]): pass
begin = time.process_time()
for doc in nlp.pipe(texts):
    try:
        one(doc)
    except ValueError:  # of a quotation that is not closed, which textacy does not take
        pass
print(time.process_time() - begin)
"""

EXTRACT = f"""{TEXTS}
from kg.extractor import Extractor
from kg.ingest.article import document
from kg.workers import result
extractor = Extractor.load()
def one(record, i):
    made = document(id=str(i), text=record["text"], source="corpus", title=record.get("title"), published=record.get("published"))
    result(*extractor.check(extractor.extract(made)), base=extractor.base, extraction=extractor.extraction)
for i, record in enumerate(lines[:5]): one(record, i)
begin = time.process_time()
for i, record in enumerate(lines): one(record, i)
print(time.process_time() - begin)
"""

HTML = f"""{TEXTS}
import html
from kg.ingest.html import page
links = "".join(f'<li><a href="/section/{{n}}">Section {{n}} of the paper</a></li>' for n in range(60))
teaser = '<div class="teaser"><h3><a href="/s/{{0}}">Another story of today, number {{0}}</a></h3><p>Read more.</p></div>'
teasers = "".join(teaser.format(n) for n in range(25))
script = "<script>" + "window.dataLayer = window.dataLayer || []; dataLayer.push({{}});" * 200 + "</script>"
def marked(record):
    title = html.escape(record.get("title") or "News")
    body = "".join(f"<p>{{html.escape(part)}}</p>" for part in record["text"].split(chr(10)) if part.strip())
    about = json.dumps({{"@type": "NewsArticle", "headline": title, "datePublished": "2024-05-06T07:08:09Z"}})
    return (
        f'<!doctype html><html lang="en"><head><title>{{title}}</title><meta property="og:title" content="{{title}}">{{script}}'
        f'<script type="application/ld+json">{{about}}</script></head><body><header><nav><ul>{{links}}</ul></nav></header>'
        f"<main><article><h1>{{title}}</h1>{{body}}</article><aside>{{teasers}}</aside></main><footer><ul>{{links}}</ul></footer></body></html>"
    ).encode()
pages = [marked(record) for record in lines]
for content in pages[:5]: page(content, "x", "x.html")
begin = time.process_time()
for content in pages: page(content, "x", "x.html")
print(time.process_time() - begin)
"""

LOADED = """
import sys, tempfile, time
from kg import memory, workers
from kg.flow import build
load, spent = workers.Extractor.load, []
def timed(config):
    begin = time.process_time()
    extractor = load(config)
    spent.append(time.process_time() - begin)
    return extractor
workers.Extractor.load = timed
memory.spare()
begin = time.process_time()
with tempfile.TemporaryDirectory() as folder: build([sys.argv[1]], folder)
print(time.process_time() - begin - sum(spent))
"""

QUERIES = ("agencies", "documents", "independence", "months", "numbers", "places", "planned")
"""Named queries without parameters that rdflib answers within seconds."""

_GRAPH = f"""
import sys, tempfile, time
from pathlib import Path
folder = Path(sys.argv[1])
def queries():
    from kg.query import named
    known = named.load()
    return [known[name].sparql for name in {QUERIES}] * int(sys.argv[2])
"""
_OURS = """
from kg.store.oxigraph import open_reader
reader = open_reader(folder / "store")
begin = time.process_time()
"""
_PYOXIGRAPH = """
from pyoxigraph import RdfFormat, Store
"""
_BARE_STORE = f"""{_PYOXIGRAPH}
store = Store.read_only(str(next((folder / "store").glob("g*")) / "quads"))
begin = time.process_time()
"""
_RDFLIB = """
import rdflib
graph = rdflib.Dataset(default_union=True)
begin = time.process_time()
graph.parse(folder / "graph.nq", format="nquads")
"""
_END = "print(time.process_time() - begin)\n"

LOAD = f"""{_GRAPH}
from kg.store.oxigraph import open_writer
begin = time.process_time()
with tempfile.TemporaryDirectory() as place, open_writer(Path(place) / "store") as writer:
    writer.load((folder / "graph.nq").open("rb"))
    writer.commit()
{_END}"""
LOAD_PYOXIGRAPH = f"""{_GRAPH}{_PYOXIGRAPH}
begin = time.process_time()
with tempfile.TemporaryDirectory() as place:
    store = Store(place + "/store")
    store.bulk_load(path=str(folder / "graph.nq"), format=RdfFormat.N_QUADS)
    store.flush()
{_END}"""
LOAD_RDFLIB = f"{_GRAPH}{_RDFLIB}{_END}"

QUERY = f"""{_GRAPH}{_OURS}
from kg.query.run import table
asked = queries()
begin = time.process_time()
for query in asked: table(reader, query).values()
{_END}"""
QUERY_PYOXIGRAPH = f"""{_GRAPH}{_BARE_STORE}
asked = queries()
begin = time.process_time()
for query in asked: [tuple(row) for row in store.query(query, use_default_graph_as_union=True)]
{_END}"""
QUERY_RDFLIB = f"""{_GRAPH}{_RDFLIB}
asked = queries()
begin = time.process_time()
for query in asked: list(graph.query(query))
{_END}"""

EXPORT = f"""{_GRAPH}{_OURS}
from kg.export.write import write
with tempfile.TemporaryFile() as stream: write(reader, "turtle", stream)
{_END}"""
EXPORT_PYOXIGRAPH = f"""{_GRAPH}{_BARE_STORE}
with tempfile.TemporaryFile() as stream: store.dump(stream, RdfFormat.N_QUADS)
{_END}"""
EXPORT_RDFLIB = f"""{_GRAPH}{_RDFLIB}
union = rdflib.Graph()
for triple in graph.triples((None, None, None)): union.add(triple)
begin = time.process_time()
with tempfile.TemporaryFile() as stream: union.serialize(stream, format="turtle")
{_END}"""

PAGE = f"""{_GRAPH}{_OURS}
from kg.visualise.page import page
from kg.visualise.read import scene
seen = scene(reader)
begin = time.process_time()
page(seen)
{_END}"""
PAGE_PYVIS = f"""{_GRAPH}{_OURS}
from pyvis.network import Network
from kg.visualise.read import scene
seen = scene(reader)
begin = time.process_time()
network = Network(directed=True, cdn_resources="in_line")
for i, node in enumerate(seen.nodes): network.add_node(i, label=node.label)
for edge in seen.edges: network.add_edge(edge.source, edge.target, label=edge.label)
network.generate_html()
{_END}"""
