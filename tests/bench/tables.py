"""What is measured, as tables on stdout."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table

_CONSOLE = Console(width=120)


def print_table(title: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows of text below a title."""
    table = Table(*columns, box=box.ASCII2, title=title)
    for row in rows:
        table.add_row(*row)
    _CONSOLE.print(table)
