"""The progress of a build: what fits in the line, and plain lines in a pipe."""

import io

import pytest
from rich.console import Console

from kg.cli.progress import Report
from kg.flow import Progress
from kg.ingest.failure import Failure


def state(**known: object) -> Progress:
    return Progress(done=1200, words=160_000, unchanged=3, failures=[Failure(source="x", reason="x: no")], **known)


@pytest.mark.parametrize(
    ("width", "there", "missing"),
    [
        (40, "1,200 articles · 1 failed", "words/s"),
        (80, "1,200 articles · 1 failed · 1:20 left · 8,000 words/s", "unchanged"),
        (120, "1,200 articles · 1 failed · 1:20 left · 8,000 words/s · 3 unchanged", "\n\n"),
    ],
)
def test_the_line_holds_what_fits(width: int, there: str, missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=width, highlight=False, color_system=None)
    now = 100.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    report = Report(quiet=False, console=console)
    report.tell(state(share=0.1))
    now = 120.0
    report.tell(state(share=0.2))
    with console.capture() as shown:
        console.print(report._bar.get_renderable())
    assert there in shown.get()
    assert missing not in shown.get()
    assert shown.get().count("\n") == 1


def test_a_pipe_gets_a_plain_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    now = 0.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    report = Report(quiet=False, console=Console(file=out, width=40))
    with report:
        for now in (1.0, 10.0, 31.0, 32.0):  # noqa: B007  # the clock reads it
            report.tell(state(share=None))
    assert out.getvalue() == "extracting: 1,200 articles · 1 failed · 5,161 words/s · 3 unchanged\n"
