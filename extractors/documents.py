"""The document's own row and the partition of its text."""

from collections.abc import Sequence
from typing import Final

from extractors.assemble import Builder
from extractors.formats import Page
from extractors.metadata import find_publisher, find_venue
from extractors.records import Document, JobPosting, MappedRun, Paper, Segment, SegmentLabel
from extractors.spans import Slice
from extractors.version import extractor_version

_MAX_UNCLASSIFIED_SHARE = 0.05


def build_segments(builder: Builder) -> list[Segment]:
    """Return the pieces, and the white space and markers between them, as a partition of the text."""
    segments: list[Segment] = []
    text, document_id, make = builder.text, builder.document_id, Segment.model_validate
    at = 0
    for label, start, end, _ in [*builder.pieces, Slice("blank", len(text), len(text), 0)]:
        for first, last, name in ((at, start, "blank"), (start, end, label)):
            if first < last:
                segments.append(
                    make(
                        {
                            "document_id": document_id,
                            "start_char": first,
                            "end_char": last,
                            "verbatim": text[first:last],
                            "label": name if name != "blank" or not text[first:last].strip() else "marker",
                        }
                    )
                )
        at = end
    return segments


def build_document(  # noqa: PLR0913 - a document's row sums up all the others
    builder: Builder,
    page: Page,
    *,
    source_uri: str,
    content_sha256: str,
    encoding: str,
    segments: Sequence[Segment],
    papers: Sequence[Paper],
    jobs: Sequence[JobPosting],
    review_reasons: Sequence[str],
) -> Document:
    """Return the document's row: front matter, whose papers, which venue, and whether to review it."""
    front = {label: found[0] for label in _FRONT if (found := builder.labelled(label))}
    headline = front.get("headline")
    regions = [(piece.start, piece.end) for piece in front.values()]
    venue, year = find_venue(builder.text, regions)
    publisher = find_publisher(builder.text, regions, venue.value if venue else None)
    unclassified = sum(s.end_char - s.start_char for s in segments if s.label == "unclassified")
    share = unclassified / max(1, len(builder.text))
    reasons = (*review_reasons, *_review(builder, share, papers, jobs))
    start, end = (headline.start, headline.end) if headline else (0, 0)
    return Document(
        document_id=builder.document_id,
        start_char=start,
        end_char=end,
        verbatim=builder.text[start:end],
        source_uri=source_uri,
        content_sha256=content_sha256,
        format=page.format,
        encoding=encoding,
        headline=builder.value(start, end) or None,
        **builder.optional("dek", front.get("dek")),
        **builder.optional("introduction", front.get("introduction")),
        publisher=publisher.value if publisher else None,
        publisher_start_char=publisher.start if publisher else None,
        publisher_end_char=publisher.end if publisher else None,
        venue=venue.value if venue else None,
        venue_start_char=venue.start if venue else None,
        venue_end_char=venue.end if venue else None,
        year=int(year.value) if year else None,
        year_start_char=year.start if year else None,
        year_end_char=year.end if year else None,
        text=builder.text,
        source_text=None if page.format == "text" else page.source,
        source_map=tuple(
            MappedRun(text_start=a, text_end=b, source_start=c, source_end=d) for a, b, c, d in page.source_map
        ),
        unclassified_share=share,
        needs_review=bool(reasons),
        review_reasons=reasons,
        extractor_version=extractor_version(),
    )


_FRONT: Final[tuple[SegmentLabel, ...]] = ("headline", "dek", "introduction")


def _review(
    builder: Builder, unclassified_share: float, papers: Sequence[Paper], jobs: Sequence[JobPosting]
) -> list[str]:
    """Return why a person should look at the document; empty when nothing speaks for it."""
    rules = {reject.rule for reject in builder.rejects}
    checks = {
        "nothing_found": not papers and not jobs,
        "unclassified_text": unclassified_share > _MAX_UNCLASSIFIED_SHARE,
        "author_lists_without_title": "no_title" in rules,
        "author_lists_with_other_text": "not_a_name" in rules,
        "figures_without_caption": "no_caption" in rules,
        "invalid_records": "invalid" in rules,
    }
    return [reason for reason, holds in checks.items() if holds]
