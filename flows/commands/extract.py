"""``roundup extract``: one document to JSON, without Prefect and without a database."""

import gc
import json
from pathlib import Path

from extractors.records import Reject
from flows.cli import DONE, FAILED
from flows.discover import SourceFile
from flows.errors import SourceFileError
from flows.settings import Settings, load_settings
from flows.sources import read_source
from flows.talk import say


def extract(file: Path, /) -> int:
    """Print the records of one document as JSON.

    Parameters
    ----------
    file
        The document, a text file.
    """
    gc.disable()  # a process of a second ends before anything is worth collecting
    settings = load_settings()
    if not file.is_file():
        raise SourceFileError(file, "there is no such file; name a text file")
    source_file = SourceFile(_uri(file, settings), file.parent, file.name)
    source = read_source(source_file, max_bytes=settings.max_document_bytes)
    if isinstance(source, Reject):
        return _refuse(file, source)
    # spaCy takes a second to import: first see that the file is there.
    from extractors.pipeline import extract_many  # noqa: PLC0415
    from extractors.render import to_json  # noqa: PLC0415

    (result,) = extract_many([source], max_document_bytes=settings.max_document_bytes)
    if isinstance(result, Reject):
        return _refuse(file, result)
    print(json.dumps(to_json(result), ensure_ascii=False, indent=1))  # noqa: T201
    return DONE


def _uri(file: Path, settings: Settings) -> str:
    """Return the name by which a run knows the file, so that the ids are the same."""
    if not isinstance(settings.raw, Path):
        return file.name
    path, raw = file.absolute(), settings.raw.absolute()
    return path.relative_to(raw).as_posix() if path.is_relative_to(raw) else file.name


def _refuse(file: Path, reject: Reject) -> int:
    say(f"roundup: {file}: {reject.reason}")
    return FAILED
