"""What is derived depends on the set of documents alone."""

import io
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.derive.context import Context
from kg.derive.update import judge, update
from kg.export import rdf
from kg.knowledge.gazetteer import Gazetteer
from kg.store.memory import open_memory
from tests.derive.corpus import Office, OfficeStatus, Report, annotations, context, graph

CONTEXT = context()
BASE = "https://w3id.org/newskg/id/"

names = st.sampled_from(["Norland", "Sudland", "Mira Tal", "Jon Berg", "soldiers"])
reports = st.builds(
    Report,
    actor=names,
    verb=st.sampled_from(["shelled", "praised"]),
    recipient=names,
    place=st.sampled_from(["Vesk", None]),
    day=st.sampled_from(["2031-05-05", "2031-05", None]),
    number=st.sampled_from([None, ("100 shells", 100, 100), ("over 50 shells", 50, None)]),
    source=st.sampled_from([None, "Mira Tal", "officials", "Sudland"]),
    cue=st.sampled_from(["said", "confirmed", "denied", "declined to confirm", "feared"]),
)
offices = st.builds(
    Office,
    holder=st.sampled_from(["Mira Tal", "Jon Berg"]),
    office=st.sampled_from(["president", "spokesman"]),
    predicate=st.sampled_from(["headOfStateOf", "spokespersonOf"]),
    body=st.sampled_from(["Norland", "Sudland", "the Post"]),
    status=st.sampled_from([None, OfficeStatus.ELECT]),
)


@st.composite
def articles(draw) -> tuple[str, list[str]]:
    parts = draw(st.lists(st.one_of(reports, reports, offices), min_size=1, max_size=4))
    events = [f"v{n}" for n in range(1, 1 + sum(isinstance(part, Report) for part in parts))]
    chains = [tuple(events[:2])] if len(events) > 1 and draw(st.booleans()) else []
    links = [(events[-1], events[0])] if len(events) > 1 and draw(st.booleans()) else []
    about = {
        "url": draw(st.sampled_from([None, None, "https://example.org/1", "https://example.org/2"])),
        "outlet": draw(st.sampled_from([None, "Post", "Mail"])),
        "published": draw(st.sampled_from(["2031-05-06", "2031-05-07"])),
    }
    return graph(annotations("a", *parts, chains=chains, links=links, **about))


def exported(store) -> list[str]:
    stream = io.BytesIO()
    rdf.write(store, "nquads", stream)
    return stream.getvalue().decode().splitlines()


def built(documents: dict[str, list[str]], judged: dict[tuple[str, str, str], str] | None = None, tables: Context = CONTEXT) -> list[str]:
    store = open_memory()
    update(store, documents, tables)
    for (left, right, by), judgement in (judged or {}).items():
        judge(store, (left, right), judgement, by, tables)
    return exported(store)


def overlaid() -> Context:
    """The tables with a row and a fact corrected, as an overlay does."""
    rows = {**CONTEXT.gazetteer.rows, "Q900": replace(CONTEXT.gazetteer.rows["Q900"], name="Norland Union", place="own.csv:2")}
    facts = {key: tuple(f for f in known if f.predicate != "borders") for key, known in CONTEXT.gazetteer.facts_of.items()}
    return replace(CONTEXT, gazetteer=Gazetteer(rows=rows, facts_of=facts))


def judged_nodes(lines: list[str]) -> list[str]:
    """The nodes of a document that a person may judge: entities without a row, and event mentions."""
    return sorted({line.split(">")[0][1:] for line in lines if "#nil>" in line or line.startswith(f"<{BASE}event-mention/")})


@settings(max_examples=60, deadline=None)
@given(st.lists(articles(), min_size=1, max_size=5, unique_by=lambda a: a[0]), st.data())
def test_any_sequence_of_adds_and_removes_equals_a_build_from_scratch(found, data) -> None:
    store, there = open_memory(), {}
    for _ in range(data.draw(st.integers(1, 6))):
        step = {}
        for doc, lines in data.draw(st.lists(st.sampled_from(found), min_size=1, max_size=3, unique_by=lambda a: a[0])):
            step[doc] = data.draw(st.sampled_from([lines, lines, None]))
        update(store, step, CONTEXT)
        there = {doc: lines for doc, lines in (there | step).items() if lines is not None}
        assert exported(store) == built(there)
    update(store, dict.fromkeys(there), CONTEXT)
    assert exported(store) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(articles(), min_size=2, max_size=4, unique_by=lambda a: a[0]), st.sampled_from([CONTEXT, overlaid()]), st.data())
