"""Decides what a run has to do: which files are new or changed, which documents are gone."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

from extractors.version import extractor_version
from flows.discover import SourceFile
from flows.settings import Settings
from flows.sources import fingerprint
from warehouse.load import SourceState

Reason = Literal["new", "changed", "new extractor", "unreadable", "rebuild", "fault may be over", "file gone"]


class Work(NamedTuple):
    """A file that is to be extracted: its size in bytes (0 when it cannot be read), and why."""

    file: SourceFile
    size: int
    reason: Reason


class Plan(NamedTuple):
    """What a run has to do."""

    to_extract: list[Work]
    """New and changed files, and files that cannot be read as things stand."""
    gone: list[str]
    """Ids of documents whose file is gone."""
    left_alone: int
    """Files that ``only``, ``since`` or ``replay`` leave alone, whatever they hold."""


def make_plan(
    files: Sequence[SourceFile],
    known: Mapping[str, SourceState],
    settings: Settings,
    *,
    affected: Mapping[str, bool] | None = None,
) -> Plan:
    """Compare the files with what is known of them, by content and version of the extractor.

    With ``affected`` the plan is a replay: of these documents only, those that may fare better now; that is
    where the file or the extractor is another, or the fault may be over (its value is true).
    """
    to_extract: list[Work] = []
    present = set()
    left_alone = 0
    for file in files:
        present.add(file.document_id)
        if not _is_selected(file, settings) or (affected is not None and file.document_id not in affected):
            left_alone += 1
            continue
        sha256, size = fingerprint(file.path, max_bytes=settings.max_document_bytes)
        reason = _reason(known.get(file.document_id), sha256)
        if reason is None and affected is not None and affected[file.document_id]:
            reason = "fault may be over"
        if reason is None and settings.rebuild:
            reason = "rebuild"
        if reason is not None:
            to_extract.append(Work(file, size, reason))
    gone = [
        key
        for key in sorted(known.keys() - present)
        if affected is None and _matches(known[key].source_uri, settings)
    ]
    return Plan(to_extract, gone, left_alone)


def _reason(state: SourceState | None, sha256: str | None) -> Reason | None:
    """Return why a file has to be read, or ``None`` where it has been."""
    if sha256 is None:
        return "unreadable"
    if state is None:
        return "new"
    if state.content_sha256 != sha256:
        return "changed"
    return None if state.extractor_version == extractor_version() else "new extractor"


def _is_selected(file: SourceFile, settings: Settings) -> bool:
    if not _matches(file.source_uri, settings):
        return False
    if settings.since is None:
        return True
    since = settings.since if settings.since.tzinfo else settings.since.replace(tzinfo=UTC)
    try:
        changed = datetime.fromtimestamp(file.path.stat().st_mtime, UTC)
    except OSError:
        return True  # what is wrong with it is found out when it is read
    return changed >= since


def _matches(source_uri: str, settings: Settings) -> bool:
    return settings.only is None or fnmatchcase(source_uri, settings.only)
