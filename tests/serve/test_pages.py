"""Pages for people, the same resources for machines, and that nothing of an article is markup."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from kg.query.run import table
from kg.store.oxigraph import open_reader
from tests.serve.running import BASE, SCRIPT, SHELLING, fill, running

TURTLE = {"Accept": "text/turtle"}
KINDS = ("Document", "Event", "EventMention", "Claim", "Fact", "Tenure", "Relation", "Decision", "Contradiction", "Entity")


class Page(HTMLParser):
    """The elements, the addresses and the words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def paths(served: Path, kind: str) -> list[str]:
    with open_reader(served / "store") as reader:
        rows = table(reader, f"SELECT DISTINCT ?x WHERE {{ ?x a kg:{kind} }} ORDER BY ?x").values()
    return [str(row[0]).removeprefix(BASE) for row in rows]


@pytest.fixture(scope="module")
def visited(site: str, served: Path) -> dict[str, httpx.Response]:
    """Every page that the server has of this build."""
    resources = [path for kind in KINDS for path in paths(served, kind)]
    fixed = ["", "query", "view", "query/events", "query/about?entity=Norland", "query/entities", f"query/about?entity={SCRIPT}"]
    with httpx.Client(base_url=site, timeout=60) as client:
        return {path: client.get(f"/{path}", headers={"Accept": "text/html"}) for path in (*fixed, *resources)}


def test_every_page_is_there(visited: dict[str, httpx.Response]) -> None:
    assert len(visited) > 30
    for path, answer in visited.items():
        assert answer.status_code == 200, path
        assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_no_page_runs_or_loads_what_is_not_ours(visited: dict[str, httpx.Response]) -> None:
    for path, answer in visited.items():
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "'unsafe-eval'" not in policy
        assert not re.search(r"script-src [^;]*'unsafe-inline'", policy)
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        if path == "view":
            continue  # one page with its own scripts, whose digests its policy names
        for tag, attributes in Page(answer.text).elements:
            assert tag not in ("iframe", "object", "embed", "base", "img", "style"), (path, tag)
            assert tag != "script" or (attributes.get("src") or "").startswith("/static/"), path
            assert not any(name.startswith("on") or name == "style" for name in attributes), (path, attributes)
            if tag in ("link", "script", "form") and attributes.get("rel") != "icon":  # what a page loads or sends to by itself
                assert (attributes.get("href") or attributes.get("src") or attributes.get("action") or "").startswith("/"), (
                    path,
                    attributes,
                )
            for name in ("href", "src", "action"):
                assert not (attributes.get(name) or "").lower().startswith(("javascript:", "data:text", "//")), path


def test_hostile_words_are_shown_as_words(visited: dict[str, httpx.Response]) -> None:
    shown = [path for path, answer in visited.items() if path != "view" and "alert(1)" in Page(answer.text).words]
    assert {path.split("/")[0].split("?")[0] for path in shown} >= {"", "document", "entity", "claim", "event", "query"}
    for path, answer in visited.items():
        assert SCRIPT not in answer.text, path


def test_resources_by_negotiation(site: str, served: Path) -> None:
    for kind in KINDS:
        for path in paths(served, kind)[:2]:
            for address in (f"{site}/{path}", f"{site}/newskg/id/{path}"):
                answer = httpx.get(address, headers=TURTLE)
                assert answer.headers["content-type"] == "text/turtle; charset=utf-8", answer.text
                assert any(quad.subject.value == BASE + path for quad in parse(answer.content, format=RdfFormat.TURTLE))
    path = paths(served, "Document")[0]
    assert json.loads(httpx.get(f"{site}/{path}?format=jsonld").content)
    with open_reader(served / "store") as reader:
        size = sum(1 for _ in reader.quads(graph=BASE + path))
    assert len(list(parse(httpx.get(f"{site}/{path}?format=ntriples").content, format=RdfFormat.N_TRIPLES))) == size
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert httpx.get(f"{site}/{path}", headers={"Accept": browser}).headers["content-type"].startswith("text/html")


