"""Made-up HTML around made-up documents, with a map that is correct by construction."""

import html
import re

from extractors.records import Extraction, MappedRun

_WRITTEN_OTHERWISE = re.compile("([&<>\"'\u00a0])")


def as_html(extraction: Extraction) -> Extraction:
    """Return what the same readable text would have come to, had it been read from an HTML page.

    Each piece is a paragraph of its own; line ends are inserted, and what HTML escapes maps as a whole.
    """
    source = "<!doctype html>\n<title>Made up</title>\n"
    runs = []
    for segment in extraction.segments:
        if segment.label == "blank":
            source += "</p>\n"
            continue
        source += f'<p class="{segment.label}">'
        at = segment.start_char
        for piece in filter(None, _WRITTEN_OTHERWISE.split(segment.verbatim)):
            written = html.escape(piece).replace("\u00a0", "&nbsp;")
            runs.append(
                MappedRun(
                    text_start=at,
                    text_end=at + len(piece),
                    source_start=len(source),
                    source_end=len(source) + len(written),
                )
            )
            source += written
            at += len(piece)
    document = extraction.document.model_copy(
        update={"format": "html", "source_text": source, "source_map": tuple(runs)}
    )
    return extraction.model_copy(update={"document": document})
