"""Decides what a run has to do: which files are new or changed, which documents are gone."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.version import extractor_version
from flows.discover import RawFile
from warehouse.load import SourceState


class Plan(NamedTuple):
    """What a run has to do."""

    to_extract: list[tuple[RawFile, int]]
    """New and changed files with their sizes, and files that could not be read just now."""
    unchanged: int
    gone: list[str]
    """Ids of documents whose file is gone."""


def make_plan(files: Sequence[RawFile], known: Mapping[str, SourceState]) -> Plan:
    """Compare the files with what is known of them, by content and version of the extractor."""
    version = extractor_version()
    to_extract: list[tuple[RawFile, int]] = []
    present = set()
    for file in files:
        document_id = file.document_id
        present.add(document_id)
        state = known.get(document_id)
        sha256, size = _fingerprint(file)
        if (
            state is None
            or sha256 is None
            or (state.content_sha256, state.extractor_version) != (sha256, version)
        ):
            to_extract.append((file, size))
    gone = sorted(document_id for document_id in known if document_id not in present)
    return Plan(to_extract, len(files) - len(to_extract), gone)


def _fingerprint(file: RawFile) -> tuple[str | None, int]:
    """Return hash and size of a file, ``(None, 0)`` when it cannot be read."""
    try:
        with file.path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            return sha256, stream.tell()
    except OSError:
        return None, 0
