"""spaCy component: the headings inside job postings, on lines of their own or run into the text."""

import json
from functools import cache
from importlib.resources import files

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

from extractors import spans


@cache
def heading_patterns() -> tuple[dict[str, str | bool], ...]:
    """Return the headings that job ads use: ``heading``, ``kind`` of section, ``own_line`` if required."""
    rows = (files("extractors") / "patterns" / "job_headings.jsonl").read_text("utf-8").splitlines()
    return tuple(json.loads(row) for row in rows)


class JobHeadingFinder:
    """Sets ``doc.spans["job_headings"]``, labelled with the kind of section that each heading begins."""

    def __init__(self, nlp: Language) -> None:
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._own_line = set()
        for pattern in heading_patterns():
            self._matcher.add(str(pattern["kind"]), [nlp.make_doc(str(pattern["heading"]))])
            if pattern.get("own_line"):
                self._own_line.add(str(pattern["heading"]).casefold())

    def __call__(self, doc: Doc) -> Doc:
        """Find the headings in the postings of ``doc``."""
        text = spans.get_text(doc)
        found = []
        for piece in doc.spans[spans.PIECES]:
            if piece.label_ == "job_body":
                matches = self._matcher(piece, as_spans=True)
                found += [match for match in matches if self._is_heading(text, match)]
        doc.spans[spans.JOB_HEADINGS] = sorted(found, key=lambda span: (span.start, -span.end))
        return doc

    def _is_heading(self, text: str, match: Span) -> bool:
        """Tell a heading from the same words in a sentence: capital first, and a new start behind it."""
        start, end = match.start_char, match.end_char
        if not text[start].isupper():
            return False
        ahead = text[end : end + 3]
        own_line = text[max(0, start - 1) : start] in ("", "\n", "\r") and ahead[:1] in ("", "\n", "\r", ":")
        if own_line or text[start:end].casefold() in self._own_line:
            return own_line
        following = ahead.lstrip(": \t\n\r")[:1]
        return ahead[:1] in (" ", ":", "\n", "\t") and not following.islower() and following not in ",.;"


@Language.factory("roundup_job_headings", requires=["doc.spans"], assigns=["doc.spans"])
def create_job_heading_finder(nlp: Language, name: str) -> JobHeadingFinder:  # noqa: ARG001 - spaCy's signature
    """Return the component that finds headings in postings."""
    return JobHeadingFinder(nlp)
