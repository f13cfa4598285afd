"""Shape, colour and name of each kind of node; colours of Okabe and Ito, which colour-blind readers can tell apart."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a kind is drawn: a shape of vis-network, fill and border colour, and its name in the legend."""

    shape: str
    fill: str
    border: str
    name: str


_PLACE = Style(shape="triangleDown", fill="#009e73", border="#00664a", name="Places")
_BODY = Style(shape="square", fill="#e69f00", border="#8f6300", name="Bodies and organisations")
_FORCE = Style(shape="star", fill="#d55e00", border="#7d3700", name="Forces and armed groups")
_OTHER = Style(shape="dot", fill="#999999", border="#5c5c5c", name="Other")

STYLES = {
    "State": Style(shape="hexagon", fill="#0072b2", border="#00466e", name="States"),
    "Region": _PLACE,
    "Settlement": _PLACE,
    "Place": _PLACE,
    "Person": Style(shape="dot", fill="#cc79a7", border="#80456a", name="People"),
    "Group": Style(shape="dot", fill="#f0e442", border="#8c8413", name="Groups"),
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
EVENT = Style(shape="diamond", fill="#56b4e9", border="#1b6796", name="Events")