def test_the_words_of_the_pages(site: str, served: Path) -> None:
    entity = Page(httpx.get(f"{site}/entity/Q900").text).words
    assert "Norland" in entity
    assert "State" in entity
    assert "Mira Tal said that Norland shelled Sudland near Vesk" in entity
    claim = Page(httpx.get(f"{site}/{paths(served, 'Claim')[0]}").text).words
    assert "held as fact" in claim
    answer = httpx.get(f"{site}/find", params={"name": "Norland"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/entity/Q900")
    assert httpx.get(f"{site}/find", params={"name": "Nobody Atall"}).status_code == 400
    assert httpx.get(f"{site}/entity/Q1").status_code == 404
    assert httpx.get(f"{site}/nothing").status_code == 404


def test_named_queries(site: str) -> None:
    page = httpx.get(f"{site}/query/about", params={"entity": "Norland"})
    assert "Mira Tal said that Norland shelled Sudland" in page.text
    csv = httpx.get(f"{site}/query/about", params={"entity": "Norland"}, headers={"Accept": "text/csv"})
    assert csv.text.startswith("what,role,source")
    assert httpx.get(f"{site}/query/about", params={"format": "csv"}).status_code == 400
    assert httpx.get(f"{site}/query/nothing").status_code == 404
    assert "give a value" in httpx.get(f"{site}/query/between", params={"a": "Norland"}).text


def test_health_and_metrics(site: str) -> None:
    health = httpx.get(f"{site}/health").json()
    assert health == {"status": "ok"}
    figures = httpx.get(f"{site}/metrics").text
    assert re.search(r'kg_requests_total\{handler="health",status="200"\} \d+', figures)
    assert "kg_workers 2" in figures


def test_a_new_build_is_served_and_the_old_one_while_it_is_made(tmp_path: Path) -> None:
    fill(tmp_path / "out")
    with running(tmp_path / "out", workers=2) as site:

        def documents() -> str:
            query = "SELECT (COUNT(?d) AS ?n) { ?d a kg:Document }"
            return httpx.get(f"{site}/sparql", params={"query": query, "format": "csv"}, timeout=30).text.split()[1]

        assert [documents() for _ in range(4)] == ["3"] * 4
        fill(tmp_path / "next", SHELLING)
        (tmp_path / "out" / "store").rename(tmp_path / "old")
        assert documents() == "3"
        (tmp_path / "next" / "store").rename(tmp_path / "out" / "store")
        assert [documents() for _ in range(4)] == ["4"] * 4


def test_a_claim_leads_to_its_sentence_in_the_article(visited: dict[str, httpx.Response]) -> None:
    claims = [path for path in visited if path.startswith("claim/")]
    assert len(claims) > 3
    for path in claims:
        places = [a["href"] for tag, a in Page(visited[path].text).elements if tag == "a" and "#char=" in (a.get("href") or "")]
        assert places, path
        document, _, name = str(places[0]).removeprefix("/").partition("#")
        text = visited[document].text
        assert f'id="{name}"' in text, (path, name)
        shown = re.search(rf'id="{name}">(.*?)</span>', text)
        assert shown
        assert " ".join(Page(shown[1]).words.split()) in " ".join(Page(visited[path].text).words.split())


def test_every_page_leads_on(visited: dict[str, httpx.Response]) -> None:
    for path, answer in visited.items():
        links = {a.get("href") for tag, a in Page(answer.text).elements if tag == "a"}
        assert path == "view" or (len(links) > 3 and "/" in links), path


def test_links_lead_somewhere(site: str, visited: dict[str, httpx.Response]) -> None:
    """Every link of every page that is one of ours."""
    found: set[str] = set()
    for path, answer in visited.items():
        if path != "view":
            base = f"{site}/{path}"
            found |= {str(httpx.URL(base).join(a["href"] or "")) for tag, a in Page(answer.text).elements if tag == "a"}
    ours = {link.partition("#")[0] for link in found if link.startswith(site)}
    assert len(ours) > 50
    with httpx.Client(timeout=60) as client:
        statuses = {link: client.get(link, headers={"Accept": "text/html"}).status_code for link in sorted(ours)}
    assert {link: status for link, status in statuses.items() if status != 200} == {}


def test_long_lists_go_on_on_further_pages(tmp_path: Path) -> None:
    fill(tmp_path / "out", *(replace(SHELLING, source=f"Witness {chr(65 + i % 26)}{chr(97 + i // 26)}") for i in range(130)))
    with running(tmp_path / "out", workers=1) as site, httpx.Client(base_url=site, timeout=60) as client:
        first, second, third = (client.get(f"/entity/Q900?claims={number}").text for number in (1, 2, 3))
        claims = [set(re.findall(r'href="(/claim/[0-9a-f]+)"', page)) for page in (first, second)]
        assert len(claims[0]) == 100
        assert len(claims[1]) > 20
        assert not claims[0] & claims[1]
        assert 'href="?claims=2#claims"' in first
        assert 'href="?claims=1#claims"' in second
        assert 'href="?claims=3#claims"' not in second
        assert "No more claims" in third
        assert client.get("/entity/Q900?claims=-1&events=x&facts=99999999999").status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("entity/Q1", 404, "nothing in the graph has the IRI"),
        ("nowhere", 404, "no such page"),
        ("find?name=Nobody+Atall", 400, "nothing in the graph is called 'Nobody Atall'"),
        (f"find?name={SCRIPT}x", 400, "nothing in the graph is called"),
        ("query/nothing", 404, "no named query"),
    ],
)
def test_what_is_not_there_leads_on_too(site: str, path: str, status: int, words: str) -> None:
    browser = httpx.get(f"{site}/{path}", headers={"Accept": "text/html,*/*;q=0.8"})
    page = Page(browser.text)
    assert (browser.status_code, words in page.words) == (status, True), browser.text
    assert {"/", "/query"} <= {a.get("href") for tag, a in page.elements if tag == "a"}
    assert SCRIPT not in browser.text
    machine = httpx.get(f"{site}/{path}", headers={"Accept": "*/*"})
    assert (machine.status_code, machine.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert words in machine.text


def test_the_editor_is_ours_to_ship(site: str) -> None:
    """What the editor's page needs is here, with the licences of what it is made of."""
    for name in ("yasgui.min.js", "yasgui.min.css", "editor.js", "serve.css"):
        assert httpx.get(f"{site}/static/{name}").status_code == 200
    notice = httpx.get(f"{site}/static/NOTICE.txt").text
    for part in ("@zazuko/yasgui", "codemirror", "dompurify", "datatables.net", "jquery", "lodash-es", "n3"):
        assert part in notice
    assert "Permission is hereby granted" in notice
    assert "url(http" not in httpx.get(f"{site}/static/yasgui.min.css").text + httpx.get(f"{site}/static/serve.css").text
