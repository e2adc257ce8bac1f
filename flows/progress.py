"""Progress of long work: a bar on a terminal, plain lines elsewhere, both on stderr."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

_SECONDS_BETWEEN_LINES = 5.0


OnProgress = Callable[[int, int], None]
"""Called with the number of documents done and the number of all."""


def silent(done: int, total: int) -> None:
    """Say nothing."""


@contextmanager
def show_progress(console: Console, *, only_terminal: bool = False) -> Iterator[OnProgress]:
    """Show progress on ``console``: a bar when it is a terminal, else a line every few seconds.

    Args:
        console: Where to show it.
        only_terminal: Say nothing when it is no terminal.
    """
    if not console.is_terminal:
        yield silent if only_terminal else _Lines(console)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("starting", total=None)
        yield lambda done, total: progress.update(task, description="documents", completed=done, total=total)


class _Lines:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._next: float | None = None

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if self._next is None:
            self._next = now + _SECONDS_BETWEEN_LINES
        elif now >= self._next:
            self._next = now + _SECONDS_BETWEEN_LINES
            self._console.print(f"{done:,} of {total:,} documents", highlight=False)
