"""The raw entity spans of spaCy's recogniser, found for many words at once.

The recogniser walks over a text and decides at each word whether a span begins, goes on or ends. Outside a span its decision depends on the
word alone, so all words are decided upon in one product of matrices; only inside spans it is a walk. spaCy, which walks everywhere, takes
three times as long for the same spans.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START  # type: ignore[import-not-found]  # compiled, without types
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.util import minibatch

_STOCK, _NAME = "ner", "kg_ner"
_OUT = "O"
_FEATURES = 3
"""What the decision looks at: the word, the first word of the open span, the word before within it."""

Array = NDArray[np.float32]


def quicken(nlp: Language) -> None:
    """Put `Spans` in the place of a pipeline's entity recogniser, if that is a greedy one of the usual build."""
    if _STOCK in nlp.pipe_names and _usual(nlp.get_pipe(_STOCK)):
        nlp.add_pipe(_NAME, before=_STOCK)
        nlp.select_pipes(disable=[_STOCK])


def _usual(pipe: object) -> bool:
    if not isinstance(pipe, EntityRecognizer) or pipe.cfg.get("beam_width") != 1:
        return False
    network = pipe.model
    layers = network.attrs.get("has_upper") and not network.attrs.get("unseen_classes") and network.ops.name != "cupy"
    return bool(layers) and network.get_ref("lower").get_dim("nF") == _FEATURES


@Language.factory(_NAME)
def _make(nlp: Language, name: str) -> "Spans":
    del name
    return Spans(nlp.get_pipe(_STOCK))


class Spans:
    """A part of a spaCy pipeline: sets the entity spans."""

    def __init__(self, recogniser: Any) -> None:
        """Take over the network and the moves of an entity recogniser."""
        self._network = recogniser.model
        names = map(recogniser.moves.get_class_name, range(recogniser.moves.n_moves))
        self._moves = [(kind, label) for kind, _, label in (name.partition("-") for name in names)]
        self._begins, self._units = ([i for i, (kind, label) in enumerate(self._moves) if kind == k and label] for k in "BU")
        self._never = sorted(set(range(len(self._moves))) - {*self._begins, *self._units, self._moves.index((_OUT, ""))})

    def __call__(self, doc: Doc) -> Doc:
        """Set the spans of a text."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Set the spans of texts, so many at once."""
        for docs in minibatch(stream, batch_size):  # type: ignore[no-untyped-call]  # spaCy's, without types
            held = [doc for doc in docs if len(doc)]
            found = self._found(held) if held else iter(())
            span = next(found, None)
            begin = 0
            for doc in held:
                spans = []
                while span and span[0] < begin + len(doc):
                    spans.append(Span(doc, span[0] - begin, span[1] - begin, span[2]))
                    span = next(found, None)
                doc.set_ents(spans, default="outside")
                begin += len(doc)
            yield from docs

    def _found(self, docs: Sequence[Doc]) -> Iterator[tuple[int, int, str]]:
        """First word, word behind and label of each span, counted through all texts."""
        flags = np.concatenate([doc.to_array([IS_SPACE, SENT_START]) for doc in docs]) == 1
        ends = np.append(flags[1:, 1], True)  # the first word of a text begins a sentence
        lower = self._network.get_ref("lower")
        words = lower.predict(self._network.get_ref("tok2vec").predict(docs))
        decided = self._outside(words, flags[:, 0], ends)
        free = 0
        for first in np.flatnonzero(decided != self._moves.index((_OUT, ""))).tolist():
            if first >= free:
                kind, label = self._moves[decided[first]]
                free = self._behind(words[1:], first, label, ends) if kind == "B" else first + 1
                yield first, free, label

    def _outside(self, words: Array, spaces: NDArray[np.bool_], ends: NDArray[np.bool_]) -> NDArray[np.intp]:
        """The best move at each word where no span is open; none begins with white space, or has its second word in another sentence."""
        scores = self._network.get_ref("upper").predict(self._hidden(words[1:, 0], words[0, 1], words[0, 2]))
        scores[:, self._never] = -np.inf
        scores[:, self._units] += np.where(spaces, -np.inf, 0)[:, None]
        scores[:, self._begins] += np.where(spaces | ends, -np.inf, 0)[:, None]
        return np.asarray(scores.argmax(axis=1))

    def _behind(self, words: Array, first: int, label: str, ends: NDArray[np.bool_]) -> int:
        """The word behind a span that begins there."""
        upper = self._network.get_ref("upper")
        moves = sorted(self._moves.index((kind, label)) for kind in "IL")
        weights, bias = upper.get_param("W")[moves], upper.get_param("b")[moves]
        at = first + 1
        while not ends[at]:
            hidden = self._hidden(words[at, 0], words[first, 1], words[at - 1, 2])
            if self._moves[moves[int((weights @ hidden + bias).argmax())]][0] == "L":
                break
            at += 1
        return at + 1

    def _hidden(self, word: Array, first: Array, before: Array) -> Array:
        """The hidden layer of the network for one state or many."""
        return np.asarray((word + first + before + self._network.get_ref("lower").get_param("b")).max(axis=-1))
