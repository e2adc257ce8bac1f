"""``roundup generate``: a raw folder of made-up documents, to size a machine with."""

import time
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from flows.errors import UsageError
from flows.generating.compose import REFERENCE_KILOBYTES
from flows.generating.documents import LAYOUTS, Options
from flows.generating.write import Extent, write_documents
from flows.talk import say

Flag = Annotated[bool, Parameter(negative="")]
_LARGEST_KILOBYTES = 1_000
_MEGABYTE = 1_000_000


def generate(  # noqa: PLR0913 - each is a flag of the command line
    folder: Path,
    /,
    *,
    documents: int | None = None,
    megabytes: float | None = None,
    seed: int = 0,
    format: Literal["txt", "md", "html", "mixed"] = "mixed",  # noqa: A002 - the flag's name
    layout: Annotated[list[str] | None, Parameter(consume_multiple=True, negative="")] = None,
    drift: float = 0.2,
    kilobytes: int = REFERENCE_KILOBYTES,
    gold: Flag = False,
    force: Flag = False,
) -> None:
    """Write made-up documents into a raw folder: the same seed and options, the same documents.

    Document number k is the same however many there are, so a folder can grow: call it again with more.

    Parameters
    ----------
    folder
        An empty or new folder, or one that this command has filled with the same options.
    documents
        How many documents.
    megabytes
        Stop once they have so many megabytes (of a million bytes).
    seed
        Another seed makes another corpus.
    format
        txt, md, html, or mixed (3 in 5 are plain text).
    layout
        Only these layouts (default: all of the format).
    drift
        Share of the documents (0 to 1) whose text has drifted: line ends, white space, Unicode forms.
    kilobytes
        How large documents are on the average; single ones vary from a tenth to many times of it.
    gold
        Write NAME.json beside each document, for roundup eval.
    force
        Overwrite what is there and differs.
    """
    options = Options(
        seed=seed,
        layouts=_layouts(format, layout or []),
        drift_percent=_percent(drift),
        kilobytes=_at_least_one("--kilobytes", kilobytes),
    )
    if documents is None and megabytes is None:
        raise UsageError("say how much: --documents 1000, or --megabytes 100")
    if documents is not None:
        _at_least_one("--documents", documents)
    if megabytes is not None and not 0 < megabytes < float("inf"):
        raise UsageError(f"--megabytes: it is a number above 0, not {megabytes:g}")
    start = time.perf_counter()
    size = None if megabytes is None else int(megabytes * _MEGABYTE)
    written = write_documents(folder, options, Extent(documents, size), gold=gold, force=force)
    seconds = time.perf_counter() - start
    rate = written.size / _MEGABYTE / seconds
    there = f", {written.kept:,} of them there already" if written.kept else ""
    say(
        f"{folder}: {written.documents:,} documents{there}, {written.size / _MEGABYTE:,.1f} MB, "
        f"in {seconds:.2f} s ({rate:.1f} MB/s)"
    )


def _layouts(page_format: str, names: list[str]) -> tuple[str, ...]:
    for name in names:
        if name not in LAYOUTS:
            raise UsageError(f"--layout: there is no {name!r}; there are {', '.join(LAYOUTS)}")
    fitting = [
        name
        for name, layout in LAYOUTS.items()
        if page_format in ("mixed", layout.format) and (not names or name in names)
    ]
    if not fitting:
        raise UsageError(f"--layout: {', '.join(names)} is not of the format {page_format}; drop --format")
    return tuple(fitting)


def _percent(share: float) -> int:
    if not 0 <= share <= 1:
        raise UsageError(f"--drift: it is a share from 0 to 1, not {share:g}")
    return round(share * 100)


def _at_least_one(flag: str, value: int) -> int:
    most = _LARGEST_KILOBYTES if flag == "--kilobytes" else None
    if value < 1 or (most is not None and value > most):
        raise UsageError(f"{flag}: it is a whole number from 1{f' to {most:,}' if most else ''}, not {value}")
    return value
