"""Text as the parser likes it, character for character as long as the original, so that offsets need no map."""

_SINGLE = "‘’‚‛ʼ′`´"
_DOUBLE = "“”„‟″«»"
_DASHES = "‐‑‒−"
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\x0b\x0c\x85\u2028\u2029"
_NOTHING = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

_TABLE = str.maketrans(
    {
        **dict.fromkeys(_SINGLE, "'"),
        **dict.fromkeys(_DOUBLE, '"'),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_NOTHING, " "),
    }
)


def clean(text: str) -> str:
    """The text with straight quotes, plain hyphens, and spaces for every other white space; the length is that of the input."""
    return text.translate(_TABLE)