def test_decisions_and_overlaid_tables_too(found, tables, data) -> None:
    store, there, judged = open_memory(), {}, {}
    known = [node for _, lines in found for node in judged_nodes(lines)]
    kinds = [[node for node in known if ("/event-mention/" in node) is events] for events in (False, True)]
    for _ in range(data.draw(st.integers(2, 6))):
        nodes = data.draw(st.sampled_from(kinds))
        if len(nodes) > 1 and data.draw(st.booleans()):
            left, right = sorted(data.draw(st.lists(st.sampled_from(nodes), min_size=2, max_size=2, unique=True)))
            key = (left, right, data.draw(st.sampled_from(["ann", "bob"])))
            judgement = data.draw(st.sampled_from(["same", "different", "unsure", None]))
            judge(store, key[:2], judgement, key[2], tables)
            judged.pop(key, None)
            judged |= {key: judgement} if judgement else {}
        else:
            doc, lines = data.draw(st.sampled_from(found))
            change = data.draw(st.sampled_from([lines, lines, None]))
            update(store, {doc: change}, tables)
            there.pop(doc, None)
            there |= {doc: change} if change else {}
        assert exported(store) == built(there, judged, tables)


def test_adding_twice_changes_nothing() -> None:
    store = open_memory()
    doc, lines = graph(annotations("a", Report(), Office("Mira Tal", "president", "headOfStateOf", "Norland")))
    update(store, {doc: lines}, CONTEXT)
    before = exported(store)
    update(store, {doc: lines}, CONTEXT)
    assert exported(store) == before
    assert len(before) > 100


