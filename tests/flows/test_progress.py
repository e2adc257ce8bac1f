"""Progress: a bar on a terminal, lines elsewhere."""

import io

import pytest
from rich.console import Console

from flows import progress
from flows.progress import show_progress


def show(console: Console, *, only_terminal: bool = False) -> None:
    with show_progress(console, only_terminal=only_terminal) as on_progress:
        for done in range(4):
            on_progress(done, 1_200)


def test_lines_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    show(Console(file=out))
    assert out.getvalue() == ""  # short work needs no lines
    monkeypatch.setattr(progress, "_SECONDS_BETWEEN_LINES", 0)
    show(Console(file=out))
    assert out.getvalue().splitlines() == [f"{done} of 1,200 documents" for done in (1, 2, 3)]


def test_silent_where_only_a_terminal_is_shown_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_SECONDS_BETWEEN_LINES", 0)
    out = io.StringIO()
    show(Console(file=out), only_terminal=True)
    assert out.getvalue() == ""


def test_bar_on_a_terminal() -> None:
    out = io.StringIO()
    show(Console(file=out, force_terminal=True, width=100))
    assert "3/1200" in out.getvalue()
