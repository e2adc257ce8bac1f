"""Staged batches: extracted records as files, so that workers never touch the database."""

import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

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
    """Write a batch as NDJSON, a document a line; the file has its name only once it is complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        for document in documents:
            # What is null is left out: the columns are typed by the tables anyway.
            file.write(document.model_dump_json(exclude_none=True).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    return path
