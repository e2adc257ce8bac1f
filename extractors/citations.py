"""Lines that are one entry: "T — A, B", "A, B. T. In V, 2031.", "T (A et al.): ..."."""

import re
from collections.abc import Iterator

from extractors.details import MAX_TITLE_CHARS, is_affiliation, is_role
from extractors.leading_names import find_leading_names
from extractors.lines import Line
from extractors.mention import SURE_NAME, Mention, could_be_title, ends_in_name, is_sentence, pattern_of
from extractors.name_parts import score_name
from extractors.names import CERTAIN, NOTHING, NameList, is_phrase
from extractors.titles import score_title, trim_title

_MAX_CUTS = 60
_EVENT_REACH = 40
_MIN_TITLE_CHARS = 4
_MAX_WORDS_BEHIND = 12
_SURE_SINGLE = 3.0
_LEAST_STRENGTH = 1.0
_TWO_WORD_TITLE = -0.9
# What a name begins with: a capital, a letter of a script without case, a particle.
_NAME_START = (
    r"(?:(?![a-zß-öø-ÿ])[^\W\d_]"
    r"|(?:d[aeiou]|dos|del|della|dalla|des|van|vo[mnr]|zu[mr]?|al|el|ben|bin|te[nr]|la|le|in ['’]t"
    r"|joint|jointly|work|with|by|authors?)\b)"
)
_LEAD_IN = re.compile(
    r"(?:joint(?:ly)? |(?:joint )?work )(?:work )?(?:of|with|by) |with |by |authors?:? ", re.IGNORECASE
)
# A pattern that begins with a set of characters is found far faster than one with alternatives.
_CUT = re.compile(
    r"[\s,.:?!(\[;→)](?:(?<=\s)[-–—|•·]\s|(?:(?<=,)\s|(?<=\s))by:?\s|(?<=\.)(?<!\bvs\.)(?<!\b[A-Z]\.)(?=\s)"
    r"|(?<=[:?!])(?=\s)|(?<=\s)[(\[]|(?<=[(\[])|(?<=[,;)])\s|(?<=[\t\n])|(?<=→)\s?)"
    rf"(?=\s?{_NAME_START})"
)
_AFTER_NAMES_FIRST = re.compile(
    r"\s*(?:[.,]?\s*(?:\((?:19|20)\d\d[a-z]?\)|(?:19|20)\d\d[a-z]?))?\s*(?:[.:,]|\s[-–—|•·]|\n)\s*"
    r"(?=[^\W_]|[“\"‘'«*_\[])"
)
_TITLE_STOP = re.compile(
    r"(?<!\bvs)\.(?=\s)"
    # behind a question mark the title may go on: not with what looks like a venue
    r"|[?!](?=\s+(?:[*_“\"]|In\b|Proc|Journal|Trans|arXiv|[A-Z]{3,}|(?:[A-Z][\w&.]*[ ,]+){1,6}\d|$))"
    r"|,\s+(?=(?:[A-Z][\w.&]*\s){1,5}\d)"
    r"|\s(?:[Ii]n|[Tt]o appear in)(?:\s+[Pp]roc|:"
    r"|\s+(?:the\s+)?[A-Z]{2,}[\w’']*[\s,(’']+\d|\s+[*_])|,\s+(?:in\s+)?(?:Proc|[A-Z]{3,}[\w’']*\b)"
    r"|\s*\[|\s[|·•]\s|\s*\((?=[^()]*(?:19|20)\d\d)|\n"
)
_TAIL = re.compile(r"\s*(?:$|[.;:|)\]\[—–(→,•·]|\s[-–—]\s|\n|in\b|at\b|[*_]|(?:19|20)\d\d)", re.IGNORECASE)
# "A workshop, organised by Jane Doe": who does so has written no paper.
_OTHER_BY = re.compile(
    r"\b(?:organi[sz]ed|hosted|chaired|moderated|led|sponsored|funded|supported|supervised|curated|edited"
    r"|reviewed|introduced|coordinated|nominated)[*_]{0,3}$",
    re.IGNORECASE,
)
_OTHER_BY_CHARS = 16
_FEW_SPACES = 1
_CLOSES_CITATION = re.compile(r"[^()\[\]]{0,30}[)\]]\s*(?:$|[:.;\[–—-]|\n|,\s*(?:ar[Xx]iv|[A-Z\d]))")
# "The summer school, with lectures by A and B", "The course was taught by C and D"
_EVENT_BY = re.compile(
    r"(?:(?:,|\b(?:with|and|an?|the|by|including)) (?:\w+ )?(?:lectures?|talks?|tutorials?|keynotes?|speech"
    r"|speeches|address|remarks|music|readings?|demonstrations?)"
    r"|\b(?:taught|given|delivered|founded|run|headed|photographed)),? by:?$",
    re.IGNORECASE,
)
_CITE_LABEL = re.compile(
    r"[*_]{0,3}(?:(?:recommended|suggested|please|how to|full) )?"
    r"(?:cit(?:ation|e(?: (?:as|this|us))?)|reference)"
    r"[*_]{0,3}\s?[:：][*_]{0,3}\s*",
    re.IGNORECASE,
)
# What running text holds where it is an entry of a list of papers.
_MAX_PLAIN_WORDS = 30
_MARK = re.compile(r"[\d—–|\[\t]")
_BY = re.compile(r"\b(?:by|et al)\b")
_AND = re.compile(r"\band\b|&")
_YEAR_OR_QUOTE = re.compile(r"(?:19|20)\d\d|[“\"«]")


