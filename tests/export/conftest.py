"""What every format is tried on: the seed article with our own ones, and words that break formats."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.derive.update import update
from kg.store.base import Reader
from kg.store.memory import open_memory
from kg.store.oxigraph import open_reader
from kg.workspace import STORE
from tests.derive.corpus import Office, Report, annotations, context, graph

NAMES = (
    "A \"quoted\" 'name' \\ with a backslash \\u0041",
    "two\nlines\r\nand a\ttab\rand a return",
    "]]> <b>&amp; & &#65; <!-- <?xml ?>",
    "=cmd|'/C calc'!A0",
    "+1",
    "-2",
    "@sum",
    "right \u202eto\u202c left \u200f, emoji 😀👩‍👩‍👧, 日本, e\u0301",
    "controls \x00 \x01 \x08 \x0b \x0c \x1b \x1f \x7f \x85 \u2028 \ufffe \uffff \ufeff",
    "a;b|c,d\x1fe",
    "{curly} %s $entity ?x @en ^^<x> . _:b",
    "long " * 2000,
)
"""Names of actors: quotes, line ends, mark-up, formulas, directions, what is no character, separators, placeholders, great length."""


def hostile() -> Reader:
    """An article of such names, with their parallel edges: the same two in several events and facts."""
    store = open_memory()
    parts = [Report(actor=name, recipient="Sudland", source=name) for name in NAMES]
    offices = [Office("Mira Tal", f"office of {name[:50]}", "headOfStateOf", "Norland") for name in NAMES]
    found = annotations("h", *parts, *offices, Report(), outlet='O"ut\n=let\x01', title=NAMES[1] + NAMES[8], published="2031-05-06")
    update(store, dict([graph(found)]), context())
    return store


@pytest.fixture(scope="module", params=["real", "hostile"])
def store(request: pytest.FixtureRequest) -> Iterator[Reader]:
    """A build of real articles, and the hostile one."""
    if request.param == "hostile":
        yield hostile()
    else:
        directory: Path = request.getfixturevalue("corpus")
        with open_reader(directory / STORE) as reader:
            yield reader
