"""Content negotiation (RFC 9110, section 12.5)."""

from collections.abc import Iterable, Mapping

TABLE_TYPES = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPH_TYPES = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/x-turtle": "turtle",
    "application/xml": "rdfxml",
    "application/json": "jsonld",
}
"""Media types by which an answer can be asked for; the first of a form is the one it is sent as."""

SENT_AS = {form: media for types in (GRAPH_TYPES, TABLE_TYPES) for media, form in reversed(types.items())}
"""The media type of each form."""


def named(name: str, offered: Mapping[str, str]) -> str | None:
    """The form that a name means: its own, a media type, or the end of one, as clients write them (json-ld, rdf+xml, xml)."""
    name = {"json-ld": "jsonld"}.get(name.lower(), name.lower())
    return next((form for media, form in offered.items() if name in (form, media, media.partition("/")[2])), None)


def wanted(accept: str, offered: Mapping[str, str]) -> tuple[str, ...]:
    """The values of what is offered (by media type, the preferred first) that the header accepts, best first."""
    ranges = list(_ranges(accept or "*/*"))
    ranked: dict[str, tuple[float, int]] = {}
    refused = {media for media, quality in ranges if quality == 0}
    for place, (media, form) in enumerate(offered.items()):
        quality = _quality(media, ranges)
        if quality > 0 and SENT_AS.get(form) not in refused:
            ranked[form] = min(ranked.get(form, (1.0, 10**6)), (-quality, place))
    return tuple(sorted(ranked, key=lambda form: ranked[form]))


def _ranges(accept: str) -> Iterable[tuple[str, float]]:
    for part in accept.lower().split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = 0.0
        yield media, quality


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    """The quality of the most particular range that names the type; 0 where none does."""
    kind = media.split("/", maxsplit=1)[0]
    for range in (media, f"{kind}/*", "*/*"):
        found = [quality for name, quality in ranges if name == range]
        if found:
            return max(found)
    return 0.0
