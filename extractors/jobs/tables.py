"""Tables of jobs: a row of labels ("Company", "Role", "Location"), then a row for each post."""

from collections.abc import Iterator
from typing import Final

from extractors.jobs.cards import POST
from extractors.jobs.headers import is_label, label_kind, names_place
from extractors.page import Page

_MAX_COLUMNS: Final = 12


def claim_job_tables(page: Page) -> bool:
    """Claim the rows of tables whose columns are named as those of postings are; tell whether there are any.

    A row needs as many cells as there are labels, for an empty one leaves no trace of where it stood.
    """
    has_rows = False
    columns: dict[str, int] = {}
    count = 0
    for first, last in _rows(page):
        labels = _labels(page, first, last)
        if labels:
            columns, count = labels, last - first + 1
        elif columns and last - first + 1 == count and _is_post(page, first, columns):
            _claim_row(page, first, last, columns)
            has_rows = True
    return has_rows


def _rows(page: Page) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line of what stands together."""
    first = 0
    for index in range(1, len(page.lines) + 1):
        if index == len(page.lines) or page.lines[index].blank_before:
            if 1 < index - first <= _MAX_COLUMNS:
                yield first, index - 1
            first = index


def _labels(page: Page, first: int, last: int) -> dict[str, int]:
    """Return the column of each kind of value, if a row names those of posts and of places."""
    texts = [line.text for line in page.lines[first : last + 1]]
    kinds = {label_kind(text): column for column, text in reversed(list(enumerate(texts))) if is_label(text)}
    if not {"title", "location"} <= kinds.keys():
        return {}
    return {kind: column for kind, column in kinds.items() if kind}


def _is_post(page: Page, first: int, columns: dict[str, int]) -> bool:
    """Tell whether a row's cells are what their labels say."""
    title, place = (page.lines[first + columns[kind]] for kind in ("title", "location"))
    return all(page.is_free(first + column) for column in columns.values()) and (
        POST.search(title.text) is not None or names_place(place.text)
    )


def _claim_row(page: Page, first: int, last: int, columns: dict[str, int]) -> None:
    group = page.new_group()
    page.claim("job_title", first + columns["title"], group=group)
    page.claim("job_location", first + columns["location"], group=group)
    employer = first + columns["employer"] if "employer" in columns else None
    if employer is not None and page.lines[employer].text[0].isalnum():  # no "↳": as above
        page.claim("job_employer", employer, group=group)
    for index in range(first, last + 1):
        if page.is_free(index):
            page.claim("job_header", index, group=group)
