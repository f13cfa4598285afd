"""The page in a real browser: draws, finds, filters, shows evidence, restores from its address, asks nothing of the network."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.visualise.scene import Scene
from tests.visualise.made import EVIL, hostile, large

if TYPE_CHECKING:
    from tests.browser.conftest import Browser

Written = Callable[[Scene, str], Path]
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "bench" / "data" / "corpus" / "articles.jsonl"


@pytest.fixture
def seed(browser: "Browser", built: Path) -> "Browser":
    browser.open(built / "graph.html")
    return browser


@pytest.fixture
def small(browser: "Browser", written: Written) -> "Browser":
    browser.open(written(large(80), "small"))
    return browser


def test_the_seed_is_drawn_without_errors_or_requests(seed: "Browser") -> None:
    assert seed.count() > 10
    assert "What is here" in seed.panel()
    assert seed.errors() == []
    assert seed.requests() == []


def test_search_by_keyboard_opens_evidence_with_highlighted_words(seed: "Browser") -> None:
    seed.keys("/")
    seed.keys("DPRK")
    seed.wait("return document.querySelectorAll('#hits li').length > 0")
    seed.keys("\ue007")
    assert "North Korea" in seed.panel().splitlines()[0]
    assert seed.js("return document.querySelectorAll('#panel blockquote mark').length") > 0
    assert seed.address().startswith("#node=")


def test_the_article_opens_at_the_sentence_with_its_mentions(seed: "Browser") -> None:
    seed.js("document.querySelector('#panel li a').click()")
    seed.js("document.querySelector('#panel .claim .where button').click()")
    assert seed.js("return document.getElementById('reader').open")
    assert seed.js("return document.querySelectorAll('#reader mark').length") > 0
    assert seed.js("return document.querySelectorAll('#reader .mention').length") > 5
    shown = seed.js(
        "const m = document.querySelector('#reader mark').getBoundingClientRect(); return m.top >= 0 && m.bottom <= innerHeight"
    )
    assert shown
    seed.keys("\ue00c")
    assert not seed.js("return document.getElementById('reader').open")


def test_what_is_not_fact_is_hidden_until_asked_for(seed: "Browser") -> None:
    before = seed.count()
    seed.click("#all")
    assert seed.count() > before
    assert "all=1" in seed.address()


def test_the_permalink_of_a_claim_opens_at_it(seed: "Browser", built: Path) -> None:
    seed.js("document.querySelector('#panel li a').click()")
    link = seed.js("return document.querySelector('#panel .claim a[href^=\"#claim\"]').getAttribute('href')")
    sentence = seed.js("return document.querySelector('#panel .claim blockquote').textContent")
    seed.open(built / "graph.html", link)
    assert "One claim" in seed.panel()
    assert seed.js("return document.querySelector('#panel blockquote').textContent") == sentence


def test_the_address_restores_selection_filters_and_tab(small: "Browser", written: Written) -> None:
    small.js("document.querySelector('#panel li a').click()")
    small.js("document.querySelector('#legend button').click()")
    small.click("#all")
    small.click("#tab-table")
    address, words = small.address(), small.panel()
    small.open(written(large(80), "small"), address)
    assert small.address() == address
    assert small.panel() == words
    assert small.js("return document.getElementById('view-table').hidden") is False


def test_the_legend_filters(small: "Browser") -> None:
    before = small.count()
    small.click('#legend [data-kind="Events"]')
    assert small.count() < before
    assert "off=Events" in small.address()


def test_filters_of_type_speaker_stance_article(small: "Browser") -> None:
    small.click("#filters summary")
    small.wait("return document.querySelectorAll('#filter-lists input').length > 0")
    assert small.js("return [...new Set([...document.querySelectorAll('#filter-lists input')].map((x) => x.dataset.filter))]") == [
        "type",
        "voice",
        "stance",
        "article",
    ]
    small.js("document.querySelector('input[data-filter=type][value=AID]').click()")
    assert small.js("return [...document.querySelectorAll('#panel ul')][0].textContent").count("aid") > 2
    assert "assault" not in small.panel().split("PEOPLE")[0]
    small.click("#clear")
    assert "assault" in small.panel().split("PEOPLE")[0]


def test_the_slider_of_dates_drives_the_graph(small: "Browser") -> None:
    before = small.count()
    small.js("const e = document.getElementById('early'); e.value = Math.floor(e.max / 2); e.dispatchEvent(new Event('input'))")
    assert small.count() < before
    assert "from=" in small.address()
    assert small.js("return document.querySelectorAll('#bars .out').length") > 0


def test_the_tabs_are_tied_together(seed: "Browser") -> None:
    for key, tab in (("2", "timeline"), ("3", "map"), ("4", "table")):
        seed.js("document.activeElement.blur()")
        seed.keys(key)
        assert seed.js(f"return document.getElementById('view-{tab}').hidden") is False
    seed.js("document.querySelector('#view-table td a').click()")
    name = seed.panel().splitlines()[0]
    assert seed.js("return document.querySelectorAll('#view-table tr.chosen').length") == 1
    seed.click("#tab-map")
    assert seed.js("return document.querySelectorAll('#view-map circle').length") > 3
    assert seed.js("return document.querySelectorAll('#view-map .land.on').length") > 2
    seed.js("[...document.querySelectorAll('#view-map li a')].find((x) => x.textContent === 'Ukraine').click()")
    assert seed.panel().startswith("Ukraine")
    assert name != "Ukraine"
    seed.click("#tab-graph")
    assert seed.panel().startswith("Ukraine")


def test_the_table_sorts_and_saves(small: "Browser") -> None:
    small.click("#tab-table")
    column = "return [...document.querySelectorAll('#view-table tbody tr')].map((row) => row.cells[1].textContent)"
    small.click('#view-table [data-column="1"]')
    rows = small.js(column)
    assert rows == sorted(rows)
    small.click('#view-table [data-column="1"]')
    assert small.js(column) == sorted(rows, reverse=True)
    small.catch()
    small.js("[...document.querySelectorAll('#view-table .tool')].find((x) => x.textContent.includes('CSV')).click()")
    text = small.saved()
    assert text.lstrip("\ufeff").startswith('"Date","Event","Type","Actor"')
    assert len(text.strip().splitlines()) == len(rows) + 1


def test_pictures_and_turtle_are_saved(seed: "Browser") -> None:
    import pyoxigraph

    seed.catch()
    seed.js("for (const kind of ['svg', 'ttl', 'png']) document.getElementById(`save-${kind}`).click()")
    seed.wait("return window.saved.length === 3")
    picture, turtle = seed.saved(0), seed.saved(1)
    assert picture.startswith("<svg")
    assert "North Korea" in picture
    triples = list(pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE))
    assert len(triples) > 50
    assert seed.js("return window.saved[2].type") == "image/png"


def test_paths_between_two_nodes(small: "Browser") -> None:
    small.js("[...document.querySelectorAll('#panel ul')][1].querySelectorAll('a')[1].click()")
    small.js("[...document.querySelectorAll('#panel .tools button')].find((x) => x.textContent.startsWith('Paths')).click()")
    small.keys("Name 0")
    small.wait("return document.querySelectorAll('#hits li').length > 0")
    small.keys("\ue007")
    assert "shortest path" in small.panel()
    assert small.address().startswith("#path=")


def test_click_shift_click_and_double_click(small: "Browser") -> None:
    first, second = "https://x.example/id/entity/0", "https://x.example/id/entity/1"
    small.press(first)
    assert small.panel().startswith("Name 0 of Town")
    small.press(second, shift=True)
    assert small.panel().startswith("From Name 0 of Town to Name 1 of Town")
    small.keys("\ue00c")
    assert "What is here" in small.panel()


def test_double_click_unfolds_the_overview(browser: "Browser", written: Written) -> None:
    browser.open(written(large(1000), "large1000"))
    before = browser.count()
    browser.press("https://x.example/id/entity/0", double=True)
    assert browser.count() > before
    assert "open=" in browser.address()


def test_springs_are_off_until_switched_on_and_never_for_many(browser: "Browser", written: Written) -> None:
    browser.open(written(large(1000), "large1000"))
    assert browser.js("return document.getElementById('springs').getAttribute('aria-pressed')") == "false"
    browser.click("#springs")
    assert browser.js("return document.getElementById('springs').getAttribute('aria-pressed')") == "true"
    browser.click("#view")
    assert browser.count() > 300
    assert browser.js(
        "return document.getElementById('springs').hidden && document.getElementById('springs').getAttribute('aria-pressed') === 'false'"
    )


def test_hostile_words_stay_words(browser: "Browser", written: Written) -> None:
    path = written(hostile(), "hostile")
    for address in (
        "",
        "#tab=timeline&all=1",
        "#tab=map",
        "#tab=table&all=1",
        "#all=1&node=https%3A%2F%2Fx.example%2Fv%2F1",
        "#claim=https%3A%2F%2Fx.example%2Fc%2F2",
    ):
        browser.open(path, address)
        browser.js("document.querySelectorAll('#panel li a, #panel .where button').forEach((x) => { if (x.isConnected) x.click(); })")
        browser.js("document.getElementById('filters').open = true")
        assert browser.js("return [window.broken ?? null, document.title]") == [None, EVIL]
        assert browser.js("return document.querySelectorAll('img, iframe, [onerror], [onmouseover]').length") == 0
        assert (
            browser.js(
                "return [...document.querySelectorAll('a[href]')].filter((a) => !/^(https?:|#)/.test(a.getAttribute('href'))).length"
            )
            == 0
        )
        assert browser.errors() == []
        assert browser.requests() == []


@pytest.mark.parametrize(("size", "address", "least"), [(1000, "#view=all", 500), (5000, "#view=all", 2500), (20000, "", 10)])
def test_large_graphs_open(browser: "Browser", written: Written, size: int, address: str, least: int) -> None:
    browser.open(written(large(size), f"large{size}"), address)
    assert browser.count() >= least
    if size == 20000:
        assert browser.count() < 200
        browser.js("[...document.querySelectorAll('#panel ul')][1].querySelector('a').click()")
        before = browser.count()
        browser.js("[...document.querySelectorAll('#panel .tools button')].find((x) => x.textContent.startsWith('Show')).click()")
        assert browser.count() > before
    assert browser.errors() == []
    assert browser.requests() == []


@pytest.mark.parametrize("tab", ["graph", "timeline", "map", "table"])
def test_a_phone_does_not_scroll_sideways(browser: "Browser", built: Path, tab: str) -> None:
    browser.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 400, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    )
    try:
        browser.open(built / "graph.html", f"#tab={tab}")
        assert browser.js("return document.documentElement.scrollWidth") <= 400
        assert browser.js(
            "const panel = document.getElementById('panel').getBoundingClientRect(); return panel.height > 200 && panel.bottom <= 801"
        )
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus pack lies beside the project, not in it")
def test_the_corpus_pack_opens_on_the_overview(browser: "Browser", tmp_path: Path) -> None:
    from kg.flow import build

    build([CORPUS], tmp_path / "out")
    browser.open(tmp_path / "out" / "graph.html")
    assert 10 < browser.count() < 200
    browser.click("#view")
    assert browser.count() > 300
    assert browser.errors() == []
    assert browser.requests() == []
