"""Extracts a batch of source files into a staged file. Runs in worker processes: paths in, a path out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.decode import Source
from extractors.ids import document_id
from extractors.records import Extraction, Reject
from extractors.refusals import refuse
from extractors.version import extractor_version
from flows.discover import SourceFile
from flows.sources import read_sources
from warehouse.stage import StagedDocument, write_batch


@dataclass(frozen=True)
class Batch:
    """Source files that are extracted together, and the file that their records go to."""

    files: tuple[SourceFile, ...]
    staged: Path
    max_document_bytes: int
    store: str | None = None
    """The address of the folder that the staged file is put into, by its name, instead of beside others."""

    def halves(self) -> tuple["Batch", "Batch"]:
        """Split the batch, so that a document that kills its worker can be found."""
        middle = len(self.files) // 2
        return (self._part(slice(middle), "a"), self._part(slice(middle, None), "b"))

    def singles(self) -> list["Batch"]:
        """Split the batch into its documents."""
        if len(self.files) == 1:
            return [self]
        return [self._part(slice(at, at + 1), f"-{at}") for at in range(len(self.files))]

    def _part(self, which: slice, suffix: str) -> "Batch":
        staged = self.staged.with_stem(f"{self.staged.stem}{suffix}")
        return replace(self, files=self.files[which], staged=staged)


def make_batches(
    files: Sequence[tuple[SourceFile, int]],
    folder: Path,
    *,
    max_documents: int,
    max_bytes: int,
    max_document_bytes: int,
) -> list[Batch]:
    """Cut ``files``, each with its size in bytes, into batches that are staged in ``folder``."""
    groups: list[list[SourceFile]] = []
    room = 0
    for file, size in files:
        if not groups or len(groups[-1]) == max_documents or size > room:
            groups.append([])
            room = max_bytes
        groups[-1].append(file)
        room -= size
    return [
        Batch(tuple(group), folder / f"{number:06d}.ndjson", max_document_bytes)
        for number, group in enumerate(groups)
    ]


def extract_batch(batch: Batch) -> Path:
    """Read and extract the batch's files; return the staged file, one document a line.

    Raises:
        StagingError: the batch has a store, and it takes no files.
    """
    read = read_sources(batch.files, max_bytes=batch.max_document_bytes)
    sources = [source for source in read if isinstance(source, Source)]
    refusals = [refusal for refusal in read if isinstance(refusal, Reject)]
    uris = {file.document_id: file.source_uri for file in batch.files}
    refused = (_refused(refusal, uris[refusal.document_id]) for refusal in refusals)
    return _stage(batch, chain(_extract(sources, batch.max_document_bytes), refused))


def refuse_batch(batch: Batch, *, rule: str, reason: str) -> Path:
    """Stage the batch's files as refused, without reading them."""
    return _stage(
        batch,
        (_refused(refuse(file.source_uri, rule, reason), file.source_uri) for file in batch.files),
    )


def _stage(batch: Batch, documents: Iterable[StagedDocument]) -> Path:
    if batch.store is None:
        return write_batch(batch.staged, documents)
    from flows.stores import put_file  # noqa: PLC0415 - imports fsspec, which few runs need

    with TemporaryDirectory(prefix="roundup-") as folder:
        put_file(write_batch(Path(folder, batch.staged.name), documents), batch.store)
    return batch.staged


def _extract(sources: list[Source], max_document_bytes: int) -> Iterator[StagedDocument]:
    if not sources:
        return
    from extractors.pipeline import extract_many  # noqa: PLC0415 - imports spaCy: a second

    results = extract_many(sources, max_document_bytes=max_document_bytes)
    for source, result in zip(sources, results, strict=True):
        yield StagedDocument(
            document_id=document_id(source.source_uri),
            source_uri=source.source_uri,
            content_sha256=sha256(source.content).hexdigest(),
            size_bytes=len(source.content),
            extractor_version=extractor_version(),
            extraction=result if isinstance(result, Extraction) else None,
            refusal=result if isinstance(result, Reject) else None,
        )


def _refused(refusal: Reject, source_uri: str) -> StagedDocument:
    return StagedDocument(
        document_id=refusal.document_id,
        source_uri=source_uri,
        content_sha256=None,
        size_bytes=None,
        extractor_version=extractor_version(),
        refusal=refusal,
    )
