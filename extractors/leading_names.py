"""Names at the beginning of running text: "Jane Doe, Al Roe and Bo Li show ..."."""

import re

from extractors.name_model import score_words
from extractors.name_parts import MAX_NAME_CHARS, MAX_PARTS, Part, closing, leading_name
from extractors.names import MAX_LIST_CHARS, MAX_PART, NOTHING, Name, NameList, find_names

_MIN_AMONG = -7.0
_LEADING_MARKS = re.compile(r"(?:[*†‡§¶∗]|\d(?:,\d)*(?=[\s,.;)]|$)|[¹²³⁰-⁹]|\*\*|_)+")
_INITIALS_BEHIND = re.compile(
    r",\s+((?:[^\W\d_a-z]\.[ -]?){0,3}[^\W\d_a-z]\.)"
    r"(?=\s*(?:$|[,;&(.:“\"*_]|and\b|et\b|In:?\s|in\s+(?:the\b|[A-Z*_])|(?:19|20)\d\d))"
)
_BARE_INITIALS = re.compile(r"((?:[^\W\d_][^\s,.;]{1,25} ){1,3})([^\W\d_]{1,3})(?=[.,;*†‡§]|$)")
_LOWER_CASE_NAME = re.compile(r"[^\W\d_A-Z]{2,20} [^\W\d_A-Z]{2,20}(?=,\s[^\W\d_a-z])")
# "Doe, Jane, and Al Roe. “Title”": citations may turn round the first name only.
_FAMILY_FIRST = re.compile(
    r"((?:(?:[a-z]{1,4}|V[ao]n|D[aeiu]|L[ae]|El|Al) ){0,2}[^\W\d_a-z][\w’'-]{1,30}), "
    r"([^\W\d_a-z][\w’'-]{1,30}(?: [^\W\d_a-z]\.){0,3}(?=[,.]? )"
    r"|[^\W\d_a-z][\w’'-]{1,30} [^\W\d_a-z][\w’'-]{1,30}(?=\. |,? (?:and|&) ))"
)
_CITED = re.compile(r"[.,)] ?(?:[“\"«*_]|\(?(?:19|20)\d\d\b)")
_REACH_OF_CITED = 1_500
_OPENED = re.compile(r"\s?\(")
# The words that the abbreviated names of journals are made of most (ISO 4): "J. Chem. Phys. 128, 244102".
_OF_JOURNALS = frozenset(
    """acad acc acta adv am angew ann appl arch astron astrophys biochem biol biomed biophys bull cell chem
    clin comm commun comp compd comput curr electron eng engl environ ind int jpn lett mach magn mater math
    mech med mol nat nucl opt phys pol proc quantum res rev sci soc stat struct surf symp syst technol theor
    theory top trans""".split()  # noqa: SIM905 - a list of seventy quoted words reads worse
)
_LEADING_ET_AL = re.compile(
    r",?\s+(?:et\.?\s?al\b\.?|and (?:others|colleagues|co-?authors)\b)", re.IGNORECASE
)
_LEADING_SEPARATOR = re.compile(r"\s*[,;·•|&/]\s*(?:and\s+|&\s*)?|\s+(?:and|und|with)\s+", re.IGNORECASE)
_WEAK_NAME = -1.0
_MAX_INITIALS = 3
_FOR_INITIALS, _SURE_INITIALS = 3.0, 2.5


def find_leading_names(text: str, begin: int, end: int) -> NameList:
    """Read the list of names that a running text goes on with at ``begin``; it ends where the names do."""
    parts: list[Part] = []
    et_al = False
    at = begin
    while at < end and len(parts) < MAX_PARTS:
        part = (None if parts else _family_first(text, at, end)) or _next_name(text, at, end, parts)
        if part is None or part.end - begin > MAX_LIST_CHARS:
            break
        marks = _LEADING_MARKS.match(text, part.end, end)
        at = marks.end() if marks else part.end
        affiliation = _affiliation(text, at, end)
        if affiliation:
            part, at = part._replace(affiliation=affiliation), affiliation[1] + 1
        parts.append(part)
        others = _LEADING_ET_AL.match(text, at, end)
        if others:
            et_al, at = True, others.end()
            break
        joint = _LEADING_SEPARATOR.match(text, at, end)
        if joint is None:
            break
        at = joint.end()
    while len(parts) > 1 and not et_al and parts[-1].logit < _WEAK_NAME:
        parts.pop()  # what no name follows must look like one itself
    if not parts:
        return NOTHING
    last = parts[-1]
    stop = at if et_al else last.affiliation[1] + 1 if last.affiliation else last.end
    strength = sum(max(_WEAK_NAME, min(MAX_PART, part.logit)) for part in parts)
    names = tuple(Name(part.start, part.end, part.affiliation) for part in parts)
    found = NameList(names, (), et_al, strength=strength, start=begin, end=stop)
    if ";" not in text[begin:stop]:
        return found
    inverted = find_names(text, begin, stop)  # "Doe, Jane; Roe, Al: Title"
    is_inverted = any("," in text[name.start : name.end] for name in inverted.names)
    return inverted._replace(et_al=et_al, end=stop) if is_inverted else found


