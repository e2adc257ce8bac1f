"""Decides what a run has to do: which files are new or changed, which documents are gone."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.version import extractor_version
from flows.discover import SourceFile
from flows.sources import fingerprint
from warehouse.load import SourceState


class Plan(NamedTuple):
    """What a run has to do."""

    to_extract: list[tuple[SourceFile, int]]
    """New and changed files with their sizes, and files that cannot be read as things stand."""
    gone: list[str]
    """Ids of documents whose file is gone."""


def make_plan(
    files: Sequence[SourceFile],
    known: Mapping[str, SourceState],
    *,
    max_document_bytes: int,
    affected: Mapping[str, bool] | None = None,
) -> Plan:
    """Compare the files with what is known of them, by content and version of the extractor.

    With ``affected`` the plan is a replay: of these documents only, those that may fare better now; that is
    where the file or the extractor is another, or the fault may be over (its value is true).
    """
    version = extractor_version()
    to_extract: list[tuple[SourceFile, int]] = []
    present = set()
    for file in files:
        present.add(file.document_id)
        if affected is not None and file.document_id not in affected:
            continue
        state = known.get(file.document_id)
        sha256, size = fingerprint(file.path, max_bytes=max_document_bytes)
        is_known = state is not None and (state.content_sha256, state.extractor_version) == (sha256, version)
        if sha256 is None or not is_known or (affected is not None and affected[file.document_id]):
            to_extract.append((file, size))
    return Plan(to_extract, [] if affected is not None else sorted(known.keys() - present))
