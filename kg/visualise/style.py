"""Shape, colour and name of each kind of node; colours of Okabe and Ito, which colour-blind readers can tell apart."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a kind is drawn: a shape of vis-network, its colours, its name in the legend.

    The icon is a path of SVG in a box of 16, drawn upon the fill in the colour `glyph`.
    """

    shape: str
    fill: str
    border: str
    name: str
    icon: str
    glyph: str = "#ffffff"


_PLACE = Style(
    shape="triangleDown",
    fill="#009e73",
    border="#00664a",
    name="Places",
    icon="M8 1a5 5 0 0 1 5 5c0 4-5 9-5 9S3 10 3 6a5 5 0 0 1 5-5zm0 3a2 2 0 1 0 0 4 2 2 0 0 0 0-4z",
)
_BODY = Style(
    shape="square",
    fill="#e69f00",
    border="#8f6300",
    name="Bodies and organisations",
    icon="M8 1l7 4v1H1V5zM3 7h2v5H3zm4 0h2v5H7zm4 0h2v5h-2zM1 13h14v2H1z",
)
_FORCE = Style(shape="star", fill="#d55e00", border="#7d3700", name="Forces and armed groups", icon="M8 1l6 2v5c0 4-3 6-6 7-3-1-6-3-6-7V3z")
_OTHER = Style(shape="dot", fill="#999999", border="#5c5c5c", name="Other", icon="M3 7h3v3H3zm4 0h3v3H7zm4 0h3v3h-3z")

STYLES = {
    "State": Style(shape="hexagon", fill="#0072b2", border="#00466e", name="States", icon="M3 1h2v14H3zm3 1h8l-2 3 2 3H6z"),
    "Region": _PLACE,
    "Settlement": _PLACE,
    "Place": _PLACE,
    "Person": Style(
        shape="dot",
        fill="#cc79a7",
        border="#80456a",
        name="People",
        icon="M8 1a3.5 3.5 0 0 1 0 7 3.5 3.5 0 0 1 0-7zM1.5 15c0-4 3-6 6.5-6s6.5 2 6.5 6z",
    ),
    "Group": Style(
        shape="dot",
        fill="#f0e442",
        border="#8c8413",
        name="Groups",
        icon="M5 3a2.5 2.5 0 0 1 0 5 2.5 2.5 0 0 1 0-5zm6 0a2.5 2.5 0 0 1 0 5 2.5 2.5 0 0 1 0-5z"
        "M0 14c0-3 2-5 5-5s5 2 5 5zm11 0c0-2-.5-3.5-1.5-4.7C13 8.5 16 10 16 14z",
        glyph="#4d4600",
    ),
    "GovernmentBody": _BODY,
    "InternationalOrganisation": _BODY,
    "Party": _BODY,
    "Company": _BODY,
    "MediaOrganisation": _BODY,
    "Organisation": _BODY,
    "ArmedForce": _FORCE,
    "ArmedGroup": _FORCE,
    "Office": _OTHER,
    "NamedEvent": _OTHER,
    "Law": _OTHER,
    "Product": _OTHER,
    "Other": _OTHER,
}
EVENT = Style(shape="diamond", fill="#56b4e9", border="#1b6796", name="Events", icon="M9 1L3 9h4l-1 6 7-9H9z")
