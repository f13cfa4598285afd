"""Words as XML 1.0 can hold them."""

import re

_SPECIAL = re.compile('[&<>"\t\n\r]')
_WRITTEN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PICTURES = 0x2400
"""U+2400 and on are pictures of the control characters, in their order."""


class Words:
    """Writes words as XML; `pictured` counts the characters that XML has no room for.

    Those are shown as their pictures (␀, ␌; � for what is no character): one for one, so that offsets stay.
    """

    def __init__(self) -> None:
        """Begin with nothing pictured."""
        self.pictured = 0

    def write(self, words: object) -> str:
        """Words for an element or an attribute in double quotes, line ends and tabs as they are in the original."""
        plain, found = _NO_XML.subn(lambda match: chr(_PICTURES + ord(match[0])) if match[0] < " " else "\ufffd", str(words))
        self.pictured += found
        return _SPECIAL.sub(lambda match: _WRITTEN[match[0]], plain)