def _family_first(text: str, at: int, end: int) -> Part | None:
    """Return the first name of a citation where it is printed family name first, and is surely one so."""
    found = _FAMILY_FIRST.match(text, at, end)
    if not found or not _CITED.search(text, found.end(), min(end, found.end() + _REACH_OF_CITED)):
        return None
    logit = score_words([*found.group(2).split(), *found.group(1).split()])
    return Part(at, found.end(), logit, None, "") if logit >= _SURE_INITIALS else None


def _with_bare_initials(text: str, parts: list[Part], part: Part | None) -> Part | None:
    """Read "Doe J" as a name like "J. Doe"; and cut the title off the last one of "Doe J, Roe AB. Title"."""
    if part is None:
        return None
    found = _BARE_INITIALS.match(text, part.start, min(len(text), part.end + 1))
    if not found or found.end() > part.end or not found.group(2).isupper() or found.group(1).isupper():
        return part
    is_whole = found.end() == part.end
    behind = text[found.end() : part.end].strip(" .")
    if len(behind) > _MAX_INITIALS and behind.isupper() and text[part.end : part.end + 1] != ":":
        return part  # "Jane R. DOE"; but "Doe J. MAP: Title"
    if not is_whole and not (parts and all(_ends_in_initials(text, other) for other in parts)):
        return part
    logit = score_words([f"{found.group(2)[0]}.", *found.group(1).split()])
    return part._replace(end=found.end(), logit=max(part.logit, logit))


def _ends_in_initials(text: str, part: Part) -> bool:
    found = _BARE_INITIALS.fullmatch(text, part.start, part.end)
    return found is not None and found.group(2).isupper()


def _next_name(text: str, at: int, end: int, parts: list[Part]) -> Part | None:
    """Return the name at ``at``, with the initials behind it, if it goes with the ``parts`` before it."""
    part = leading_name(text, at, min(end, at + 2 * MAX_NAME_CHARS))
    part = _with_bare_initials(text, parts, part)
    if part is None:
        return _lower_case_name(text, at, end) if len(parts) > 0 else None
    least = _MIN_AMONG if parts else 0.0
    if parts and text[part.end : part.end + 1] == "." and _is_of_journal(text[part.start : part.end]):
        return None
    initials = _INITIALS_BEHIND.match(text, part.end, end)
    if initials:  # "Doe, J. R."
        part = part._replace(end=initials.end(1), logit=max(_SURE_INITIALS, part.logit + _FOR_INITIALS))
    return part if part.logit >= least or _LEADING_ET_AL.match(text, part.end, end) else None


def _is_of_journal(value: str) -> bool:
    """Tell whether a value is the beginning of a journal's abbreviated name: "J. Chem", "Theor"."""
    return value.rpartition(" ")[2].lower() in _OF_JOURNALS


def _lower_case_name(text: str, at: int, end: int) -> Part | None:
    """Return the name at ``at`` in the midst of a list that its owner writes without capitals."""
    found = _LOWER_CASE_NAME.match(text, at, end)
    logit = score_words([word.capitalize() for word in found.group().split()]) if found else 0.0
    return Part(at, found.end(), logit, None, "") if found and logit > 0 else None


def _affiliation(text: str, at: int, end: int) -> tuple[int, int] | None:
    """Return what stands in parentheses at ``at``, unless that is a year or a number."""
    opened = _OPENED.match(text, at, end)
    close = closing(text, opened.end() - 1, end) if opened else -1
    if opened is None or close < 0 or text[opened.end()].isdigit():
        return None
    return opened.end(), close
