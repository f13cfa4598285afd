import json
import re
from dataclasses import replace
from pathlib import Path

from kg.derive.update import update
from kg.store.memory import open_memory
from kg.visualise.overview import held, shared, strongest
from kg.visualise.pack import pack, to_json
from kg.visualise.page import named, page
from kg.visualise.places import outlines, points
from kg.visualise.read import beginning, scene
from tests.derive.corpus import Report, annotations, context, graph
from tests.visualise.made import EVIL, hostile, large


def test_the_same_scene_gives_the_same_bytes() -> None:
    assert page(large(200), "kg") == page(large(200), "kg")


def test_nothing_is_asked_of_another_address() -> None:
    text = page(large(60), "kg")
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", text)
    assert "default-src 'none'" in text
    assert "unsafe" not in text.split("<style>")[0]


def test_no_text_becomes_markup() -> None:
    text = page(hostile(), EVIL)
    head, rest = text.split('<script type="application/json" id="data">')
    data, tail = rest.split("</script>", 1)
    assert "<script" not in head
    assert '" onmouseover' not in head
    assert not re.search("[<>&\u2028\u2029]", data)
    assert tail.count("</script") == 2
    assert json.loads(data)["title"] == EVIL


def test_columns_hold_what_the_records_held() -> None:
    packed = pack([{"iri": "x/1", "kind": "a", "n": 1, "z": None}, {"iri": "x/2", "kind": "b", "n": 2, "z": None}], ("kind",))
    assert packed == {
        "fields": ["iri", "kind", "n", "z"],
        "prefix": "x/",
        "rows": [["1", 0, 1], ["2", 1, 2]],
        "codes": {"kind": ["a", "b"]},
    }
    assert to_json({"a": "</script>"}) == '{"a":"\\u003c/script\\u003e"}'


def test_a_small_page_is_small() -> None:
    small, large_page = (len(page(large(size), "kg").encode()) for size in (100, 2100))
    assert small < 1_500_000
    assert (large_page - small) / 1000 < 1200  # bytes a claim beyond


def test_a_page_of_many_claims_shows_the_latest_articles_and_counts_the_others() -> None:
    store = open_memory()
    days = {f"a{day}": f"2031-05-0{day}" for day in (3, 1, 4, 2)}
    for name, day in days.items():
        reports = [Report("Mira Tal", "accused", "Jon Berg", day=day), Report("Jon Berg", "praised", "Ada Wick", source="Mira Tal")]
        doc, lines = graph(annotations(name, *reports, published=day))
        update(store, {doc: lines}, context())
    whole = scene(store)
    each = len(whole.claims) // 4
    cut = scene(store, 2 * each, 2 * each + 1)
    assert whole.left_out == 0
    assert [article.id for article in cut.articles] == ["a3", "a4"]
    assert (len(cut.claims), cut.left_out) == (2 * each, 2 * each)
    kept = {claim.iri for claim in cut.claims}
    assert kept == {claim.iri for claim in whole.claims if whole.articles[claim.article].id in ("a3", "a4")}
    assert {edge.label for edge in cut.edges} == {edge.label for edge in whole.edges}
    assert all(claim < len(cut.claims) for node in cut.nodes for claim in node.claims)
    assert all(max(edge.source, edge.target) < len(cut.nodes) for edge in cut.edges)


def test_places_have_points_and_states_have_outlines() -> None:
    where = points(["https://x.example/entity/Q212", "https://x.example/entity/nowhere"])
    assert list(where) == ["https://x.example/entity/Q212"]
    assert 22 < where["https://x.example/entity/Q212"][0] < 41
    assert dict(outlines())["Q212"].startswith("M")


def test_the_page_of_the_seed(built: Path) -> None:
    text = (built / "graph.html").read_text(encoding="utf-8")
    assert len(text.encode()) < 1_500_000


def test_a_page_is_called_after_its_articles() -> None:
    one, many = large(80), large(300)
    assert named(one) == "Report 0"
    assert named(many) == "3 articles, 2024"
    older = replace(many, articles=(replace(many.articles[0], published="2019-02-01"), *many.articles[1:]))
    assert named(older) == "3 articles, 2019–2024"
    assert "<title>Report 0</title>" in page(one)


def test_a_text_without_a_headline_is_called_after_its_first_line() -> None:
    assert beginning("\n  Talks resumed.\nMore text.") == "Talks resumed."
    assert beginning("word " * 40).endswith(" …")
    assert len(beginning("word " * 40)) <= 90
    assert beginning("") == ""


def test_a_pronoun_is_no_name(tmp_path: Path) -> None:
    from kg.cli import opening
    from kg.flow import build

    (tmp_path / "a.txt").write_text(
        "Norland signed the harbour treaty on Monday.\n\nI welcome this treaty. We told Norland that we want peace.\n", encoding="utf-8"
    )
    build([tmp_path / "a.txt"], tmp_path / "out")
    with opening.reader(tmp_path / "out") as reader:
        found = scene(reader)
    labels = {node.pronoun: node.label for node in found.nodes if node.pronoun}
    assert labels == {"I": "unnamed speaker (I)", "We": "unnamed speaker (we)"}
    assert found.articles[0].title == "Norland signed the harbour treaty on Monday."
    assert all(found.nodes[i].pronoun is None for i in strongest(found, shared(found)))


def test_the_first_picture_holds_what_is_held_as_fact() -> None:
    whole = large(80)
    factual = [claim.factual for claim in whole.claims]
    first = held(whole)
    assert 0 < len(first) < len(whole.edges)
    assert all(factual[claim] for edge in first for claim in edge.claims)
