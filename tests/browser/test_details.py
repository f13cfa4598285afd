"""Details of the page in a real browser: bundled and dashed links, pulled nodes, keyboard, paper, saved cells, addresses of every kind."""

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.visualise.scene import Edge, Scene
from tests.visualise.made import hostile, large

if TYPE_CHECKING:
    from tests.browser.conftest import Browser

Written = Callable[[Scene, str], Path]
ENTITY = "https://x.example/id/entity/"


def saved(browser: "Browser", act: str) -> str:
    """Text of what is saved when the script acts."""
    browser.catch()
    browser.js(act)
    return browser.saved()


def parallel() -> Scene:
    """Three facts between the first two names, two of one direction, and one name that a spreadsheet would run."""
    scene = large(80)
    first = replace(scene.nodes[0], label="=SUM(1)")
    facts = [(0, 1, "memberOf"), (0, 1, "headOf"), (1, 0, "partOf")]
    edges = [Edge(source=a, target=b, label=label, origin="fact", claims=(0,)) for a, b, label in facts]
    return replace(scene, nodes=(first, *scene.nodes[1:]), edges=(*scene.edges, *edges))


@pytest.fixture
def page(browser: "Browser", written: Written) -> "Browser":
    browser.open(written(parallel(), "parallel"))
    return browser


def test_parallel_edges_are_one_line_that_says_both(page: "Browser") -> None:
    picture = saved(page, "document.getElementById('save-svg').click()")
    assert picture.count("<title>=SUM(1) → Name 1 of Town: head of, member of</title>") == 1
    assert picture.count("<title>Name 1 of Town → =SUM(1): part of</title>") == 1


def test_what_is_not_fact_is_drawn_dashed(page: "Browser") -> None:
    act = "document.getElementById('save-svg').click()"
    assert 'stroke-dasharray="7 5"' not in saved(page, act)
    page.click("#all")
    assert 'stroke-dasharray="7 5"' in saved(page, act)


def test_a_cell_that_is_a_formula_is_saved_as_text(page: "Browser") -> None:
    page.click("#tab-table")
    page.js("const kind = document.getElementById('table-kind'); kind.value = 'names'; kind.dispatchEvent(new Event('change'))")
    text = saved(page, "[...document.querySelectorAll('#view-table .tool')].find((x) => x.textContent.includes('CSV')).click()")
    assert '"\'=SUM(1)"' in text
    assert '"=SUM(1)"' not in text


def test_turtle_holds_what_the_filters_let_through(page: "Browser") -> None:
    act = "document.getElementById('save-ttl').click()"
    whole = saved(page, act)
    page.js("document.getElementById('filters').open = true")
    page.wait("return document.querySelectorAll('#filter-lists input').length > 0")
    page.js("document.querySelector('input[data-filter=type][value=AID]').click()")
    part = saved(page, act)
    assert "kge:ASSAULT" in whole
    assert "kge:ASSAULT" not in part
    assert "kge:AID" in part


def test_a_node_stays_where_it_is_pulled(page: "Browser") -> None:
    from selenium.webdriver import ActionChains

    where = "const at = window.kgAt(arguments[0]); return [Math.round(at.x), Math.round(at.y)]"
    box = page.js("const box = document.getElementById('network').getBoundingClientRect(); return [box.left, box.top]")
    before = page.js(where, f"{ENTITY}0")
    chain = ActionChains(page.driver)
    pointer = chain.w3c_actions.pointer_action
    pointer.move_to_location(int(before[0] + box[0]), int(before[1] + box[1])).pointer_down()
    for step in (10, 25, 40):
        pointer.move_to_location(int(before[0] + box[0]) + step, int(before[1] + box[1]) + step)
    pointer.pointer_up()
    chain.perform()
    pulled = page.js(where, f"{ENTITY}0")
    assert abs(pulled[0] - before[0] - 40) <= 3
    page.press(f"{ENTITY}0")
    page.press(f"{ENTITY}1")
    assert page.js(where, f"{ENTITY}0") == pulled


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        (f"#link={ENTITY}0%7C{ENTITY}1", "=SUM(1) – Name 1 of Town"),
        (f"#path={ENTITY}0%7C{ENTITY}1&all=1", "From =SUM(1) to Name 1 of Town"),
        (f"#node={ENTITY}0&tab=timeline&from=2015-01&until=2019-12", "=SUM(1)"),
        ("#claim=https%3A%2F%2Fx.example%2Fid%2Fclaim%2F1&tab=table", "One claim"),
        ("#tab=map&off=Groups%7CPeople&stance=assert", "What is here"),
        ("#node=nowhere&tab=nonsense&from=3", "What is here"),
    ],
)
def test_every_kind_of_address_opens(browser: "Browser", written: Written, address: str, heading: str) -> None:
    browser.open(written(parallel(), "parallel"), address)
    assert browser.js("return document.querySelector('#panel h2').textContent") == heading
    restored = browser.address()
    browser.open(written(parallel(), "parallel"), restored)
    assert browser.address() == restored
    assert browser.js("return document.querySelector('#panel h2').textContent") == heading
    assert browser.errors() == []