def find_citation(text: str, line: Line) -> Iterator[Mention]:
    """Yield the paper of a line that is one entry, if it is."""
    label = _CITE_LABEL.match(text, line.start, line.end)
    start = label.end() if label else line.start
    names = NOTHING if is_phrase(text[start : line.end]) else find_leading_names(text, start, line.end)
    many = len(names.names) > 1 or names.et_al
    if names.names and names.strength >= (CERTAIN if many else SURE_NAME):
        mention = _title_behind(text, names, line.end)
        if mention:
            has_full_name = any(" " in text[name.start : name.end] for name in names.names)
            has_year = _YEAR_OR_QUOTE.search(text, names.end, mention.title[0] + 1) is not None
            is_certain = (many and has_full_name) or has_year
            yield mention._replace(is_certain=is_certain)
        if mention or many:
            return
    if line.text.count(" ") > _MAX_PLAIN_WORDS and not _could_cite(line.text):
        return
    for count, cut in enumerate(_CUT.finditer(text, start + _MIN_TITLE_CHARS, line.end)):
        if count >= _MAX_CUTS or cut.start() - start > MAX_TITLE_CHARS:
            return
        found = _names_behind(text, cut, line.end)
        if found is None:
            continue
        title = trim_title(text, start, cut.start() + (text[cut.start()] in "?!"))
        value = text[slice(*title)]
        is_word = found.strength >= CERTAIN and _is_set_apart(cut) and _is_capitalised_word(value)
        if not is_word and not could_be_title(value, least=0.0 if value.count(" ") > 1 else _TWO_WORD_TITLE):
            continue
        if is_sentence(value) or ends_in_name(value) or _holds_names(text, title) or _is_event(text, cut):
            return
        pattern = pattern_of("cut", text, *cut.span())
        # "Best pie: Jane Doe and Al Roe" needs others of its kind.
        is_label = cut.group().strip() == ":" and value.count(" ") <= _FEW_SPACES
        is_certain = not is_word and not is_label and _is_enough_behind(found, cut.group())
        yield Mention(title, found, pattern, found.strength, is_certain=is_certain)
        return


def _is_event(text: str, cut: re.Match[str]) -> bool:
    """Tell whether what the people behind a cut did was to speak or to lead: the line names no paper."""
    is_by = cut.group().strip(" ,:") == "by"
    return (
        is_by and _EVENT_BY.search(text[max(0, cut.start() - _EVENT_REACH) : cut.end()].rstrip()) is not None
    )


