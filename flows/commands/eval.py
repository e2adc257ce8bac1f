"""``roundup eval``: scores the extraction against gold, what people say that documents hold."""

import json as json_module
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from cyclopts import Parameter
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extractors.evaluation.bootstrap import Interval
from extractors.evaluation.counts import Counts
from extractors.evaluation.found import Found, read_found
from extractors.evaluation.gold import Gold, read_gold
from extractors.evaluation.misses import Miss
from extractors.evaluation.report import Evaluation, evaluate, first_misses, to_json
from extractors.evaluation.rows import TABLES
from extractors.evaluation.scores import BAD_F1, GOOD_F1, DocumentScore, score_document
from extractors.formats import SUFFIXES
from extractors.records import Reject
from flows.cli import BELOW, DONE
from flows.discover import SourceFile
from flows.errors import UsageError
from flows.settings import load_settings
from flows.sources import read_source
from flows.talk import say

Flag = Annotated[bool, Parameter(negative="")]
_WIDTH = 100
_FAMILY_CHARS = 36
_MISSES = 3
_ABSENT = "not in text"
_WHERE = len(_ABSENT)
_MARGIN = 30


class GoldPairs(NamedTuple):
    """Documents with their gold, and what has no partner."""

    pairs: tuple[tuple[Path, Gold], ...]
    without_gold: tuple[Path, ...]
    without_document: tuple[Path, ...]


def evaluate_gold(
    folder: Path,
    /,
    *folders: Path,
    json: Flag = False,
    misses: int | None = None,
    fail_under: float | None = None,
) -> int:
    """Extract the documents of folders and compare the result with the gold beside them.

    Parameters
    ----------
    folder
        Holds documents NAME.txt (.md, .html), each with its gold, NAME.json.
    folders
        More such folders.
    json
        Print everything as one JSON object.
    misses
        Show at most so many missed and extra rows per document and table (default: 3; all with --json).
    fail_under
        Return exit code 4 when the micro or macro F1 of a table, strict, is below this (0 to 1).
    """
    if misses is not None and misses < 0:
        raise UsageError(f"--misses: it is a number from 0, not {misses}")
    if fail_under is not None and not 0 <= fail_under <= 1:
        raise UsageError(f"--fail-under: it is an F1 from 0 to 1, not {fail_under:g}")
    gold = find_gold([folder, *folders])
    evaluation = evaluate_pairs(gold.pairs, max_bytes=load_settings().max_document_bytes)
    if json:
        print(json_module.dumps(to_json(evaluation, misses=misses), ensure_ascii=False, indent=1))  # noqa: T201
    else:
        _print(evaluation, _MISSES if misses is None else misses)
    for paths, lack in ((gold.without_gold, "no gold"), (gold.without_document, "no document")):
        if paths:
            more = f" and {len(paths) - 1:,} more" if len(paths) > 1 else ""
            say(f"not scored: {paths[0]}{more}; there is {lack} of that name")
    below = [] if fail_under is None else evaluation.below(fail_under)
    if below:
        say(f"roundup: F1 below {fail_under:g}: {', '.join(below)}")
    return BELOW if below else DONE


def find_gold(folders: Iterable[Path]) -> GoldPairs:
    """Return the documents of ``folders`` with their gold, in the order of folders and names.

    Raises:
        UsageError: a folder is not there, or there is no gold in any.
        GoldError: a gold file cannot be used.
    """
    pairs: dict[Path, Gold] = {}
    without_gold, without_document = [], []
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"there is no folder {folder}; name one that holds documents and their gold")
        files = sorted(path for path in folder.iterdir() if path.is_file())
        documents = [path for path in files if path.suffix.lower() in SUFFIXES]
        stems = {path.with_suffix(".json") for path in documents}
        without_document += [path for path in files if path.suffix == ".json" and path not in stems]
        for path in documents:
            beside = path.with_suffix(".json")
            if beside.is_file():
                pairs[path] = read_gold(beside.read_bytes(), name=str(beside))
            else:
                without_gold.append(path)
    if not pairs:
        named = ", ".join(str(folder) for folder in folders)
        raise UsageError(f"there is no gold in {named}; put NAME.json beside the document NAME.txt")
    return GoldPairs(tuple(pairs.items()), tuple(without_gold), tuple(without_document))


def evaluate_pairs(pairs: Iterable[tuple[Path, Gold]], *, max_bytes: int) -> Evaluation:
    """Extract each document and score it; one that is refused counts as nothing extracted."""
    return evaluate([_score(path, gold, max_bytes) for path, gold in pairs])


