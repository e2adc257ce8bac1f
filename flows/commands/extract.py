"""``roundup extract``: one document to JSON, without Prefect and without a database."""

import json
import sys
from pathlib import Path

from flows.errors import FileMissing
from flows.settings import load_settings


def extract(file: Path, /) -> int:
    """Print the records of one document as JSON.

    Parameters
    ----------
    file
        The document, a text file.
    """
    settings = load_settings()
    try:
        content = file.read_bytes()
    except OSError as error:
        raise FileMissing(file, error.strerror or type(error).__name__) from error
    from extractors.decode import Source  # noqa: PLC0415 - spaCy takes a second: first see that the file is there
    from extractors.pipeline import extract_many  # noqa: PLC0415
    from extractors.records import Reject  # noqa: PLC0415
    from extractors.render import to_json  # noqa: PLC0415

    source = Source(file.name, content)
    (result,) = extract_many([source], max_document_bytes=settings.max_document_bytes)
    if isinstance(result, Reject):
        print(f"roundup: {file}: {result.reason}", file=sys.stderr)  # noqa: T201
        return 1
    print(json.dumps(to_json(result), ensure_ascii=False, indent=1))  # noqa: T201
    return 0
