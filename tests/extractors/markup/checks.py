"""What holds of all readable text, whatever the source."""

from collections.abc import Callable

from extractors.markup import Readable, to_source


def marked(page: Readable) -> list[tuple[str, str]]:
    """Return the kind and the text of each mark."""
    return [(mark.kind, page.text[mark.start : mark.end]) for mark in page.marks]


def check(page: Readable, source: str) -> Callable[[int, int], tuple[int, int]]:
    """Fail where a promise about ``page`` is broken; return what maps stretches of its text to ``source``."""
    text = page.text
    assert text == text.strip("\n")
    assert "\n\n\n" not in text
    assert all(line == line.rstrip() for line in text.split("\n"))
    assert list(page.marks) == sorted(page.marks, key=lambda mark: (mark.start, -mark.end, mark.kind))
    for mark in page.marks:
        assert 0 <= mark.start < mark.end <= len(text)
        assert "\n" not in (text[mark.start], text[mark.end - 1])
    uncovered = set(range(len(text)))
    last = 0
    for text_start, text_end, source_start, source_end in page.source_map:
        assert last <= text_start < text_end <= len(text)
        assert 0 <= source_start < source_end <= len(source)
        if text_end - text_start == source_end - source_start:
            assert text[text_start:text_end] == source[source_start:source_end]
        uncovered -= set(range(text_start, text_end))
        last = text_end
    assert all(text[place] in " \n" for place in uncovered)

    def place(start: int, end: int) -> tuple[int, int]:
        found = to_source(page.source_map, start, end)
        assert found == _place_by_hand(page, start, end)
        assert found is not None
        return found

    return place


def _place_by_hand(page: Readable, start: int, end: int) -> tuple[int, int] | None:
    """Return what ``to_source`` should, by looking at each character."""
    places: list[int] = []
    for text_start, text_end, source_start, source_end in page.source_map:
        is_copy = text_end - text_start == source_end - source_start
        for at in range(max(start, text_start), min(end, text_end)):
            first = source_start + at - text_start if is_copy else source_start
            places += [first, first + 1 if is_copy else source_end]
    return (min(places), max(places)) if places else None
