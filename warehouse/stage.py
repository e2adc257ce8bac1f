"""Staged batches: extracted records as files, so that workers never touch the database."""

import os
from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict
from pydantic_core import to_json

from extractors.records import Extraction, Reject


class StagedDocument(BaseModel):
    """What one source file came to: its records, or the reason why there are none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document_id: str
    source_uri: str
    content_sha256: str | None
    size_bytes: int | None
    extractor_version: str
    extraction: Extraction | None = None
    refusal: Reject | None = None


def write_batch(path: Path, documents: Iterable[StagedDocument]) -> Path:
    """Write a batch as NDJSON, a document a line; the file has its name only once it is complete.

    The records of a table are written by column: a list for each, and all of them as long. That is three
    quarters of what they take row by row, to write and to read.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        for document in documents:
            file.write(to_json(_by_column(document)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    return path


def _by_column(staged: StagedDocument) -> dict[str, Any]:
    line = {name: getattr(staged, name) for name in StagedDocument.model_fields}
    if staged.extraction is not None:
        line["extraction"] = {"document": staged.extraction.document} | {
            table: {name: list(map(get, getattr(staged.extraction, table))) for name, get in columns}
            for table, columns in _columns()
        }
    return line


@cache
def _columns() -> list[tuple[str, list[tuple[str, Callable[[Any], Any]]]]]:
    """Return each list of records with its fields: all but the document, which is the line's."""
    tables: list[tuple[str, list[tuple[str, Callable[[Any], Any]]]]] = []
    for table, field in Extraction.model_fields.items():
        if table != "document":
            record = get_args(field.annotation)[0]
            names = [name for name in record.model_fields if name != "document_id"]
            tables.append((table, [(name, attrgetter(name)) for name in names]))
    return tables
