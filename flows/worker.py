"""What a worker process does: files in, one staged file of records out. No database, no Prefect."""

import gc
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from extractors.decode import Source
from extractors.ids import document_id
from extractors.pipeline import build_pipeline, extract_many, refuse
from extractors.records import Extraction, Reject
from extractors.version import extractor_version
from flows.discover import RawFile
from warehouse.stage import StagedDocument, write_batch


class Batch(NamedTuple):
    """Files to extract together, and where their records go."""

    files: tuple[RawFile, ...]
    staged: Path
    max_document_bytes: int


def start_worker() -> None:
    """Prepare a fresh process: what is loaded by now stays, so the garbage collector need not look at it."""
    build_pipeline()
    gc.freeze()


def extract_batch(batch: Batch) -> Path:
    """Extract the documents of a batch and stage their records; return the staged file."""
    return write_batch(batch.staged, _stage(batch))


def refuse_batch(batch: Batch, rule: str, reason: str) -> Path:
    """Stage the refusal of all documents of a batch; return the staged file."""
    return write_batch(batch.staged, (refused(file, rule, reason) for file in batch.files))


def refused(file: RawFile, rule: str, reason: str) -> StagedDocument:
    """Return the refusal of a file that could not even be read."""
    return StagedDocument(
        document_id=file.document_id,
        source_uri=file.source_uri,
        content_sha256=None,
        size_bytes=None,
        extractor_version=extractor_version(),
        refusal=refuse(file.source_uri, rule, reason),
    )


def read_file(file: RawFile) -> bytes | Reject:
    """Return the bytes of a file, or the reject that says why there are none."""
    try:
        return file.path.read_bytes()
    except FileNotFoundError:
        reason = "the file disappeared before it was read; run again"
        return refuse(file.source_uri, "disappeared", reason)
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror or type(error).__name__}); check its permissions"
        return refuse(file.source_uri, "unreadable", reason)


def _stage(batch: Batch) -> Iterator[StagedDocument]:
    sources: list[Source] = []
    for file in batch.files:
        content = read_file(file)
        if isinstance(content, Reject):
            yield refused(file, content.rule, content.reason)
        else:
            sources.append(Source(file.source_uri, content))
    results = extract_many(sources, max_document_bytes=batch.max_document_bytes)
    yield from map(_staged, sources, results)


def _staged(source: Source, result: Extraction | Reject) -> StagedDocument:
    return StagedDocument(
        document_id=document_id(source.source_uri),
        source_uri=source.source_uri,
        content_sha256=hashlib.sha256(source.content).hexdigest(),
        size_bytes=len(source.content),
        extractor_version=extractor_version(),
        extraction=result if isinstance(result, Extraction) else None,
        refusal=result if isinstance(result, Reject) else None,
    )


def make_batches(
    files: Sequence[tuple[RawFile, int]],
    folder: Path,
    *,
    batch_documents: int,
    batch_bytes: int,
    max_document_bytes: int,
) -> list[Batch]:
    """Split files (with their sizes) into batches of about equal work, in order."""
    batches: list[Batch] = []
    current: list[RawFile] = []
    size = 0
    for file, file_bytes in files:
        if current and (len(current) >= batch_documents or size + file_bytes > batch_bytes):
            batches.append(Batch(tuple(current), folder / f"{len(batches):06d}.ndjson", max_document_bytes))
            current, size = [], 0
        current.append(file)
        size += file_bytes
    if current:
        batches.append(Batch(tuple(current), folder / f"{len(batches):06d}.ndjson", max_document_bytes))
    return batches
