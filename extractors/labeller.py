"""spaCy components: lines to labelled pieces, author lists to names."""

from spacy.language import Language
from spacy.tokens import Doc

from extractors import spans
from extractors.layout import label_text


class LayoutLabeller:
    """Sets ``doc.spans["pieces"]``: what each part of the document is."""

    def __call__(self, doc: Doc) -> Doc:
        """Label the lines of ``doc``."""
        pieces, doubts = label_text(spans.get_text(doc), spans.get_marks(doc))
        spans.set_doubts(doc, doubts)
        doc.spans[spans.PIECES] = [
            spans.char_span(doc, piece.start, piece.end, piece.label, piece.group) for piece in pieces
        ]
        spans.set_name_lists(doc, [(piece.group, names) for piece in pieces for names in piece.name_lists])
        return doc


class NameFinder:
    """Sets ``doc.spans["names"]`` and what else author lists hold."""

    def __call__(self, doc: Doc) -> Doc:
        """Read the author lists of ``doc``."""
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
        return doc


@Language.factory("roundup_layout", assigns=["doc.spans"])
def create_layout_labeller(nlp: Language, name: str) -> LayoutLabeller:  # noqa: ARG001 - spaCy's signature
    """Return the component that labels lines."""
    return LayoutLabeller()


@Language.factory("roundup_names", requires=["doc.spans"], assigns=["doc.spans"])
def create_name_finder(nlp: Language, name: str) -> NameFinder:  # noqa: ARG001 - spaCy's signature
    """Return the component that reads author lists."""
    return NameFinder()