def test_keys_alone_find_read_filter_and_leave(page: "Browser") -> None:
    focus = "return document.activeElement"
    page.keys("/")
    page.keys("Name 1 of")
    page.wait("return document.querySelectorAll('#hits li').length > 0")
    page.keys("\ue015", "\ue013", "\ue007")  # down, up, Enter
    assert page.js(f"{focus}.textContent") == "Name 1 of Town"
    page.keys("\ue004")  # Tab: the first action of the panel
    page.keys("\ue004", "\ue004")
    assert page.js(f"{focus}.tagName") == "A"
    page.keys("\ue007")
    assert page.js("return document.querySelector('#panel h2').textContent") != "Name 1 of Town"
    page.js("document.getElementById('tab-graph').focus()")
    page.keys("\ue014")  # right arrow: the next tab
    assert page.js("return document.getElementById('view-timeline').hidden") is False
    page.js("document.querySelector('#legend button').focus()")
    page.keys(" ")
    assert "off=" in page.address()
    page.js("document.getElementById('early').focus()")
    page.keys("\ue014")
    assert "from=" in page.address()
    page.js("document.activeElement.blur()")
    page.keys("\ue00c")
    assert page.js("return document.querySelector('#panel h2').textContent") == "What is here"


def test_the_panel_says_in_words_what_the_graph_shows(page: "Browser") -> None:
    assert page.js("return document.getElementById('network').getAttribute('role')") == "img"
    assert "panel" in page.js("return document.getElementById('network').getAttribute('aria-label')")
    page.js("for (const more of document.querySelectorAll('#panel .more button')) more.click()")
    lists = page.js("return [...document.querySelectorAll('#panel ul')].slice(0, 2).map((x) => x.children.length)")
    assert sum(lists) == page.count()


def test_a_page_that_leaves_claims_out_says_so(browser: "Browser", written: Written) -> None:
    browser.open(written(hostile(), "hostile"))
    assert "3 claims of earlier ones are in the store; kg serve shows them all" in browser.panel()


@pytest.mark.parametrize("tab", ["graph", "timeline", "map", "table"])
def test_paper_holds_the_view_and_beneath_it_the_panel(browser: "Browser", built: Path, tab: str) -> None:
    browser.open(built / "graph.html", f"#tab={tab}")
    printed = base64.b64decode(browser.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert printed.startswith(b"%PDF")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        browser.js("dispatchEvent(new Event('beforeprint'))")
        bottom, top = browser.js(
            f"return [document.getElementById('view-{tab}'), document.getElementById('panel')].map((x, k) =>"
            " x.getBoundingClientRect()[k ? 'top' : 'bottom'])"
        )
        assert bottom <= top + 1
        assert browser.js("return document.querySelectorAll('#sheet svg').length") == (1 if tab == "graph" else 0)
        assert browser.js("return [...document.querySelectorAll('.tool')].every((x) => x.offsetParent === null)")
    finally:
        browser.js("dispatchEvent(new Event('afterprint'))")
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_springs_leave_the_picture_in_the_window_and_nodes_where_they_sprang(page: "Browser") -> None:
    where = "const at = window.kgAt(arguments[0]); return [Math.round(at.x), Math.round(at.y)]"
    size = page.js("const box = document.getElementById('network'); return [box.clientWidth, box.clientHeight]")
    page.click("#springs")
    page.driver.execute_async_script("setTimeout(arguments[0], 500)")
    page.click("#springs")
    page.driver.execute_async_script("setTimeout(arguments[0], 300)")
    before = page.js(where, f"{ENTITY}1")
    assert 0 < before[0] < size[0]
    assert 0 < before[1] < size[1]
    page.press(f"{ENTITY}1")
    assert page.js(where, f"{ENTITY}1") == before
