"""How two values are compared: strictly, as printed, or softly, by their letters and digits."""

import re
import unicodedata
from collections.abc import Callable

Key = Callable[[str], str]

# What typesetting changes and nobody means: curly quotes, dashes, hard spaces and hyphens.
_FOLDED = str.maketrans(
    {
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
    }
)
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")


def strict(value: str) -> str:
    """Return ``value`` in NFC, white space folded, quotes and dashes made plain; case counts.

    Example:
        >>> strict(" A  “new” way ")
        'A "new" way'
    """
    return " ".join(unicodedata.normalize("NFC", value).translate(_FOLDED).split())


def soft(value: str) -> str:
    """Return only the letters and digits of ``value``, in NFKC, case folded.

    Example:
        >>> soft("Co-training, 2nd ed.")
        'cotraining2nded'
    """
    return _NEITHER_LETTER_NOR_DIGIT.sub("", unicodedata.normalize("NFKC", value.casefold()))
