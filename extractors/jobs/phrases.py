"""spaCy component: the phrases of job ads, which are data: headings, terms, degrees, cues and skills."""

import re
from collections.abc import Iterable
from typing import Final

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from extractors import spans
from extractors.jobs.headers import is_label
from extractors.jobs.sections import known_headings
from extractors.jobs.skills import skill_patterns
from extractors.patterns import read_patterns

_LABELS: Final = frozenset({"job_body", "job_header", "job_title", "job_location"})
_HEADING = "heading"
_SET_APART = "heading set apart"
"""One that is one only on a line of its own, before a bullet or between sentences."""
_SKILL = "skill"
_APOSTROPHE = "’"
# Behind these a word that has other senses is a skill, or beside others of a list.
_SURE_BEFORE = re.compile(
    r"\b(?:experience[d]? (?:with|in)|proficien\w+ (?:with|in)|fluen\w+ in|knowledge of|skills? (?:in"
    r"|with)|familiar\w* with|written in"
    r"|program\w* (?:in|with)|cod(?:e|ing) in|prototypes in|scripts in|using|know|knows"
    r"|work(?:ing)? with|expertise in|languages? such as"
    r"|deep knowledge of|like|as) (?:[\w+#.]+(?:, |/| and | or |, and |, or )){0,5}$",
    re.IGNORECASE,
)
_LIST_BEFORE = re.compile(
    r"(?:(?:^|\n)\s*|\be\.g\.,?\s|\bincluding\s|[,/(+:•]|[-–*]\s"
    r"|\b(?:and|or|in|with|of|good|basic|fluent|strong|solid|excellent|advanced|expert|some|our)\s)\s?$",
    re.IGNORECASE,
)
_BULLET_BEFORE = re.compile(r"[•▪●*–-] $")
_NEXT_PART = re.compile(r" (?!To\b)[A-Z]")
_LIST_BEHIND = re.compile(
    r"\s?(?:[,/)+.;](?!\w)|/|and\b|or\b|programming|developers?\b|engineers?\b|skills?\b|code\b"
    r"|preferred\b|required\b|to (?:build|work|analy[sz]e|train|process|develop|write|query|create)\b"
    r"|jobs\b|pipelines\b|clusters?\b|scripts?\b|packages?\b|services\b|\n|$|[-–•*]\s)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\w-$")
_NOT_BEHIND = re.compile(r"[&'’-]\w|\s?&")
_REACH = 60
_BULLET_BEHIND = re.compile(r":?\s[-–•*·▪●]\s?")
_GOES_ON = re.compile(r"[ :\n\t][: \t\n\r]{0,2}[^\sa-z,.;:]")
_NEW_SENTENCE = re.compile(
    r" (?:(?:The|We|Our|You|Your|In|A|An|As|At|If|This|These|All|Applicants|Please)\b(?! and )"
    r"|[$€£¥₹]|[A-Z]{3} ?\d)"
)
_JOINT_BEFORE = re.compile(
    r"(?:^|[ ])(?:of|in|at|for|with|by|from|to|on|and|or|the|an?|our|your|their|about|is"
    r"|The|Our|Your|Total|&)[ ]$"
)
_JOINT_REACH = 8
_SPOKEN = re.compile(r"(?:You|We|It|In|To|What)\b", re.IGNORECASE)
_SENTENCE_ENDS = frozenset(".!?:)")
_NO_START = frozenset(",;-–•*&/(")


