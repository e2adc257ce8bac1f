"""The pipeline: a text in, its records out.

    discover -> decode -> [segment -> label -> assemble -> validate] -> stage -> load -> ...

Pure: no files, no clock, no network; equal texts give equal records.
"""

import gc
import hashlib
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

from spacy.attrs import LOWER
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

# Registered with spaCy by being imported.
import extractors.jobs.phrases
import extractors.labeller  # noqa: F401
from extractors import spans
from extractors.assemble import Builder, build_authors, build_papers, build_topics
from extractors.decode import MAX_DOCUMENT_BYTES, Refused, Source, decode, storable
from extractors.documents import build_document, build_segments
from extractors.figures import build_figures
from extractors.formats import Page, format_of, read
from extractors.jobs.build import build_jobs
from extractors.records import Extraction, Reject
from extractors.refusals import refuse
from extractors.tokenizer import LeanTokenizer

COMPONENTS: Final = ("roundup_layout", "roundup_names", "roundup_job_phrases")
# A zone holds the strings of its documents and frees them at its end; one per document costs double.
_ZONE_DOCUMENTS = 100
_ZONE_BYTES = 4 * 1024 * 1024

logger = logging.getLogger(__name__)


@cache
def build_pipeline() -> Language:
    """Return the spaCy pipeline, built once per process."""
    # Of the attributes that spaCy computes for each new word, we use one.
    vocab = Vocab(lex_attr_getters={LOWER: str.lower})
    tokenizer = LeanTokenizer(vocab)
    nlp = Language(vocab, max_length=MAX_DOCUMENT_BYTES * 64, create_tokenizer=lambda _: tokenizer)
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return nlp


def extract(
    text: str,
    *,
    source_uri: str = "document.txt",
    content_sha256: str | None = None,
    encoding: str = "utf-8",
    review_reasons: tuple[str, ...] = (),
) -> Extraction:
    r"""Extract the records of one document.

    NUL and lone surrogates, which nothing can store, are replaced by U+FFFD one for one, so that offsets
    (Unicode code points) hold in the text as given too.

    Args:
        text: The document.
        source_uri: Where it came from; all ids depend on it.
        content_sha256: Hash of the source's bytes; that of the text's UTF-8 when not given.
        encoding: What the source's bytes were decoded with.
        review_reasons: What decoding found worth a look.

    Example:
        >>> from extractors.pipeline import extract
        >>> extract("On bandits\nAda Lovelace, Alan Turing").papers[0].title
        'On bandits'
    """
    clean = storable(text)
    if clean != text and "characters_replaced" not in review_reasons:
        review_reasons = (*review_reasons, "characters_replaced")
    if content_sha256 is None:
        content_sha256 = hashlib.sha256(clean.encode()).hexdigest()
    nlp = build_pipeline()
    with nlp.memory_zone():
        page = read(clean, format_of(source_uri))
        return _assemble(
            _annotate(nlp, page),
            page,
            source_uri=source_uri,
            content_sha256=content_sha256,
            encoding=encoding,
            review_reasons=review_reasons,
        )


def extract_many(
    sources: Iterable[Source], *, max_document_bytes: int = MAX_DOCUMENT_BYTES
) -> Iterator[Extraction | Reject]:
    """Extract many documents, each as ``extract`` does; one result per source, in order.

    A source without text (empty, binary, too large, ...) gives a reject of record type "document", and so
    does one that the extractor fails on: a bad document is data, and never stops the others.
    """
    zone: list[Source] = []
    size = 0
    for source in sources:
        zone.append(source)
        size += len(source.content)
        if len(zone) >= _ZONE_DOCUMENTS or size >= _ZONE_BYTES:
            yield from _extract_zone(zone, max_document_bytes)
            zone, size = [], 0
    if zone:
        yield from _extract_zone(zone, max_document_bytes)


def _extract_zone(sources: list[Source], max_document_bytes: int) -> list[Extraction | Reject]:
    nlp = build_pipeline()
    with _collector_paused(), nlp.memory_zone():
        return [_extract_source(nlp, source, max_document_bytes) for source in sources]


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the cyclic garbage collector from walking over live records: a sixth of the time.

    Neither records nor Docs form cycles; a zone is bounded, and the collector is back at its end.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _extract_source(nlp: Language, source: Source, max_document_bytes: int) -> Extraction | Reject:
    decoded = decode(
        source.content, max_bytes=max_document_bytes, may_declare=format_of(source.source_uri) == "html"
    )
    if isinstance(decoded, Refused):
        return refuse(source.source_uri, decoded.rule, decoded.reason)
    try:
        page = read(decoded.text, format_of(source.source_uri))
        if not page.text:
            return refuse(
                source.source_uri, "no_text", "this page shows no text; fetch it again, or save it whole"
            )
        return _assemble(
            _annotate(nlp, page),
            page,
            source_uri=source.source_uri,
            content_sha256=hashlib.sha256(source.content).hexdigest(),
            encoding=decoded.encoding,
            review_reasons=decoded.review_reasons,
        )
    except Exception as error:
        logger.exception("%s: the extractor failed", source.source_uri)
        return refuse(source.source_uri, "extractor_error", f"the extractor failed: {type(error).__name__}")


def _annotate(nlp: Language, page: Page) -> Doc:
    """Return the page's ``Doc``, labelled by all components."""
    doc = nlp.make_doc(page.text)
    spans.set_marks(doc, page.marks)
    return nlp(doc)


def _assemble(  # noqa: PLR0913 - what a document's row needs to know
    doc: Doc,
    page: Page,
    *,
    source_uri: str,
    content_sha256: str,
    encoding: str,
    review_reasons: tuple[str, ...],
) -> Extraction:
    builder = Builder(doc, source_uri)
    topics = build_topics(builder)
    papers, paper_authors = build_papers(builder, doc, topics)
    figures = build_figures(builder, papers)
    jobs = build_jobs(builder, doc)
    segments = build_segments(builder)
    document = build_document(
        builder,
        page,
        source_uri=source_uri,
        content_sha256=content_sha256,
        encoding=encoding,
        segments=segments,
        papers=papers,
        jobs=jobs.postings,
        review_reasons=review_reasons,
    )
    return Extraction(
        document=document,
        topics=tuple(topics),
        papers=tuple(papers),
        authors=tuple(build_authors(paper_authors)),
        paper_authors=tuple(paper_authors),
        figures=tuple(figures),
        job_postings=tuple(jobs.postings),
        job_sections=tuple(jobs.sections),
        job_section_items=tuple(jobs.items),
        job_facts=tuple(jobs.facts),
        job_skills=tuple(jobs.skills),
        segments=tuple(segments),
        rejects=tuple(builder.rejects),
    )
