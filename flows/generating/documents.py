"""Documents of a made-up corpus: document k of a seed and its options is the same wherever it is made."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from flows.generating.compose import REFERENCE_KILOBYTES, Composer
from flows.generating.draws import Draws
from flows.generating.drifts import DRIFTS, drifts_of
from flows.generating.gold import gold_of
from flows.generating.layouts import TEXT_LAYOUTS, Layout
from flows.generating.markup_layouts import MARKUP_LAYOUTS
from flows.generating.works import acronym

LAYOUTS: Final[dict[str, Layout]] = {layout.name: layout for layout in (*TEXT_LAYOUTS, *MARKUP_LAYOUTS)}
# Shares of the formats in a hundred documents, where more than one may occur.
_FORMAT_SHARES: Final = {"txt": 60, "md": 20, "html": 20}
# Documents come in blocks of this many, each spread over as many publishers: some 500 files a folder.
_BLOCK, _PUBLISHERS = 8_000, 16


@dataclass(frozen=True, slots=True)
class Options:
    """What kind of corpus it is; equal options give equal documents."""

    seed: int = 0
    layouts: tuple[str, ...] = tuple(LAYOUTS)
    drift_percent: int = 20
    kilobytes: int = REFERENCE_KILOBYTES


class MadeUp(NamedTuple):
    """A document: its folder, its file's name without and with suffix, its content and its gold."""

    publisher: str
    stem: str
    name: str
    content: bytes
    gold: dict[str, Any]

    def gold_content(self) -> bytes:
        """Return the gold as a JSON file's content."""
        return (json.dumps(self.gold, ensure_ascii=False, indent=1) + "\n").encode()


class Documents:
    """The documents of a corpus, by number."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._composer = Composer(options.seed, kilobytes=options.kilobytes)
        self._layouts = _by_share([LAYOUTS[name] for name in options.layouts])

    def document(self, number: int) -> MadeUp:
        """Return the document of a number (from 0)."""
        seed = self._options.seed
        draws = Draws(seed, "document", number)
        layout = draws.pick(self._layouts)
        name, slug = _publisher(seed, number // _BLOCK * _PUBLISHERS + draws.below(_PUBLISHERS))
        page = self._composer.page(number, name, abstracts=layout.has_abstracts)
        text = layout.write(page)
        family = layout.name
        if draws.chance(self._options.drift_percent):
            drift = draws.pick(drifts_of(layout.format))
            text = DRIFTS[drift](text)
            family += f", {drift}"
        stem = f"{page.venue.lower()}-{page.year}-{number:07d}"
        content = text.encode()
        return MadeUp(slug, stem, f"{stem}.{layout.format}", content, gold_of(page, layout, family=family))


def _by_share(layouts: Sequence[Layout]) -> list[Layout]:
    """Return layouts so often that each format has its share, evenly divided among its layouts."""
    spread: list[Layout] = []
    for page_format, share in _FORMAT_SHARES.items():
        of_format = [layout for layout in layouts if layout.format == page_format]
        # 24 layouts of a format can share evenly in this way, and 18 or 16 as well.
        spread += [of_format[place % len(of_format)] for place in range(share * 24)] if of_format else []
    return spread


def _publisher(seed: int, number: int) -> tuple[str, str]:
    draws = Draws(seed, "publisher", number)
    name = acronym(draws).rstrip("+")
    name = name[0] + name[1:].lower() + draws.pick(("", " Research", " Labs", " AI"))
    return name, f"{name.lower().replace(' ', '-')}-{number}"
