"""Pages from templates; every value is escaped, and only addresses of the web become links."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.serve.pages import beginning, local, short

_TEMPLATES = Path(__file__).with_name("templates")


def render(template: str, base: str, **content: Any) -> bytes:
    """A page in UTF-8; `base` is the base of the IRIs that have a page here."""
    return _environment().get_template(template).render(base=base, **content).encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    found.filters |= {
        "local": local,
        "short": short,
        "place": place,
        "beginning": beginning,
        "flat": lambda text: " ".join(str(text).split()),
    }
    found.tests["link"] = is_link
    return found


def flat(text: object) -> str:
    """The words on one line."""
    return " ".join(str(text).split())


def place(iri: object, base: str) -> str:
    """Where a link to an IRI leads: here, where it has a page here."""
    text = str(iri)
    return f"/{text.removeprefix(base)}" if text.startswith(base) else text


def is_link(value: object) -> bool:
    """Whether a value is an address that a page may link to: no script, no other scheme."""
    return isinstance(value, str) and value.startswith(("https://", "http://")) and not any(c.isspace() for c in value)
