"""A difference between builds as text and as a page."""

from collections.abc import Iterator
from html import escape

from kg.query.diff import Change, Item, Part

_PLURAL = {"document": "documents", "entity": "entities", "event": "events", "claim": "claims"}

_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 60rem; margin: 1rem auto; padding: 0 1rem; font: 15px/1.5 system-ui, "DejaVu Sans", sans-serif; }}
section > div {{ border-left: 4px solid #888; padding: .1rem 0 .1rem .8rem; margin: 0 0 .9rem; }}
.added {{ border-color: #009e73; }} .removed {{ border-color: #d55e00; }} .changed {{ border-color: #0072b2; }}
p {{ margin: .1rem 0; }} p > a {{ color: inherit; }} code {{ font-size: .8rem; overflow-wrap: anywhere; }}
blockquote {{ margin: .25rem 0; font-family: Georgia, "DejaVu Serif", serif; }}
del {{ color: #d55e00; }} ins {{ color: #009e73; text-decoration: none; }}
</style>
</head>
<body>
<h1>{title}</h1>
"""
_SIGNS = {"removed": "-", "added": "+", "changed": "~"}


def text(parts: tuple[Part, ...]) -> Iterator[str]:
    """Lines: a summary, then each resource that was removed (-), added (+) or changed (~), with its sentences."""
    for part in parts:
        yield _summary(part)
    for part in parts:
        for sign, item, change in _entries(part):
            yield ""
            yield f"{_SIGNS[sign]} {part.kind} {item.name}  <{item.iri}>"
            for name, (old, new) in change.fields.items() if change else ():
                yield f"    {name}: {', '.join(old) or 'none'} → {', '.join(new) or 'none'}"
            for document, sentence in item.sentences:
                yield f"    “{sentence}” ({document})"


def html(parts: tuple[Part, ...], title: str) -> Iterator[str]:
    """Lines of a page that loads nothing; every word of the articles is escaped."""
    yield _HEAD.format(title=escape(title))
    for part in parts:
        yield f'<p><a href="#{part.kind}">{escape(_summary(part))}</a></p>' if not part.empty else f"<p>{escape(_summary(part))}</p>"
    for part in parts:
        if not part.empty:
            yield f"<section id={part.kind}><h2>{_PLURAL[part.kind].capitalize()}</h2>"
            for sign, item, change in _entries(part):
                yield _block(sign, item, change)
            yield "</section>"
    yield "</body>\n</html>"


def _block(sign: str, item: Item, change: Change | None) -> str:
    lines = [f'<div class="{sign}"><p><b>{escape(item.name)}</b> {sign}</p>']
    for name, (old, new) in change.fields.items() if change else ():
        before, after = (escape(", ".join(values) or "none") for values in (old, new))
        lines.append(f"<p>{escape(name)}: <del>{before}</del> → <ins>{after}</ins></p>")
    lines += [f"<blockquote>{escape(sentence)}</blockquote><p>{escape(document)}</p>" for document, sentence in item.sentences]
    return "\n".join([*lines, f"<p><code>{escape(item.iri)}</code></p></div>"])


def _summary(part: Part) -> str:
    return f"{_PLURAL[part.kind]}: {len(part.added)} added, {len(part.removed)} removed, {len(part.changed)} changed"


def _entries(part: Part) -> Iterator[tuple[str, Item, Change | None]]:
    yield from (("removed", item, None) for item in part.removed)
    yield from (("added", item, None) for item in part.added)
    yield from (("changed", change.after, change) for change in part.changed)
