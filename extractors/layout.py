"""From lines to labelled pieces: what each part of a document is.

Passes run in the order of ``PASSES``; each claims lines that no earlier pass has claimed.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from extractors import evidence
from extractors.details import could_head_papers, gives_roles, is_entry_number, is_role_line
from extractors.glue import split_glued_lines
from extractors.jobs.cards import find_job_cards
from extractors.jobs.listings import find_job_lists
from extractors.jobs.long_form import find_job_ads
from extractors.lines import find_lines
from extractors.mentions import find_runs
from extractors.names import name_density, score_name
from extractors.page import Page, Piece
from extractors.papers import find_papers
from extractors.set_apart import is_link_bar
from extractors.titles import score_title
from extractors.unwrap import unwrap

_SAMPLE = 200
_UNREAD = frozenset(
    {"unclassified", "heading", "prose", "detail", "topic", "dek", "headline", "caption", "name_list"}
)
_UNREAD_TITLES = _UNREAD - {"headline", "dek", "caption", "name_list"}
_NAME_SHARE = 0.4
_MIN_TITLE_SPACES, _MIN_SPACES = 4, 3
_SURE_NAME = 3.0
# Headings that speak of the page and its papers, not of one paper.
_NAMES_PAGE = re.compile(r"(?:19|20)\d\d\b|\bpapers\b|\bpublications\b|\bour\b", re.IGNORECASE)
_MAX_DEK_CHARS = 250
_SPACED_SHARE = 0.6
_MAX_PASSED = 3
_SESSION = re.compile(
    r"(?:session|track|topic|theme|part|section|area)\s*(?:\d{1,2}[A-Z]?|[A-Z]\d{0,2}|[IVX]{1,4})?\s*[:.–—-]\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_OTHER_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BETWEEN_TOPIC_AND_PAPER = ("figure_file", "caption", "credit", "link", "boilerplate", "paper_detail")
_NAMED_TOPIC = re.compile(
    r"\b(?:[Ii]n|[Ww]ithin|[Oo]n) the (?:broad |general |wider )?(?:areas?|fields?"
    r"|domains?|topics?|themes?) of ([^,.;:()—–]{3,60})(?=[,;:—–])"
)


def label_text(text: str, marks: Sequence[tuple[str, int, int]] = ()) -> tuple[list[Piece], dict[str, int]]:
    """Label all of ``text`` but white space and markers: the pieces in reading order, and the doubts."""
    text = _OTHER_SPACE.sub(" ", text)  # one for one: offsets stay
    page = Page(*unwrap(text, find_lines(text, marks)))
    for find in PASSES:
        find(page)
    return sorted(page.pieces, key=lambda piece: (piece.start, piece.end)), dict(page.doubts)


def find_figures(page: Page) -> None:
    """Claim image file names and figure labels, the captions below or behind them, and credits."""
    has_blanks = sum(line.blank_before for line in page.lines[:_SAMPLE]) * 5 > min(_SAMPLE, len(page.lines))
    for index, line in enumerate(page.lines):
        if not page.is_free(index):
            continue
        label = evidence.figure_label_end(line.text)
        file = evidence.image_file(line.text)
        group = page.new_group()
        last = index
        if file:
            span = (line.start + file[0], line.start + file[1])
            behind = line.text[file[2] :]
            if behind:
                page.claim_inside("figure_file", index, span, group=group)
                start = line.start + file[2] + evidence.figure_label_end(behind)
                page.claim_inside("caption", index, (min(start, line.end - 1), line.end), group=group)
                page.claim_around("caption", index)
            else:
                page.claim("figure_file", index, group=group, span=span)
                last = _claim_caption(page, index, group, has_blanks=has_blanks)
        elif label and label < len(line.text):
            page.claim("caption", index, group=group, span=(line.start + label, line.end))
        elif label and page.is_free(index + 1) and not page.lines[index + 1].blank_before:
            page.claim("figure_label", index, group=group)
            last = _claim_caption(page, index, group, has_blanks=has_blanks)
        elif _credit_label(page, index + 1) and line.blank_before and evidence.could_be_title(line.text):
            page.claim("caption", index, group=group)
        else:
            continue
        credited = _credit_label(page, last + 1)
        if credited:
            credit = page.lines[last + 1]
            page.claim("credit", last + 1, group=group, span=(credit.start + credited, credit.end))


def _credit_label(page: Page, index: int) -> int:
    """Return where the label of a credit line ends, 0 where the line is none or stands apart."""
    line = page.lines[index] if page.is_free(index) else None
    label = evidence.credit_label_end(line.text) if line else 0
    return label if line and label < len(line.text) else 0


def _claim_caption(page: Page, index: int, group: int, *, has_blanks: bool) -> int:
    """Claim the caption below the line ``index``, and return its last line (or ``index``)."""
    last = index
    while page.is_free(last + 1) and (
        last == index or (has_blanks and not page.lines[last + 1].blank_before)
    ):
        text = page.lines[last + 1].text
        if evidence.is_image_file(text) or evidence.is_credit(text):
            break
        if last == index and page.lines[last + 1].blank_before and not evidence.is_prose(text):
            break
        last += 1
    if last > index:
        first = page.lines[index + 1]
        start = first.start + evidence.figure_label_end(first.text)
        page.claim(
            "caption", index + 1, last, group=group, span=(min(start, first.end - 1), page.lines[last].end)
        )
    return last


def find_furniture(page: Page) -> None:
    """Claim page furniture and addresses; what stands three times and more is furniture too."""
    repeated = Counter(line.text for index, line in enumerate(page.lines) if page.is_free(index))
    for index, line in enumerate(page.lines):
        if not page.is_free(index):
            continue
        if evidence.is_link(line.text):
            page.claim("link", index)
        elif evidence.is_boilerplate(line.text) or repeated[line.text] > 2 or is_link_bar(line):  # noqa: PLR2004
            page.claim("boilerplate", index)


def find_front_matter(page: Page) -> None:
    """Claim the headline, the dek below it and the introduction, all above the first topic or paper."""
    first = 0
    while page.label(first) in ("boilerplate", "link"):
        first += 1
    if not page.is_free(first) or not evidence.could_be_title(page.lines[first].text):
        return
    if _is_first_topic(page, first):
        return
    page.claim("headline", first)
    prose = []
    index = first + 1
    while page.is_free(index) and evidence.is_prose(page.lines[index].text):
        prose.append(index)
        index += 1
    if not prose:
        return
    start = prose[0]
    if len(prose) > 1 and len(page.lines[start].text) <= _MAX_DEK_CHARS:
        page.claim("dek", start)
        start += 1
    page.claim("introduction", start, prose[-1])


def _is_first_topic(page: Page, index: int) -> bool:
    """Tell whether a page without headline begins with the heading of its first topic."""
    line = page.lines[index]
    level = line.dress[1:2] if line.dress.startswith("#") else ""
    return bool(level) and int(level) > 1 and index + 1 in page.entries


def find_topics(page: Page) -> None:
    """Claim headings below which papers stand, with the running text in between as description."""
    spaced = sum(page.lines[entry].blank_before for entry in page.entries)
    are_spaced = spaced >= _SPACED_SHARE * len(page.entries)
    found: list[tuple[int, int]] = []
    for index, line in enumerate(page.lines):
        if not page.is_free(index) or not _could_be_topic(page, index):
            continue
        if are_spaced and not line.blank_before and not line.dress.startswith("#"):
            continue  # a line of the entry above
        last = index
        while page.is_free(last + 1) and evidence.is_prose(page.lines[last + 1].text):
            last += 1
        if _papers_follow(page, last + 1):
            found.append((index, last))
    headings = [first for first, _ in found if page.lines[first].dress.startswith("#")]
    have_markup = len(headings) > 1 and len(headings) * 2 >= len(found)
    for first, last in found:
        line = page.lines[first]
        if have_markup and first not in headings:
            continue  # where headings are marked as such, other lines are none
        group = page.new_group()
        label = _SESSION.match(line.text)
        start = line.start + (label.end() if label else 0)
        page.claim("topic", first, group=group, span=(start, line.end))
        if last > first:
            page.claim("topic_description", first + 1, last, group=group)


def find_topics_in_prose(page: Page) -> None:
    """Claim the topic of papers without a heading, where the text right before them names one."""
    for index in sorted(page.entries):
        before = index - 1
        if not page.is_free(before) or not evidence.is_prose(page.lines[before].text):
            continue
        start, end = page.lines[before].start, page.lines[before].end
        found = _NAMED_TOPIC.search(page.text, start, min(end, start + _MAX_DEK_CHARS))
        if found:
            page.claim_inside("topic", before, found.span(1), group=page.new_group())
            page.claim_around("prose", before)


def _could_be_topic(page: Page, index: int) -> bool:
    """Tell whether a line could head papers: a heading by its words or its markup, no detail of a paper."""
    line = page.lines[index]
    if index in page.fields:
        return False
    label = _SESSION.match(line.text)
    text = line.text[label.end() :] if label else line.text
    if line.dress.startswith("#"):
        return not evidence.is_prose(text)
    return evidence.is_heading(text) and could_head_papers(text)


def _papers_follow(page: Page, index: int) -> bool:
    """Tell whether the next thing is a paper, figures, furniture, numbers and chairs aside."""
    passed = 0
    while index not in page.entries:
        if page.is_free(index) and passed < _MAX_PASSED and _stands_before_paper(page, index):
            passed += 1
        elif page.label(index) not in _BETWEEN_TOPIC_AND_PAPER:
            break
        index += 1
    return index in page.entries or page.label(index) == "authors"


def _stands_before_paper(page: Page, index: int) -> bool:
    """Tell whether a line is number, key, time or chair of what follows: "P-101", "Chair: Jane Doe"."""
    text, dress = page.lines[index].text, page.lines[index].dress
    is_key = "c" in dress and " " not in text
    return is_key or is_entry_number(text) or page.is_detail(index) or gives_roles(text)


def note_unread(page: Page) -> None:
    """Count the lines that look like authors or titles and were not read as such."""
    if not page.entries:
        page.doubts["like_titles"] = sum(_is_like_title(page, index) for index in range(len(page.lines)))
    page.doubts["unclassified"] = page.labels.count("unclassified")
    printed = Counter(line.text for line in page.lines)
    is_teaser = False
    for index, line in enumerate(page.lines):
        label = page.label(index)
        is_teaser = label == "boilerplate" or (is_teaser and label not in ("paper_title", "topic"))
        if label not in _UNREAD or index in page.entries or is_teaser:
            continue
        if len(line.text) > evidence.MAX_TITLE_CHARS:
            continue
        count, share = name_density(line.text)
        if count > 1 and share >= (
            _NAME_SHARE if line.text[-1] != "." or label != "prose" else 2 * _NAME_SHARE
        ):
            page.doubts["unread_names"] += 1
        elif label in _UNREAD_TITLES and score_name(line.text) > _SURE_NAME:
            page.doubts["unread_single_names"] += 1
        elif (
            label in _UNREAD_TITLES
            and printed[line.text] == 1  # what is printed twice is the page's name
            and _could_be_unread_title(page, index)
        ):
            page.doubts["unread_titles"] += 1
        elif label == "prose":
            page.doubts["unread_mentions"] += _count_title_runs(page, index)


def _is_like_title(page: Page, index: int) -> bool:
    text = page.lines[index].text
    is_unread = page.label(index) in ("unclassified", "heading", "prose")
    return is_unread and page.title_score(index) >= 1.0 and text.count(" ") >= _MIN_SPACES and text[-1] != "."


def _count_title_runs(page: Page, index: int) -> int:
    """Return how many titles seem to be set apart in a line of running text."""
    runs = [page.text[start:end].strip(" ,.") for start, end in find_runs(page.text, page.lines[index])]
    return sum(
        run.count(" ") >= _MIN_TITLE_SPACES and score_title(run) >= 1.0 and run[0].isupper() for run in runs
    )


def _could_be_unread_title(page: Page, index: int) -> bool:
    text = page.lines[index].text
    text = text.rpartition("[")[0].rstrip() or text if text.endswith("]") else text
    if text.endswith("?") and page.label(index) == "heading":
        return False  # an interview's question
    following = page.lines[index + 1] if index + 1 < len(page.lines) else None
    if following and not following.blank_before and following.text[0].islower():
        return False  # the sentence goes on
    spaces = _MIN_TITLE_SPACES if page.label(index) != "topic" else _MIN_TITLE_SPACES + 3
    return (
        page.title_score(index) >= 1.0
        and text.count(" ") >= spaces
        and text[-1] not in ".!:"
        and not _NAMES_PAGE.search(text)
        and could_head_papers(text)
        and not page.lines[index].dress.startswith("#1")  # the name of the page
    )


def find_rest(page: Page) -> None:
    """Claim what is left: running text, headings without papers, and what is not understood."""
    for index, line in enumerate(page.lines):
        if not page.is_free(index):
            continue
        if page.is_prose(index) or "c" in line.dress:
            page.claim("prose", index)
        elif is_role_line(line.text):
            page.claim("people", index)
        elif page.is_detail(index):
            page.claim("detail", index)
        elif evidence.is_heading(line.text) and (line.blank_before or line.dress):
            page.claim("heading", index)
        else:
            page.claim("unclassified", index)


PASSES: Final[tuple[Callable[[Page], None], ...]] = (
    split_glued_lines,
    find_job_lists,
    find_job_ads,
    find_papers,
    find_figures,
    find_job_cards,
    find_furniture,
    find_topics_in_prose,
    find_front_matter,
    find_topics,
    find_rest,
    note_unread,
)