class JobPhraseFinder:
    """Sets ``doc.spans["job_headings"]``, ``["job_phrases"]`` and ``["job_skills"]`` in postings."""

    def __init__(self, nlp: Language) -> None:
        self._lower = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        for heading, (kind, is_only_on_a_line) in known_headings().items():
            label = _SET_APART if is_only_on_a_line else _HEADING
            self._add(nlp, self._lower, f"{label}:{kind}", [heading])
        for row in read_patterns("job_phrases"):
            label = f"{row['kind']}:{row['value']}" + (":header" if row.get("header") else "")
            self._add(nlp, self._exact if row.get("case") else self._lower, label, [row["phrase"]])
        for row in skill_patterns().values():
            forms = [row["skill"], *row.get("variants", ())]
            exact = [*(forms if row.get("case") else ()), *row.get("exact_variants", ())]
            self._add(nlp, self._exact, f"{_SKILL}:{row['skill']}", exact)
            if not row.get("case"):
                self._add(nlp, self._lower, f"{_SKILL}:{row['skill']}", forms)

    @staticmethod
    def _add(nlp: Language, matcher: PhraseMatcher, label: str, phrases: Iterable[str]) -> None:
        spellings = {p for phrase in phrases for p in (phrase, phrase.replace("'", _APOSTROPHE))}
        docs = [nlp.make_doc(spelling) for spelling in sorted(spellings)]
        if docs:
            matcher.add(label, docs)

    def __call__(self, doc: Doc) -> Doc:
        """Find the phrases in the postings of ``doc``."""
        found: dict[str, list[Span]] = {spans.JOB_HEADINGS: [], spans.JOB_PHRASES: [], spans.JOB_SKILLS: []}
        text = spans.get_text(doc)
        for piece in doc.spans[spans.PIECES]:
            if piece.label_ in _LABELS:
                for matcher in (self._lower, self._exact):
                    for match in matcher(piece, as_spans=True):
                        self._sort(text, piece, match, found)
        for key, matches in found.items():
            doc.spans[key] = (
                _longest(matches)
                if key == spans.JOB_SKILLS
                else sorted(matches, key=lambda span: (span.start, -span.end))
            )
        return doc

    def _sort(self, text: str, piece: Span, match: Span, found: dict[str, list[Span]]) -> None:
        kind, _, value = match.label_.partition(":")
        if kind in {_HEADING, _SET_APART}:
            is_heading = self._is_heading if kind == _HEADING else self._is_set_apart
            if piece.label_ == "job_body" and is_heading(text, match):
                found[spans.JOB_HEADINGS].append(_labelled(match, value))
        elif kind == _SKILL:
            has_senses = skill_patterns()[value].get("context") and match.text == value
            is_tail = _TAIL.search(text, max(0, match.start_char - 2), match.start_char)  # "cutting-edge AI"
            if not is_tail and (not has_senses or _is_in_list(text, match)):
                found[spans.JOB_SKILLS].append(_labelled(match, value))
        else:
            found[spans.JOB_PHRASES].append(match)

    def _is_set_apart(self, text: str, match: Span) -> bool:
        """Tell a heading by what follows it, bullets or a new sentence, and by where it stands."""
        start, end = match.start_char, match.end_char
        heading = text[start:end]
        if not text[start].isupper() or text[max(0, start - 1) : start] == "\n":
            return False  # lines are looked at as such
        before, ahead = text[max(0, start - 2) : start], text[end : end + 4]
        last = before.strip()[-1:]
        if _BULLET_BEHIND.match(ahead):
            return last not in _NO_START
        is_spoken = _SPOKEN.match(heading) is not None  # "You have Python"
        if is_spoken or not _GOES_ON.match(ahead) or (":" in ahead[:1] and is_label(heading)):
            return False
        begins_sentence = _NEW_SENTENCE.match(text, end + (ahead[:1] == ":")) is not None
        if last in _SENTENCE_ENDS:
            return " " in heading or heading.isupper() or begins_sentence
        follows_item = last.isalnum() and not _JOINT_BEFORE.search(text, max(0, start - _JOINT_REACH), start)
        return begins_sentence and follows_item

    def _is_heading(self, text: str, match: Span) -> bool:
        """Tell a heading from the same words in a sentence: capital first, and a new start behind it."""
        start, end = match.start_char, match.end_char
        if not text[start].isupper():
            return False
        before, ahead = text[max(0, start - 2) : start], text[end : end + 4]
        heading = text[start:end]
        own_line = before[-1:] in ("", "\n", "\r") and ahead[:1] in ("", "\n", "\r", ":")
        if own_line:
            return not is_label(heading)  # "Salary: ..."; lines are looked at as such
        if ":" in ahead[:2] and is_label(heading):
            return False
        if _BULLET_BEHIND.match(ahead):
            return True
        last = before.strip()[-1:]
        is_tail = heading.isupper() and last.isupper()  # the end of a longer one
        if not _GOES_ON.match(ahead) or last in _NO_START or is_tail:
            return False
        # Run into the text, a single word must stand between sentences: "Benefits Health insurance ..."
        return " " in heading or last in _SENTENCE_ENDS or _NEW_SENTENCE.match(text, end) is not None


def _labelled(span: Span, label: str) -> Span:
    return Span(span.doc, span.start, span.end, label=label)


def _longest(matches: list[Span]) -> list[Span]:
    """Return the matches that lie in no longer one."""
    return sorted(filter_spans(matches), key=lambda span: span.start)


def _is_in_list(text: str, match: Span) -> bool:
    """Tell whether a word with other senses stands as skills do: "Python, R and C", "written in Go"."""
    start, end = match.start_char, match.end_char
    stop = min(len(text), end + _REACH)
    if _NOT_BEHIND.match(text, end, stop):
        return False
    low = max(0, start - _REACH)
    if _SURE_BEFORE.search(text, low, start):
        return True
    if _BULLET_BEFORE.search(text, low, start) and _NEXT_PART.match(text, end, stop):
        return True  # the last item before a heading
    return (
        _LIST_BEFORE.search(text, low, start) is not None and _LIST_BEHIND.match(text, end, stop) is not None
    )


@Language.factory("roundup_job_phrases", requires=["doc.spans"], assigns=["doc.spans"])
def create_job_phrase_finder(nlp: Language, name: str) -> JobPhraseFinder:  # noqa: ARG001 - spaCy's signature
    """Return the component that finds the phrases of job ads."""
    return JobPhraseFinder(nlp)