def is_by_others(text: str, at: int) -> bool:
    """Tell whether "by" at ``at`` says who did something else than write: "organised by"."""
    return _OTHER_BY.search(text, max(0, at - _OTHER_BY_CHARS), at) is not None


def _could_cite(text: str) -> bool:
    has_by = "by" in text or "et al" in text  # literals are found fast
    return _MARK.search(text) is not None or (has_by and _BY.search(text) is not None)


def _is_capitalised_word(value: str) -> bool:
    return " " not in value and value[:1].isupper()


def _is_set_apart(cut: re.Match[str]) -> bool:
    """Tell whether what parts a title from its authors could hardly stand inside a title."""
    return cut.group().strip(" ,:") in ("by", "(", "[", "|", "\t")


def _names_behind(text: str, cut: re.Match[str], end: int) -> NameList | None:
    """Return the names that a title's line ends in behind a cut, ``None`` if there are none."""
    mark, at = cut.group().strip(" ,:") or cut.group().strip(), cut.end()
    at += text[at : at + 1].isspace()
    lead_in = _LEAD_IN.match(text, at, end)
    at = lead_in.end() if lead_in else at
    following = text[at : at + 1]
    if is_by_others(text, cut.start()) or not following.isalpha():
        return None
    if following.islower() and mark not in (",", "by", "—", "–", ";"):
        return None
    names = find_leading_names(text, at, end)
    is_certain = _is_enough_behind(names, mark)
    if not names.names or (not is_certain and (names.strength < _LEAST_STRENGTH or mark == ",")):
        return None
    if not _TAIL.match(text, names.end, end):
        return None
    if mark in ("(", "[") and not _CLOSES_CITATION.match(text, names.end, end):
        return None
    goes_on = mark == "," and text[names.end : end].count(" ") > _MAX_WORDS_BEHIND
    return None if goes_on else names


def _holds_names(text: str, title: tuple[int, int]) -> bool:
    """Tell whether what should be a title ends in a name, or names people behind a label."""
    start, end = title
    last = max(text.rfind(mark, start, end) for mark in (",", ":", ";", "·", "|")) + 1
    if last > start and score_name(text[last:end].strip()) > SURE_NAME - 1:
        return True
    first = min((at for at in (text.find(mark, start, end) for mark in (",", ";")) if at >= 0), default=end)
    return score_name(text[start:first].strip()) > SURE_NAME


def _is_enough_behind(names: NameList, cut: str) -> bool:
    many = len(names.names) > 1 or names.et_al
    if cut.strip() in (",", ".", ":", ";", "?", "!", ")"):
        return (many and names.strength >= CERTAIN) or (names.et_al and names.strength > 0)
    return names.strength >= (SURE_NAME if many else _SURE_SINGLE) or (names.et_al and names.strength > -1)


def _title_behind(text: str, names: NameList, end: int) -> Mention | None:
    """Return the paper whose title follows its authors, up to the end of its sentence."""
    joint = _AFTER_NAMES_FIRST.match(text, names.end, end)
    if joint is None:
        return None
    at = joint.end()
    closing = {"“": "”", '"': '"', "«": "»", "‘": "’"}.get(text[at : at + 1])
    stop = text.find(closing, at + 1, end) + 1 if closing else 0
    if not stop:
        found = _TITLE_STOP.search(text, at + 8, end)
        stop = (found.start() + (text[found.start()] in "?!")) if found else end
    title = trim_title(text, at, stop)
    value = text[slice(*title)]
    if value.count(" ") < 2 or score_title(value) < 0.0 or is_affiliation(value) or is_role(value):  # noqa: PLR2004
        return None
    # Behind a comma the title begins only where "and" has announced the last name.
    if text[at - 2 : at - 1] == "," and not closing and not _ends_in_and(text, names):
        return None
    return Mention(title, names, pattern_of("first", text, names.end, at), names.strength)


def _ends_in_and(text: str, names: NameList) -> bool:
    if len(names.names) < 2:  # noqa: PLR2004
        return False
    before, last = names.names[-2:]
    return _AND.search(text, before.end, last.start) is not None
