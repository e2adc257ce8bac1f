"""Refusals of whole documents: there is nothing to extract from, and a reject says why."""

from extractors.ids import document_id
from extractors.records import Reject


def refuse(source_uri: str, rule: str, reason: str) -> Reject:
    """Return the reject of the document that lies at ``source_uri``."""
    return Reject(
        document_id=document_id(source_uri),
        start_char=0,
        end_char=0,
        verbatim="",
        record_type="document",
        rule=rule,
        reason=reason,
        fragment="",
    )


def too_large(size: int, limit: int) -> str:
    """Return the reason to refuse a document of ``size`` bytes, more than ``limit``."""
    return (
        f"{size / 2**20:.1f} MiB is more than the limit of {limit / 2**20:.1f} MiB; "
        "split the file or raise ROUNDUP_MAX_DOCUMENT_BYTES"
    )
