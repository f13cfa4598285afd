"""Articles without end for long runs: paragraphs of a corpus in new combinations, with other names, places, dates and numbers.

    python benchmarks/generate.py N [--seed S] [--words W] [--corpus FOLDER] [-o FILE.jsonl.gz]

The corpus (JSONL files with a "text" on each line) is read when the script runs; no text of it is kept in the project. A sentence is used
only if at least two of its parts can be replaced and no more than seven words in a row stay (else a noun, adjective or adverb between
them becomes another of the corpus), so that neither sentences nor runs of words come back a thousand times; who is replaced stays the
same within an article. Of the articles a share (`--copies`, .02) are true duplicates of an earlier one, a share (`--wires`, .03) wire
copies under another outlet with another headline and without the last paragraph, a share (`--versions`, .01) later versions under the same
URL with one paragraph more. The same arguments give the same bytes.
"""

import argparse
import csv
import gzip
import json
import re
from bisect import bisect
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

import spacy
from spacy.tokens import Span

from kg.annotate.model import choose
from kg.resources import shipped

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent.parent / "shared" / "bench" / "data" / "corpus"

SHARES = (0.02, 0.03, 0.01)
"""Of true copies, wire copies and new versions."""
_BEGIN = datetime(2016, 1, 1, tzinfo=UTC)
_DAYS = 3600
_RECENT = 400
"""Articles back to which a copy or a new version reaches."""
_LEAST_SLOTS = 2
_MOST_KEPT = 7
"""Words in a row that stay: copies are told by runs of eight."""
_TAGS = ("NN", "NNS", "JJ", "RB")
"""Words that give way where too many in a row would stay."""
_PARAGRAPH = 45
"""Words from which a paragraph is cut behind a sentence."""
_LABELS = frozenset({"PERSON", "GPE", "NORP", "ORG", "LOC", "FAC"})
_MONTHS = tuple(_BEGIN.replace(month=m).strftime("%B") for m in range(1, 13))
_WEEKDAYS = tuple((_BEGIN + timedelta(days=d)).strftime("%A") for d in range(7))
_TALLIES = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
)
_PLAIN = re.compile(rf"\b(?:{'|'.join((*_MONTHS, *_WEEKDAYS, *_TALLIES))})\b|\d+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence: `kind` is "" for words that stay, else what replaces it; `who` ties names of one bearer together."""

    kind: str
    text: str
    who: str = ""


Sentence = tuple[Part, ...]


@dataclass(slots=True)
class Names:
    """What stands in for names: rows of the shipped tables, the weightier the likelier; and the words of the corpus by tag."""

    states: list[dict[str, str]]
    cities: list[str]
    bodies: list[str]
    given: list[str]
    family: list[str]
    words: dict[str, list[str]]
    weights: list[float] = field(init=False)
    by_word: dict[str, tuple[int, str, int]] = field(init=False)

    def __post_init__(self) -> None:
        """Prepare the choice of states: by the square root of their people, as the news has it."""
        self.weights = list(accumulate(float(s["weight"] or 0) ** 0.5 for s in self.states))
        self.by_word = {}
        for number, state in enumerate(self.states):
            for column in ("name", "aliases", "demonyms"):
                for place, word in enumerate(filter(None, state[column].split("|"))):
                    self.by_word.setdefault(word, (number, column, place))

    @classmethod
    def load(cls, words: dict[str, list[str]]) -> "Names":
        """The names of the tables, beside these words."""

        def rows(name: str) -> list[dict[str, str]]:
            with (shipped() / "gazetteer" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
                return list(csv.DictReader(stream))

        people = [row["name"].split() for row in rows("officials") if len(row["name"].split()) == 2]
        return cls(
            states=[row for row in rows("states") if row["demonyms"] and row["weight"]],
            cities=[row["name"] for row in rows("cities") if row["name"].isascii()],
            bodies=[row["name"] for name in ("organisations", "companies", "parties", "media") for row in rows(name)],
            given=sorted({first for first, _ in people}),
            family=sorted({last for _, last in people}),
            words=words,
        )


def templates(folder: Path, nlp: spacy.Language) -> tuple[list[list[Sentence]], dict[str, list[str]]]:
    """The corpus's paragraphs as sentences with parts to be replaced, those with too few left out; and its words by tag."""
    found = []
    words: dict[str, set[str]] = {tag: set() for tag in _TAGS}
    for path in sorted(folder.glob("*.jsonl")):
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for number, doc in enumerate(nlp.pipe(line for r in records for line in r["text"].split("\n") if len(line.split()) > 7)):
            paragraph: list[Sentence] = []
            for sentence in doc.sents:
                tags = {token.text: token.tag_ for token in sentence if token.tag_ in _TAGS and token.is_lower and token.is_alpha}
                for word, tag in tags.items():
                    words[tag].add(word)
                parts = tuple(part for whole in _parts(sentence, f"{path.name}-{number}") for part in _broken(whole, tags))
                enough = sum(part.kind != "" for part in parts) >= _LEAST_SLOTS and all(map(_short, parts))
                if enough and sentence.text.rstrip().endswith((".", '"')):
                    paragraph.append(parts)
                if sum(len(part.text.split()) for parts in paragraph for part in parts) > _PARAGRAPH:
                    found.append(paragraph)
                    paragraph = []
            found += [paragraph] if paragraph else []
    return found, {tag: sorted(some) for tag, some in words.items()}


def _short(part: Part) -> bool:
    return bool(part.kind) or len(part.text.split()) <= _MOST_KEPT


def _broken(part: Part, tags: dict[str, str]) -> Iterator[Part]:
    """A part that stays, with the word nearest to its middle to be replaced where it is too long; and so on with what is left of it."""
    middle = len(part.text) // 2
    found = [match for match in re.finditer(r"[a-z]+", part.text) if match[0] in tags]
    if _short(part) or not found:
        yield part
        return
    word = min(found, key=lambda match: abs(match.start() - middle))
    yield from _broken(Part("", part.text[: word.start()]), tags)
    yield Part(tags[word[0]], word[0])
    yield from _broken(Part("", part.text[word.end() :]), tags)


def _parts(sentence: Span, where: str) -> Iterator[Part]:
    """Names by the model's entities; months, weekdays and numbers by their form."""
    text, end = sentence.text.strip(), 0
    for entity in sentence.ents:
        begin = entity.start_char - sentence.start_char
        if entity.label_ not in _LABELS or begin < end:
            continue
        yield from _plain(text[end:begin])
        name = entity.text.removesuffix("'s")
        yield Part(entity.label_, name, f"{where}-{name.split()[-1]}")
        end = begin + len(name)
    yield from _plain(text[end:])


def _plain(text: str) -> Iterator[Part]:
    end = 0
    for match in _PLAIN.finditer(text):
        yield Part("", text[end : match.start()])
        yield Part("PLAIN", match[0])
        end = match.end()
    yield Part("", text[end:])


@dataclass(slots=True)
class Writer:
    """Fills paragraphs for one article after another; what a name becomes is settled once an article."""

    names: Names
    random: Random
    cast: dict[str, tuple[str, str]] = field(default_factory=dict)

    def paragraph(self, sentences: list[Sentence]) -> str:
        """The text of a paragraph."""
        return " ".join("".join(self._fill(part) for part in parts).strip() for parts in sentences)

    def _fill(self, part: Part) -> str:
        if not part.kind:
            return part.text
        if part.kind == "PLAIN":
            return self._number(part.text)
        if part.kind in self.names.words:
            return self.random.choice(self.names.words[part.kind])
        if part.text in self.names.by_word:
            return self._state(*self.names.by_word[part.text])
        if part.kind == "PERSON":
            given, family = self._once(part.who, lambda: (self.random.choice(self.names.given), self.random.choice(self.names.family)))
            return f"{given} {family}" if " " in part.text else family
        pool = self.names.cities if part.kind in ("GPE", "LOC", "FAC") else self.names.bodies
        article = "the " if part.text.startswith("the ") else ""
        return article + self._once(part.who, lambda: (self.random.choice(pool), ""))[0]

    def _once(self, who: str, make: Callable[[], tuple[str, str]]) -> tuple[str, str]:
        if who not in self.cast:
            self.cast[who] = make()
        return self.cast[who]

    def _state(self, number: int, column: str, place: int) -> str:
        """The same form of another state's name."""
        chosen = self._once(f"state-{number}", lambda: (str(self._heavy()), ""))[0]
        forms = self.names.states[int(chosen)][column].split("|")
        return forms[place] if place < len(forms) and forms[place] else self.names.states[int(chosen)]["name"]

    def _heavy(self) -> int:
        point = self.random.random() * self.names.weights[-1]
        return bisect(self.names.weights, point)

    def _number(self, text: str) -> str:
        for kind in (_MONTHS, _WEEKDAYS, _TALLIES):
            if text in kind:
                return self.random.choice(kind)
        if len(text) == 4 and text[:2] in ("19", "20"):
            return str(self.random.randrange(2005, 2026))
        least = 1 if len(text) < 3 else 10 ** (len(text) - 1)
        return str(self.random.randrange(least, 29 if len(text) == 2 else 10 ** len(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article: its paragraphs, and what else a line of JSONL says of it."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    published: datetime
    url: str
    outlet: str

    def line(self) -> str:
        """The article as JSONL."""
        content = {
            "id": self.id,
            "title": self.title,
            "published": self.published.strftime("%Y-%m-%dT%H:%MZ"),
            "url": self.url,
            "outlet": self.outlet,
            "text": "\n\n".join((self.title, *self.paragraphs)),
        }
        return json.dumps(content, ensure_ascii=False) + "\n"


@dataclass(slots=True, kw_only=True)
class Press:
    """Makes articles: fresh ones, and the stated shares of copies, wire copies and new versions of recent ones."""

    paragraphs: list[list[Sentence]]
    names: Names
    words: int
    shares: tuple[float, float, float]
    random: Random
    recent: deque[Article] = field(default_factory=lambda: deque(maxlen=_RECENT))

    def articles(self, count: int) -> Iterator[Article]:
        """So many articles."""
        copy, wire, version = accumulate(self.shares)
        for number in range(count):
            roll, id = self.random.random(), f"a{number:07}"
            if roll >= version or not self.recent:
                made = self._fresh(id)
                self.recent.append(made)
            else:
                old = self.random.choice(self.recent)
                made = self._copy(old, id) if roll < copy else self._wire(old, id) if roll < wire else self._version(old, id)
            yield made

    def _fresh(self, id: str) -> Article:
        writer = Writer(self.names, self.random)
        title = writer.paragraph([self.random.choice(self.random.choice(self.paragraphs))]).rstrip('."')
        body: list[str] = []
        while sum(len(p.split()) for p in body) < self.words:
            body.append(writer.paragraph(self.random.choice(self.paragraphs)))
        published = _BEGIN + timedelta(minutes=self.random.randrange(_DAYS * 24 * 60))
        return Article(id=id, title=title, paragraphs=tuple(body), published=published, url=_url(id), outlet=self._outlet())

    def _copy(self, old: Article, id: str) -> Article:
        """The same text elsewhere."""
        return replace(old, id=id, url=_url(id), outlet=self._outlet())

    def _wire(self, old: Article, id: str) -> Article:
        """The text of an agency as another outlet prints it, some hours later."""
        title = Writer(self.names, self.random).paragraph([self.random.choice(self.random.choice(self.paragraphs))]).rstrip('."')
        later = old.published + timedelta(minutes=self.random.randrange(10, 600))
        cut = old.paragraphs[:-1] or old.paragraphs
        return replace(old, id=id, title=title, paragraphs=cut, published=later, url=_url(id), outlet=self._outlet())

    def _version(self, old: Article, id: str) -> Article:
        """The same page later, with one paragraph more."""
        more = Writer(self.names, self.random).paragraph(self.random.choice(self.paragraphs))
        later = old.published + timedelta(minutes=self.random.randrange(10, 2000))
        return replace(old, id=id, paragraphs=(*old.paragraphs, more), published=later)

    def _outlet(self) -> str:
        return f"The {self.random.choice(self.names.cities)} {self.random.choice(('Times', 'Post', 'Herald', 'Gazette'))}"


def _url(id: str) -> str:
    return f"https://news.example/{id}"


def generate(
    count: int, *, seed: int = 1, words: int = 130, shares: tuple[float, float, float] = SHARES, corpus: Path = CORPUS
) -> Iterator[str]:
    """Lines of JSONL, each an article of at least `words` words; `shares` are of true copies, wire copies and new versions."""
    nlp = spacy.load(choose())
    paragraphs, vocabulary = templates(corpus, nlp)
    press = Press(paragraphs=paragraphs, names=Names.load(vocabulary), words=words, shares=shares, random=Random(seed))  # noqa: S311  # articles are no secrets
    for article in press.articles(count):
        yield article.line()


def main() -> None:
    """Write the articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=int, default=130, help="least words of a fresh article's body")
    parser.add_argument("--copies", type=float, default=SHARES[0])
    parser.add_argument("--wires", type=float, default=SHARES[1])
    parser.add_argument("--versions", type=float, default=SHARES[2])
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("-o", "--output", type=Path, required=True, help="FILE.jsonl or FILE.jsonl.gz")
    asked = parser.parse_args()
    if not any(asked.corpus.glob("*.jsonl")):
        raise SystemExit(f"{asked.corpus}: no JSONL file there; name the folder of the corpus with --corpus")
    shares = (asked.copies, asked.wires, asked.versions)
    lines = generate(asked.count, seed=asked.seed, words=asked.words, shares=shares, corpus=asked.corpus)
    content = (line.encode() for line in lines)
    with asked.output.open("wb") as file:
        if asked.output.suffix == ".gz":
            with gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0, compresslevel=6) as packed:
                packed.writelines(content)
        else:
            file.writelines(content)


if __name__ == "__main__":
    main()
