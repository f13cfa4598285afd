"""When something was "said earlier": before the saying that the text tells just before it, else before publication.

"Earlier" and "previously" beside a verb of saying name no day. They only bound it: the time is an open interval up to the day of the last
dated saying in the same or the preceding sentence, since the word points back from there, else up to publication.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.annotate.finding import Finding
from kg.annotate.parse import Token
from kg.annotate.stage import Draft
from kg.model.time import TimeExpression, TimeKind, is_day

WORDS = frozenset({"earlier", "previously"})


@dataclass(slots=True, kw_only=True)
class Earlier:
    """The times of a document with those that "earlier" adds."""

    draft: Draft
    times: list[TimeExpression]

    def said(self, findings: Sequence[Finding], said: Sequence[str | None]) -> list[str | None]:
        """The ids of the times of saying, with new ones where only such a word tells it."""
        days = {t.id: t.value for t in self.times if is_day(t.value)}
        found = list(said)
        for n, finding in enumerate(findings):
            word = _word(finding.head) if said[n] is None else None
            if word is not None:
                sentence = finding.head.sentence.i
                near = (n2 for n2 in range(n - 1, -1, -1) if sentence - findings[n2].head.sentence.i <= 1)
                day = next((days[s] for n2 in near if (s := said[n2]) in days), None) or self._published()
                if day is not None:
                    found[n] = self._add(word, day)
        return found

    def _published(self) -> str | None:
        """The day of publication."""
        day = str(self.draft.document.published or "")[:10]
        return day if is_day(day) else None

    def _add(self, word: Token, day: str) -> str:
        """The id of the new time at a word."""
        id = f"t{len(self.times) + 1}"
        self.times.append(TimeExpression(id=id, span=word.span, text=word.text, value=f"../{day}", kind=TimeKind.DATE))
        return id


def _word(cue: Token) -> Token | None:
    """The word beside the cue; with words of its own ("a day earlier", "earlier this week") it is another time."""
    return next((c for c in cue.children if c.lower in WORDS and c.dep == "advmod" and not c.children), None)
