"""Made-up documents in the form in which they are staged."""

from collections.abc import Sequence
from pathlib import Path

from extractors.ids import document_id
from extractors.records import Extraction, Reject
from tests.warehouse.samples import VERSION, make_extraction
from warehouse.stage import StagedDocument, write_batch


def make_staged(source_uri: str, **options: object) -> StagedDocument:
    """Return a made-up document as it is staged; the options are those of ``make_extraction``."""
    extraction = make_extraction(source_uri, **options)  # type: ignore[arg-type]
    return stage(extraction)


def stage(extraction: Extraction) -> StagedDocument:
    """Return the staged form of ``extraction``."""
    document = extraction.document
    return StagedDocument(
        document_id=document.document_id,
        source_uri=document.source_uri,
        content_sha256=document.content_sha256,
        size_bytes=len((document.source_text or document.text).encode()),
        extractor_version=document.extractor_version,
        extraction=extraction,
    )


def make_refusal(source_uri: str, *, rule: str = "binary", content: str | None = "aa") -> StagedDocument:
    """Return a source that was refused as a whole."""
    key = document_id(source_uri)
    refusal = Reject(
        document_id=key,
        start_char=0,
        end_char=0,
        verbatim="",
        record_type="document",
        rule=rule,
        reason=f"this is {rule}",
        fragment="",
    )
    return StagedDocument(
        document_id=key,
        source_uri=source_uri,
        content_sha256=content,
        size_bytes=None if content is None else 2,
        extractor_version=VERSION,
        refusal=refusal,
    )


def write_batches(folder: Path, documents: Sequence[StagedDocument], size: int) -> list[Path]:
    """Stage ``documents`` in batches of ``size``, and return the files."""
    return [
        write_batch(folder / f"{start:05d}.ndjson", documents[start : start + size])
        for start in range(0, len(documents), size)
    ]
