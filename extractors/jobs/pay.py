"""What a posting pays: "$120,000 - $160,000 a year", "€ 4.500 bis 5.200 brutto pro Monat"."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from extractors.jobs.posting import Fact, Posting

_SYMBOLS: Final = {
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "CAD$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "S$": "SGD",
    "SG$": "SGD",
    "HK$": "HKD",
    "NZ$": "NZD",
    "R$": "BRL",
    "MX$": "MXN",
    "£": "GBP",
    "€": "EUR",
    "₹": "INR",
    "Rs.": "INR",
    "Rs": "INR",
    "₩": "KRW",
    "₪": "ILS",
    "zł": "PLN",
    "kr": "",
    "R": "ZAR",
    "Fr.": "CHF",
    "¥": "",
    "$": "",
}
_CODES: Final = [
    "USD",
    "EUR",
    "GBP",
    "CHF",
    "CAD",
    "AUD",
    "SGD",
    "HKD",
    "NZD",
    "JPY",
    "CNY",
    "RMB",
    "INR",
    "KRW",
    "ILS",
    "BRL",
    "MXN",
    "PLN",
    "SEK",
    "DKK",
    "NOK",
    "CZK",
    "HUF",
    "ZAR",
    "TWD",
    "THB",
    "AED",
]
_DOLLARS: Final = {"US": "USD", "CA": "CAD", "AU": "AUD", "SG": "SGD", "NZ": "NZD", "HK": "HKD", "MX": "MXN"}
_OTHERS: Final = {"SE": "SEK", "DK": "DKK", "NO": "NOK", "CN": "CNY"}
_SYMBOL = "|".join(map(re.escape, sorted(_SYMBOLS, key=len, reverse=True)))
_CODE = "|".join(_CODES)
_NUMBER = r"\d{1,3}(?:[.,'’\u202f\xa0 ]\d{2,3}){0,4}(?:[.,]\d{1,2})?|\d{4,7}(?:[.,]\d{1,2})?"
_SCALE = r"(?:\s?(?:k|K|lakhs?|LPA|lacs?|million|m(?:io)?|M)\b)?"
_WITH_SYMBOL = rf"(?<![\w$£€¥₹])(?:{_SYMBOL})\s?(?:{_NUMBER}){_SCALE}(?:\s(?:{_CODE})\b)?"
_WITH_CODE = rf"(?<![\w.,])(?:{_CODE})\s?(?:{_SYMBOL})?\s?(?:{_NUMBER}){_SCALE}"
_BEFORE_CURRENCY = (
    rf"(?<![\w.,$£€¥₹-])(?:{_NUMBER}){_SCALE}\s?"
    rf"(?:(?:{_CODE})\b|[€£₹₩₪]|zł|kr\b|euros?\b|pounds\b|dollars\b|francs\b)"
)
_AMOUNT = f"(?:{_WITH_SYMBOL}|{_WITH_CODE}|{_BEFORE_CURRENCY})"
_BARE = rf"(?:{_NUMBER}){_SCALE}"
_JOIN = (
    r"\s?(?:per (?:hour|year|month|annum)|/(?:hr|yr|hour|year)|an hour)?"
    r"\s?(?:-|–|—|to|TO|bis|and|until|up to|,? rising to)\s?"
)
# A range, or one amount; the currency may stand with one end alone.
# "$120,000/year in our lowest market up to $190,000"
_LONG_JOIN = (
    r"(?:\s?(?:/|per\s|an?\s)\s?(?:year|yr|hour|hr|annum))?\s(?:in|for|at)\s[a-z, ]{3,45}?\s(?:up )?to\s"
)
_PAY = re.compile(
    rf"({_AMOUNT}|(?<![\w.,$£€¥₹-]){_BARE})(?:{_JOIN}({_AMOUNT}|{_BARE}(?:\s?(?:{_CODE})\b)?))"
    rf"|({_AMOUNT}){_LONG_JOIN}({_AMOUNT})|({_AMOUNT})"
)
_CURRENCY = re.compile(rf"{_SYMBOL}|\b(?:{_CODE})\b|euros?\b|pounds\b|dollars\b|francs\b")
# Amounts have three digits or more, or a "k"; what stands around them is looked at only there.
_DIGITS = re.compile(r"\d(?:[\d.,'’\u202f\xa0 ]*\d[\d.,]*(?:\s?[kKM]\b)?|\s?[kKM]\b)")
_BEFORE_NUMBER, _BEHIND_NUMBER = 12, 110
_COULD_PAY = re.compile(rf"[$£€¥₹₩₪]|\b(?:{_CODE}|LPA|Rs|kr|euros?|zł|lakhs?|R ?\d|Fr\.)|\d\s?[kK]\b")
_CUE = re.compile(
    r"\b(?:salary|salaries|pay(?:s|ing)?|compensation|wages?|remuneration|gross|stipend|rate|earn|LPA|package|CTC|OTE|base|annual(?:ly)?"
    r"|monthly|hourly|per (?:year|annum|month|hour|week|day)|an hour|a year|a month|p\.?a\.?|/ ?(?:hour"
    r"|hr|h|year|yr|month)|pro (?:Monat|Jahr))\b",
    re.IGNORECASE,
)
_NO_PAY = re.compile(
    r"\b(?:bonus(?:es)?|sign[- ]on|signing|revenues?|sales|funding|funded|raised|invest(?:ed|ment|ors)?"
    r"|valu(?:ed|ation)|budgets?"
    r"|travel|conference|equipment|learning|training|development|wellness|home office|housing|relocation"
    r"|equity|stock|RSUs?|grants?"
    r"|allowance|market|customers?|users?|series [A-D]|billion|bn|moving|childcare|internet|book"
    r"|referral|spend(?:ing)?|401|pension|awards?|prize|fees?|tuition)\b",
    re.IGNORECASE,
)
_STRONG_NO_PAY = re.compile(
    r"billion|\bbn\b|million in|in funding|of funding|funding round|revenue|raised|valuation", re.IGNORECASE
)
_PERIODS: Final = (
    ("hour", r"per hour|an hour|/ ?(?:hour|hr|h)\b|hourly|p/h|\bph\b|pro Stunde"),
    ("day", r"per day|a day|/ ?day|daily rate|day rate|daily"),
    ("week", r"per week|a week|/ ?week|weekly"),
    ("month", r"per month|a month|/ ?mo(?:nth)?\b|monthly|p\.m\.|pro Monat|gross/month|/mo"),
    (
        "year",
        (
            r"per year|a year|per annum|/ ?(?:year|yr|annum)\b|annual(?:ly)?|yearly|p\.?a\.?\b|LPA|pro Jahr"
            r"|lakhs?"
        ),
    ),
)
_PERIOD = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PERIODS), re.IGNORECASE)
_UP_TO = re.compile(r"(?:up to|maximum(?: of)?|at most|max\.?)\s*$", re.IGNORECASE)
_FROM = re.compile(
    r"(?:from|starting (?:at|from)|at least|minimum(?: of)?|upwards of|min\.?)\s*$", re.IGNORECASE
)
_REACH = 60
_YEARLY = 10_000
_MAX_SPREAD, _MAX_PAY = 2.5, 1_000_000


_NEAR_BEHIND, _NEXT_WORDS = 40, 20
_PAY_WORD = re.compile(r"salar|\bpays?\b|\bwage|compensation|rate", re.IGNORECASE)
_NO_PAY_BEHIND = re.compile(
    r"\s*(?:sign|bonus|budget|travel|allowance|in (?:funding|revenue)|billion|bn\b)", re.IGNORECASE
)


class _Amount(NamedTuple):
    value: float
    scale: float
    currency: str | None
    """``""`` for a sign that several currencies share, ``None`` without one."""


class _Amounts(NamedTuple):
    lowest: float
    highest: float
    currency: str


def find_pay(posting: Posting) -> Iterator[Fact]:
    """Yield the facts of a posting's pay: ``pay_min``, ``pay_max``, ``pay_currency``, ``pay_period``.

    The first amount counts that stands with a word of pay or in the header; figures of revenue, funding,
    bonuses and allowances do not. Without its currency, or without words that tell it from other sums,
    an amount is none.
    """
    for part in posting.parts:
        reach = part.start
        for number in _DIGITS.finditer(posting.text, part.start, part.end):
            low, high = (
                max(reach, number.start() - _BEFORE_NUMBER),
                min(part.end, number.end() + _BEHIND_NUMBER),
            )
            if number.start() < reach or not _COULD_PAY.search(posting.text, low, high):
                continue
            for found in _PAY.finditer(posting.text, low, high):
                facts = list(_read(posting, found))
                if facts:
                    yield from facts
                    return
                reach = max(reach, found.end())


def _read(posting: Posting, found: re.Match[str]) -> Iterator[Fact]:
    text = posting.text
    unit = posting.unit_at(found.start())
    low, high = max(unit.start, found.start() - _REACH), min(unit.end, found.end() + _REACH)
    before, behind = text[low : found.start()], text[found.end() : high]
    section = posting.section_at(found.start())
    label = text[section.heading_start : section.heading_end] if section else ""
    header = posting.header_at(found.start())
    is_labelled = (header is not None and header.kind == "pay") or _CUE.search(label) is not None
    if not _speaks_of_pay(found, before, behind, is_labelled=is_labelled):
        return
    amounts = _amounts(found)
    if amounts is None:
        return
    period = _period(text[found.start() : high]) or _period(before, is_last=True) or _period(label)
    if period is None and amounts.highest < _YEARLY:
        return
    span, is_range = found.span(), found.group(5) is None
    if is_range or not _UP_TO.search(before):
        yield Fact("pay_min", _plain(amounts.lowest), *span, "pay")
    if is_range or not _FROM.search(before):
        yield Fact("pay_max", _plain(amounts.highest), *span, "pay")
    currency = amounts.currency or _local(posting, found.group())
    yield Fact("pay_currency", currency, *span, "pay" if amounts.currency else "currency_of_country")
    yield Fact("pay_period", period or "year", *span, "pay_period" if period else "pay_period_by_amount")


def _speaks_of_pay(found: re.Match[str], before: str, behind: str, *, is_labelled: bool) -> bool:
    """Tell whether the words around an amount say that it is pay, and none that it is another sum."""
    has_cue = is_labelled or _CUE.search(before) or _CUE.search(behind[:_NEAR_BEHIND])
    if not has_cue and not _could_only_be_pay(found):
        return False
    if _STRONG_NO_PAY.search(before) or _STRONG_NO_PAY.search(behind[:_NEXT_WORDS]):
        return False
    near = before[-_NEAR_BEHIND:]
    return not (_NO_PAY.search(near) and not _PAY_WORD.search(near)) and not _NO_PAY_BEHIND.match(behind)


def _amounts(found: re.Match[str]) -> _Amounts | None:
    """Return the ends of a range, or one amount as both; ``None`` without a currency."""
    first = _amount(found.group(1) or found.group(3) or found.group(5))
    second = first if found.group(5) else _amount(found.group(2) or found.group(4))
    if first is None or second is None:
        return None
    currency = first.currency if first.currency is not None else second.currency
    lowest, highest = first.value * first.scale, second.value * second.scale
    if first.scale == 1 < second.scale and first.value < second.value * 2:
        lowest = first.value * second.scale  # "140-180k"
    return None if currency is None or lowest > highest else _Amounts(lowest, highest, currency)


def _could_only_be_pay(found: re.Match[str]) -> bool:
    """Tell whether a range of amounts is pay whatever stands beside it: "$180K - $240K"."""
    amounts = None if found.group(5) else _amounts(found)
    return (
        amounts is not None
        and _YEARLY < amounts.lowest < amounts.highest < _MAX_SPREAD * amounts.lowest
        and amounts.highest < _MAX_PAY
    )


def _amount(printed: str) -> _Amount | None:
    currency = _CURRENCY.search(printed)
    code: str | None = None
    if currency:
        symbol = currency.group()
        words = {"euro": "EUR", "euros": "EUR", "pounds": "GBP", "dollars": "", "francs": "CHF"}
        code = words.get(symbol, _SYMBOLS.get(symbol, symbol))
        codes = [c for c in _CODES if c in printed]
        code = codes[0] if codes else code
        code = "CNY" if code == "RMB" else code
    number = re.search(_NUMBER, printed)
    if number is None:
        return None
    rest = printed[number.end() :].strip().lower()
    scale = 1.0
    if re.match(r"k\b", rest):
        scale = 1_000.0
    elif re.match(r"(?:lakh|lac|lpa)", rest):
        scale = 100_000.0
    elif re.match(r"m", rest):
        scale = 1_000_000.0
    value = _number(number.group())
    return None if value is None else _Amount(value, scale, code)


def _number(printed: str) -> float | None:
    """Return the value of a number with separators: "120,000", "4.500,50", "65'000", "12.5"."""
    digits = re.sub(r"[\s'’\u202f\xa0]", "", printed)
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return float(digits)
    head, tail = digits[:last], digits[last + 1 :]
    head = re.sub(r"[.,]", "", head)
    return float(head + tail) if len(tail) == 3 else float(f"{head}.{tail}")  # noqa: PLR2004


def _local(posting: Posting, printed: str) -> str:
    """Return the currency that a bare "$", "kr" or "¥" stands for at the posting's place."""
    if "¥" in printed:
        return "CNY" if posting.country_code == "CN" else "JPY"
    if "$" in printed or "dollars" in printed:
        return _DOLLARS.get(posting.country_code or "", "USD")
    return _OTHERS.get(posting.country_code or "", "SEK")


def _period(text: str, *, is_last: bool = False) -> str | None:
    """Return the first period that a text names, or the last one."""
    found = [match.lastgroup for match in _PERIOD.finditer(text)]
    return (found[-1] if is_last else found[0]) if found else None


def _plain(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
