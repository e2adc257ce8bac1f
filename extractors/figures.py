"""Figure captions, and the papers whose titles they quote."""

import re

from extractors.assemble import Builder
from extractors.ids import title_key
from extractors.records import FigureCaption, Paper

_QUOTED = re.compile(r"[\"“”«„]([^\"“”«»„]{3,400})[\"“”»]|‘([^‘’]{3,400})’")


def build_figures(builder: Builder, papers: list[Paper]) -> list[FigureCaption]:
    """Return the captions, each with the paper whose title it quotes, wherever that stands."""
    by_title = {title_key(paper.title): paper.paper_id for paper in reversed(papers)}
    figures: list[FigureCaption] = []
    for piece in builder.labelled("figure_file"):
        if builder.of_group(piece.group, "caption") is None:
            reason = "an image file without a caption below"
            builder.reject("figure", "no_caption", reason, piece.start, piece.end)
    for caption in builder.labelled("caption"):
        start, end = caption.start, caption.end
        text = builder.value(start, end)
        file = builder.optional("file_name", builder.of_group(caption.group, "figure_file"))
        figure = builder.make(
            FigureCaption,
            "figure",
            start,
            end,
            figure_id=builder.ids.new("figure", str(file.get("file_name", "")), text),
            paper_id=_quoted_paper(text, by_title),
            position=len(figures) + 1,
            caption=text,
            **file,
            **builder.optional("credit", builder.of_group(caption.group, "credit")),
        )
        figures += [figure] if figure else []
    return figures


def _quoted_paper(caption: str, by_title: dict[str, str]) -> str | None:
    """Return the paper whose whole title stands in quotation marks in ``caption``."""
    for match in _QUOTED.finditer(caption):
        paper_id = by_title.get(title_key(match[1] or match[2]))
        if paper_id:
            return paper_id
    return None