def ask(store, sparql: str) -> list[tuple[str, ...]]:
    prefixes = {"kg": "https://w3id.org/newskg/ontology#", "kgr": BASE, "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
    found = store.quadstore.query(sparql, prefixes=prefixes, use_default_graph_as_union=True)
    return sorted({tuple(term.value.removeprefix(BASE) if term else "" for term in row) for row in found})


def store_of(*found):
    store = open_memory()
    update(store, dict(graph(a) for a in found), CONTEXT)
    return store


def test_one_event_in_two_articles_is_counted_by_original_source() -> None:
    copied = [Report(source="Mira Tal"), *(Report(actor=f"unit {n}", verb="praised", place=None, day=None) for n in range(6))]
    store = store_of(
        annotations("a", *copied, outlet="Post", published="2031-05-06"),
        annotations("b", *copied, Report(verb="accused"), outlet="Mail", published="2031-05-06"),
        annotations("c", Report(source="Mira Tal", cue="confirmed"), outlet="Echo", published="2031-05-07"),
        annotations("d", Report(source="Jon Berg"), outlet="Echo", published="2031-05-07"),
    )
    counts = ask(
        store,
        """select ?docs ?outlets ?sources ?mentions where {
        ?e a kg:Event ; kg:documentCount ?docs ; kg:outletCount ?outlets ; kg:originalSourceCount ?sources .
        { select ?e (count(*) as ?mentions) { ?e kg:hasMention ?m } group by ?e } filter(?docs = 4) }""",
    )
    assert counts == [("4", "3", "4", "4")]


def test_a_linked_or_merged_speaker_counts_once() -> None:
    tie = Office("Mira Tal", "president", "headOfStateOf", "Norland")
    store = store_of(
        annotations("a", tie, Report(source="Mira Tal"), outlet="Post"),
        annotations("b", tie, Report(source="Mira Tal", cue="confirmed"), outlet="Mail"),
    )
    assert ask(store, "select ?n where { ?e a kg:Event ; kg:documentCount 2 ; kg:originalSourceCount ?n }") == [("1",)]
    assert len(ask(store, 'select ?c where { ?e a kg:Person ; rdfs:label "Mira Tal" ; kg:canonical ?c }')) == 1


def test_a_name_alone_merges_nobody() -> None:
    store = store_of(annotations("a", Report(source="Mira Tal")), annotations("b", Report(source="Mira Tal", day=None)))
    assert len(ask(store, 'select ?c where { ?e rdfs:label "Mira Tal" ; kg:canonical ?c }')) == 2


def test_a_name_and_the_company_of_others_merge() -> None:
    met = Report(actor="Mira Tal", verb="praised", recipient="Norland", day=None)
    store = store_of(annotations("a", met), annotations("b", replace(met, verb="accused")))
    assert len(ask(store, 'select ?c where { ?e rdfs:label "Mira Tal" ; kg:canonical ?c }')) == 1
    assert ask(store, "select ?by where { ?d a kg:Decision ; kg:decidedBy ?by }") == [("rule:name-and-company",)]


def test_a_name_and_the_company_of_states_merge_nobody() -> None:
    met = Report(actor="Mira Tal", verb="praised", recipient="Norland", place=None, day=None)
    other = Report(actor="Mira Tal", verb="accused", recipient="Sudland", place=None, day=None)
    store = store_of(annotations("a", met, other), annotations("b", other, met))
    assert len(ask(store, 'select ?c where { ?e rdfs:label "Mira Tal" ; kg:canonical ?c }')) == 2


def test_people_overrule_merges_and_survive_removal() -> None:
    tie = Office("Mira Tal", "president", "headOfStateOf", "Norland")
    first, second = annotations("a", tie), annotations("b", tie, Report())
    store = store_of(first, second)
    one = "select ?e where { ?e rdfs:label 'Mira Tal' . filter exists { graph ?g { ?e kg:nil true } } }"
    left, right = (f"{BASE}{row[0]}" for row in ask(store, one))
    canonical = "select distinct ?c where { ?e kg:nil true ; kg:canonical ?c }"
    assert len(ask(store, canonical)) == 1
    judge(store, (left, right), "different", "ann", CONTEXT)
    assert len(ask(store, canonical)) == 2
    doc, lines = graph(second)
    update(store, {doc: None}, CONTEXT)
    update(store, {doc: lines}, CONTEXT)
    assert len(ask(store, canonical)) == 2
    judge(store, (right, left), "same", "ann", CONTEXT)
    assert len(ask(store, canonical)) == 1
    assert len(ask(store, "select ?d where { ?d kg:decidedBy 'ann' }")) == 1


def test_people_join_and_part_events() -> None:
    first, second = annotations("a", Report(day=None)), annotations("b", Report(day=None, verb="praised"), Report())
    store = store_of(first, second, annotations("c", Report(source="Mira Tal")))
    counts = "select ?e ?n where { ?e a kg:Event ; kg:documentCount ?n }"
    assert sorted(n for _, n in ask(store, counts)) == ["1", "1", "2"]
    dated = ask(store, "select ?m where { ?m kg:time ?t . ?m a kg:EventMention }")
    undated = ask(
        store,
        "select ?m where { ?m kg:mode ?mode ; a kg:EventMention . filter not exists { ?m kg:time ?t } }",
    )
    one, two, three = (f"{BASE}{row[0]}" for row in (*dated, *undated))
    judge(store, (one, two), "different", "ann", CONTEXT)
    assert [n for _, n in ask(store, counts)] == ["1"] * 4
    judge(store, (one, three), "same", "ann", CONTEXT)
    assert sorted(n for _, n in ask(store, counts)) == ["1", "1", "2"]
    judge(store, (one, three), "unsure", "ann", CONTEXT)
    assert [n for _, n in ask(store, counts)] == ["1"] * 4


def test_only_the_default_view_makes_facts_and_events_factual() -> None:
    store = store_of(
        annotations(
            "a", Report(source="Mira Tal", cue="denied"), Office("Jon Berg", "president", "headOfStateOf", "Sudland", OfficeStatus.ELECT)
        ),
        annotations("b", Report(verb="praised", source="Mira Tal", cue="feared", day="2031-05-01")),
    )
    assert ask(store, "select ?e where { ?e a kg:Event ; kg:factual true }") == []
    assert ask(store, "select ?p where { ?p kg:headOfStateOf ?s }") == []
    assert ask(store, "select ?s where { ?t a kg:Tenure ; kg:status ?s }") == [("elect",)]


def test_a_new_text_at_one_url_supersedes_the_old_one() -> None:
    url = "https://example.org/1"
    old = annotations("a", Office("Mira Tal", "president", "headOfStateOf", "Norland"), url=url, published="2031-05-06")
    new = annotations("b", Office("Jon Berg", "president", "headOfStateOf", "Norland"), url=url, published="2031-05-07")
    store = store_of(old, new)
    assert ask(store, "select ?n where { ?p kg:headOfStateOf ?s ; rdfs:label ?n }") == [("Jon Berg",)]
    assert ask(store, "select ?new ?old where { ?new kg:supersedes ?old }") == [
        (graph(new)[0].removeprefix(BASE), graph(old)[0].removeprefix(BASE))
    ]
    update(store, {graph(new)[0]: None}, CONTEXT)
    assert ask(store, "select distinct ?n where { ?p kg:headOfStateOf ?s ; rdfs:label ?n }") == [("Mira Tal",)]


def test_of_two_texts_of_one_url_and_date_the_longer_is_the_later() -> None:
    about = {"url": "https://example.org/1", "published": "2031-05-06"}
    for more in (Report(), Report(verb="praised"), Report(verb="accused")):
        old, new = annotations("a", Report()), annotations("a", Report(), more)
        store = store_of(*(replace(found, document=replace(found.document, **about)) for found in (old, new)))
        assert ask(store, "select ?new ?old where { ?new kg:supersedes ?old }") == [
            (graph(new)[0].removeprefix(BASE), graph(old)[0].removeprefix(BASE))
        ]


def test_contradictions_are_refined_succeeded_or_disputed_and_declining_is_none() -> None:
    hundred, over = ("100 shells", 100.0, 100.0), ("over 50 shells", 50.0, None)
    store = store_of(
        annotations(
            "a",
            Report(source="Mira Tal", number=hundred),
            Office("Mira Tal", "president", "headOfStateOf", "Norland"),
            published="2031-05-06",
        ),
        annotations(
            "b", Report(source="Jon Berg", number=over), Office("Jon Berg", "president", "headOfStateOf", "Norland"), published="2031-05-08"
        ),
        annotations("c", Report(source="Ada Wick", cue="denied")),
        annotations("d", Report(source="officials", cue="declined to confirm")),
    )
    found = ask(store, "select ?kind (count(?x) as ?n) where { ?x a kg:Contradiction ; kg:contradictionKind ?kind } group by ?kind")
    assert found == [("disputed", "2"), ("refined", "1"), ("succeeded", "1")]


def test_links_go_from_event_to_event_and_follow_a_merge() -> None:
    answer = Report(actor="Sudland", verb="accused", recipient="Norland", day="2031-05-07")
    one = annotations("a", Report(), answer, links=[("v2", "v1")])
    other = annotations("b", replace(answer, source="Mira Tal"))
    store = store_of(one, other)
    cause = "select ?n where { ?e kg:cause ?c ; kg:documentCount ?n . ?c a kg:Event }"
    assert ask(store, cause) == [("2",)]
    update(store, {graph(other)[0]: None}, CONTEXT)
    assert ask(store, cause) == [("1",)]


def test_mentions_of_a_chain_are_one_event_with_what_they_agree_in() -> None:
    store = store_of(annotations("a", Report(day="2031-05-05"), Report(recipient="Mira Tal", day="2031-05"), chains=[("v1", "v2")]))
    assert len(ask(store, "select ?m where { ?e a kg:Event ; kg:hasMention ?m }")) == 2
    assert ask(
        store, "select ?r ?l where { ?e a kg:Event . optional { ?e kg:recipient ?r } optional { ?e kg:location/rdfs:label ?l } }"
    ) == [("", "Vesk")]
    assert ask(store, "select ?k where { ?c kg:contradictionKind ?k }") == []


def test_two_like_events_of_one_article_are_not_joined_through_another() -> None:
    store = store_of(annotations("a", Report(), Report(source="Mira Tal")), annotations("b", Report(source="Jon Berg")))
    assert len(ask(store, "select ?e where { ?e a kg:Event }")) == 3


def test_background_goes_with_the_last_article_that_needs_it() -> None:
    first, second = annotations("a", Report()), annotations("b", Report(actor="Mira Tal", recipient="Norland", place=None))
    store = store_of(first, second)
    rows = f"select ?row where {{ graph <{BASE}background> {{ ?e kg:row ?row . ?e rdfs:label ?l }} }}"
    assert ("cities.csv:9",) in ask(store, rows)
    update(store, {graph(first)[0]: None}, CONTEXT)
    assert ask(store, rows) == [("bodies.csv:4",), ("states.csv:2",), ("states.csv:3",)]  # Norland borders Sudland


def test_facts_entail_what_the_ontology_says() -> None:
    store = store_of(annotations("a", Office("Mira Tal", "president", "headOfStateOf", "Norland"), Report()))
    assert ask(store, "select ?n where { ?p kg:affiliatedWith ?s . ?s rdfs:label ?n }") == [("Norland",)]
    premise = "select ?p where { ?f a kg:Fact ; kg:predicate kg:officialOf ; kg:premise/kg:predicate ?p }"
    assert ask(store, premise) == [("https://w3id.org/newskg/ontology#headOfStateOf",)]
    assert ask(store, "select ?a where { ?x kg:borders ?y . ?x rdfs:label ?a }") == [("Norland",), ("Sudland",)]
