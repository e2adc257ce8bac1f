"""The document's own row and the partition of its text."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from extractors.assemble import Builder
from extractors.formats import Page
from extractors.metadata import find_publisher, find_venue
from extractors.records import Document, JobPosting, MappedRun, Paper, Segment, SegmentLabel
from extractors.spans import Slice
from extractors.version import extractor_version


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
    rules = {reject.rule for reject in builder.rejects}
    reasons = (
        *review_reasons,
        *review(builder.doubts, len(papers), len(jobs), rules, unclassified_share=share),
    )
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
            MappedRun(text_start=a, text_end=b, source_start=c, source_end=d)
            for a, b, c, d in page.source_map
        ),
        candidates=dict(builder.candidates),
        unclassified_share=share,
        needs_review=bool(reasons),
        review_reasons=reasons,
        extractor_version=extractor_version(),
    )


_FRONT: Final[tuple[SegmentLabel, ...]] = ("headline", "dek", "introduction")


def review(
    doubts: Mapping[str, int],
    papers: int,
    jobs: int,
    rules: Collection[str],
    *,
    unclassified_share: float,
) -> list[str]:
    """Return why a person should look at the document; empty when nothing speaks for it.

    Each reason is a share: what looks like a paper and was not read as one, or was read with doubt, out of
    all papers. The limits were set on documents that the extractor reads well and on the same documents read
    with a part of it switched off: of the good ones hardly more than one in twenty-five is flagged.
    """
    unread_names, unread_titles = doubts.get("unread_names", 0), doubts.get("unread_titles", 0)
    singles, mentions = doubts.get("unread_single_names", 0), doubts.get("unread_mentions", 0)
    listed = doubts.get("papers", 0)
    checks = {
        "nothing_found": (papers + jobs == 0 and unread_titles + unread_names + mentions >= _MIN_UNREAD)
        or (papers == 0 and doubts.get("like_titles", 0) >= _MIN_LIKE_TITLES),
        "names_not_read": _is_share(unread_names, papers, _UNREAD_SHARE) or singles >= _MIN_SINGLES,
        "titles_not_read": unread_titles + papers > 1
        and _is_share(unread_titles, papers, _UNREAD_SHARE if unread_titles > 1 else _ONE_UNREAD_SHARE),
        "mentions_not_read": _is_share(mentions, papers, _MENTION_SHARE) and mentions >= _MIN_UNREAD,
        "titles_uncertain": _is_share(doubts.get("close_titles", 0), listed, _CLOSE_SHARE),
        "titles_odd": _is_share(doubts.get("odd_titles", 0), listed, _ODD_SHARE) and listed > 1,
        "names_odd": _is_share(doubts.get("odd_names", 0), listed, _CLOSE_SHARE),
        "authors_with_other_text": _is_share(doubts.get("other_text", 0), listed, _OTHER_SHARE),
        "layout_mixed": any(doubts.get(kind, 0) for kind in ("other_side", "other_kind", "other_form")),
        "text_not_understood": unclassified_share > _UNCLASSIFIED_SHARE
        and doubts.get("unclassified", 0) >= _MIN_UNCLASSIFIED,
        "invalid_records": "invalid" in rules,
    }
    return [reason for reason, holds in checks.items() if holds]


def _is_share(count: int, total: int, share: float) -> bool:
    return count > 0 and count >= share * total


_MIN_UNREAD = 2
_MIN_LIKE_TITLES = 7
_MIN_SINGLES = 3
_UNCLASSIFIED_SHARE, _MIN_UNCLASSIFIED = 0.3, 4
_UNREAD_SHARE = 0.05
_ONE_UNREAD_SHARE = 0.15  # one line alone may be a heading
_MENTION_SHARE = 0.1
_CLOSE_SHARE = 0.25
_ODD_SHARE = 0.34
_OTHER_SHARE = 0.1
