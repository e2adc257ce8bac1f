"""spaCy components: lines to labelled pieces, author lists to names."""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extractors import spans
from extractors.layout import label_text
from extractors.names import NameList
from extractors.page import Piece


class LayoutLabeller:
    """Sets ``doc.spans["pieces"]``: what each part of the document is."""

    def __call__(self, doc: Doc) -> Doc:
        """Label the lines of ``doc``."""
        text = spans.get_text(doc)
        found, doubts = label_text(text, spans.get_marks(doc))
        pieces = [piece for piece in found if not text[piece.start : piece.end].isspace()]
        spans.set_doubts(doc, doubts)
        spans.set_name_lists(doc, [(piece.group, names) for piece in pieces for names in piece.name_lists])
        try:
            _set_pieces(doc, pieces)
        except ValueError:
            spans.split_tokens(doc, (edge for piece in pieces for edge in (piece.start, piece.end)))
            _set_pieces(doc, pieces)
        return doc


def _set_pieces(doc: Doc, pieces: Iterable[Piece | spans.Slice]) -> None:
    doc.spans[spans.PIECES] = [
        spans.char_span(doc, piece.start, piece.end, piece.label, piece.group) for piece in pieces
    ]


class NameFinder:
    """Sets ``doc.spans["names"]`` and what else author lists hold."""

    def __call__(self, doc: Doc) -> Doc:
        """Read the author lists of ``doc``."""
        try:
            _set_names(doc)
        except ValueError:
            pieces = spans.slices(doc, spans.PIECES)
            lists = spans.get_name_lists(doc)
            spans.split_tokens(doc, (edge for _, names in lists for edge in _edges(names)))
            _set_pieces(doc, pieces)
            _set_names(doc)
        return doc


def _edges(found: NameList) -> Iterator[int]:
    yield from (found.start, found.end)
    for name in found.names:
        yield from (name.start, name.end, *(name.affiliation or ()))
    for other in found.others:
        yield from other


def _set_names(doc: Doc) -> None:
    names, affiliations, others, et_al = [], [], [], []
    for group, found in spans.get_name_lists(doc):
        for name in found.names:
            names.append(spans.char_span(doc, name.start, name.end, "name", group))
            if name.affiliation:
                affiliations.append(spans.char_span(doc, *name.affiliation, "affiliation", len(names)))
        others += [spans.char_span(doc, start, end, "not_a_name", group) for start, end in found.others]
        if found.et_al:
            et_al.append(spans.char_span(doc, found.start, found.end, "et_al", group))
    doc.spans[spans.NAMES] = names
    doc.spans[spans.AFFILIATIONS] = affiliations
    doc.spans[spans.OTHERS] = others
    doc.spans[spans.ET_AL] = et_al


@Language.factory("roundup_layout", assigns=["doc.spans"])
def create_layout_labeller(nlp: Language, name: str) -> LayoutLabeller:  # noqa: ARG001 - spaCy's signature
    """Return the component that labels lines."""
    return LayoutLabeller()


@Language.factory("roundup_names", requires=["doc.spans"], assigns=["doc.spans"])
def create_name_finder(nlp: Language, name: str) -> NameFinder:  # noqa: ARG001 - spaCy's signature
    """Return the component that reads author lists."""
    return NameFinder()