def _score(path: Path, gold: Gold, max_bytes: int) -> DocumentScore:
    # spaCy takes a second to import: first see that the gold is there.
    from extractors.pipeline import extract_many  # noqa: PLC0415
    from extractors.render import to_json as extraction_json  # noqa: PLC0415

    name = path.as_posix()
    source = read_source(SourceFile(path.name, path.parent, path.name), max_bytes=max_bytes)
    if isinstance(source, Reject):
        return score_document(gold, Found(), text="", name=name, refused=source.reason)
    (result,) = extract_many([source], max_document_bytes=max_bytes)
    if isinstance(result, Reject):
        return score_document(gold, Found(), text="", name=name, refused=result.reason)
    found = read_found(extraction_json(result))
    return score_document(gold, found, text=result.document.text, name=name)


def _print(evaluation: Evaluation, misses: int) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=_WIDTH, color_system=None)
    for part in (_scores(evaluation), _intervals(evaluation), _families(evaluation)):
        console.print(part)
        console.print()
    for line in _summary(evaluation):
        console.print(_text(line), soft_wrap=True)
    for document in evaluation.documents:
        _print_misses(console, document, misses)


def _scores(evaluation: Evaluation) -> Table:
    table = _table("table or field", "gold", "strict P", "R", "F1", "soft P", "R", "F1")
    for section in (evaluation.tables, evaluation.fields):
        for name, score in section.items():
            table.add_row(name, f"{score.strict.gold:,}", *_three(score.strict), *_three(score.soft))
        table.add_section()
    return table


def _intervals(evaluation: Evaluation) -> Table:
    table = _table("strict F1", "over all rows", "95 %", "mean of families", "95 %")
    for name, score in evaluation.tables.items():
        intervals = evaluation.intervals[name]
        micro, macro = score.strict.f1, evaluation.macro[name]
        table.add_row(
            name, f"{micro:.3f}", _interval(intervals.micro), f"{macro:.3f}", _interval(intervals.macro)
        )
    return table


def _families(evaluation: Evaluation) -> Table:
    shown = [table for table in TABLES if table in evaluation.tables]
    table = _table("family, strict F1", *shown)
    table.columns[0].max_width = _FAMILY_CHARS
    table.columns[0].overflow = "fold"
    for family, counts in evaluation.families.items():
        values = (f"{counts[name].f1:.3f}" if name in counts else "" for name in shown)
        table.add_row(_text(family), *values)
    return table


def _summary(evaluation: Evaluation) -> list[str]:
    refused = [document for document in evaluation.documents if document.refused is not None]
    counts = (len(evaluation.documents), len(evaluation.families), len(refused))
    found = evaluation.calibration
    return [
        "{:,} documents of {:,} families, {:,} refused".format(*counts),
        *(f"{document.name}: refused: {document.refused}" for document in refused),
        f"{found.bad:,} with a table below {BAD_F1:.2f}, {found.bad_flagged:,} of them flagged or refused",
        f"{found.good:,} with no table below {GOOD_F1:.2f}, {found.good_flagged:,} of them flagged",
    ]


def _print_misses(console: Console, document: DocumentScore, limit: int) -> None:
    """Print what was missed (-) and what was too much (+), each with its line; cut to the width."""
    if not document.misses or not limit or document.refused is not None:
        return
    console.print()
    _line(console, document.name)
    shown = first_misses(document.misses, limit)
    for table, all_misses in first_misses(document.misses, None).items():
        for miss in shown[table]:
            where = _ABSENT if miss.line is None else f"line {miss.line:,}"
            sign = "-" if miss.kind == "missed" else "+"
            _line(console, f"{where:>{_WHERE}} {sign} {table}: {miss.value}{_remark(miss)}")
            if miss.text is not None and miss.text != miss.value:
                _line(console, f"{'':{_WHERE}} | {_excerpt(miss.text, miss.value)}")
        more = len(all_misses) - len(shown[table])
        if more:
            _line(console, f"{'':{_WHERE}} and {more:,} more in {table}")


def _excerpt(line: str, value: str) -> str:
    """Cut the start of a long line, so that ``value`` in it can be seen."""
    start = line.find(value) - _MARGIN
    return f"…{line[start:]}" if start > 0 else line


def _remark(miss: Miss) -> str:
    paper = f" ({miss.paper})" if miss.paper else ""
    return f"{paper}, the same but for case or punctuation" if miss.letters_match else paper


def _table(*headers: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index, header in enumerate(headers):
        table.add_column(header, justify="right" if index else "left", no_wrap=index > 0)
    return table


def _three(counts: Counts) -> Sequence[str]:
    return [f"{value:.3f}" for value in (counts.precision, counts.recall, counts.f1)]


def _interval(interval: Interval | None) -> str:
    return "" if interval is None else f"{interval[0]:.3f} to {interval[1]:.3f}"


def _line(console: Console, line: str) -> None:
    console.print(_text(line), overflow="ellipsis", no_wrap=True)


def _text(value: str) -> Text:
    """Return the value as text that cannot steer a terminal."""
    return Text("".join(char if char.isprintable() or char == "\n" else " " for char in value))
