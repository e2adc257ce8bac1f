"""From a labelled ``Doc`` to records: pure, no spaCy objects leave.

Each record is validated; one that fails becomes a reject, so that candidates = loaded + rejected.
"""

from collections import Counter, defaultdict
from typing import TypeVar

from pydantic import ValidationError
from spacy.tokens import Doc

from extractors import spans
from extractors.ids import ChildIds, document_id, make_id, title_key
from extractors.names import split_name
from extractors.records import (
    Author,
    Authorship,
    Grounded,
    Paper,
    RecordType,
    Reject,
    SegmentLabel,
    Topic,
    fold,
)
from extractors.spans import Slice

MAX_FRAGMENT_CHARS = 500
R = TypeVar("R", bound=Grounded)


class Builder:
    """Makes the records of one document: slices its text, and turns what is not valid into rejects."""

    def __init__(self, doc: Doc, source_uri: str) -> None:
        self.text = spans.get_text(doc)
        self.document_id = document_id(source_uri)
        self.ids = ChildIds(self.document_id)
        self.rejects: list[Reject] = []
        self.candidates: Counter[RecordType] = Counter()
        """How many of each kind were found: each becomes a record or a reject."""
        self.doubts = spans.get_doubts(doc)
        self.pieces = spans.slices(doc, spans.PIECES)
        self._by_label: dict[str, list[Slice]] = defaultdict(list)
        self._by_group: dict[tuple[int, str], Slice] = {}
        for piece in self.pieces:
            self._by_label[piece.label].append(piece)
            if piece.group:
                self._by_group[piece.group, piece.label] = piece

    def labelled(self, label: SegmentLabel) -> list[Slice]:
        """Return the pieces with a label, in order."""
        return self._by_label.get(label, [])

    def of_group(self, group: int, label: SegmentLabel) -> Slice | None:
        """Return the piece with a label that belongs to the same record."""
        return self._by_group.get((group, label))

    def make(
        self, record: type[R], record_type: RecordType, start: int, end: int, **fields: object
    ) -> R | None:
        """Return a record grounded at ``start:end``, or ``None`` when it became a reject."""
        self.candidates[record_type] += 1
        try:
            fields["document_id"] = self.document_id
            fields["start_char"] = start
            fields["end_char"] = end
            fields["verbatim"] = self.text[start:end]
            return record.model_validate(fields)
        except ValidationError as error:
            problem = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(map(str, problem["loc"])) or "record"
            self._keep_reject(record_type, "invalid", f"{where}: {problem['msg']}", start, end)
            return None

    def reject(self, record_type: RecordType, rule: str, reason: str, start: int, end: int) -> None:
        """Keep a candidate that a rule refuses."""
        self.candidates[record_type] += 1
        self._keep_reject(record_type, rule, reason, start, end)

    def _keep_reject(self, record_type: RecordType, rule: str, reason: str, start: int, end: int) -> None:
        verbatim = self.text[start:end]
        self.rejects.append(
            Reject(
                document_id=self.document_id,
                start_char=start,
                end_char=end,
                verbatim=verbatim,
                record_type=record_type,
                rule=rule,
                reason=reason,
                fragment=fold(verbatim[:MAX_FRAGMENT_CHARS]),
            )
        )

    def value(self, start: int, end: int) -> str:
        """Return the text of a span, normalised."""
        return fold(self.text[start:end])

    def optional(self, name: str, span: Slice | None) -> dict[str, object]:
        """Return the fields of a value that may be absent: itself and where it stands."""
        if span is None:
            return {}
        _, start, end, _ = span
        return {name: self.value(start, end), f"{name}_start_char": start, f"{name}_end_char": end}


def build_topics(builder: Builder) -> list[Topic]:
    """Return the topics, in order."""
    topics: list[Topic] = []
    for _, start, end, group in builder.labelled("topic"):
        name = builder.value(start, end)
        description = builder.of_group(group, "topic_description")
        topic = builder.make(
            Topic,
            "topic",
            start,
            end,
            topic_id=builder.ids.new("topic", name),
            position=len(topics) + 1,
            name=name,
            **builder.optional("description", description),
        )
        topics += [topic] if topic else []
    return topics


def build_papers(builder: Builder, doc: Doc, topics: list[Topic]) -> tuple[list[Paper], list[Authorship]]:
    """Return the papers in order, each under the topic heading before it, and their authorships."""
    et_al = {group for *_, group in spans.slices(doc, spans.ET_AL)}
    papers: list[Paper] = []
    by_group: dict[int, str] = {}
    ahead = iter(topics)
    upcoming, topic = next(ahead, None), None
    for _, start, end, group in builder.labelled("paper_title"):
        while upcoming and upcoming.start_char < start:
            topic, upcoming = upcoming, next(ahead, None)
        title = builder.value(start, end)
        paper = builder.make(
            Paper,
            "paper",
            start,
            end,
            paper_id=builder.ids.new("paper", title),
            topic_id=topic.topic_id if topic else None,
            position=len(papers) + 1,
            title=title,
            work_id=make_id("work", title_key(title) or title),
            et_al=group in et_al,
        )
        if paper:
            papers.append(paper)
            by_group[group] = paper.paper_id
    return papers, _build_authorships(builder, doc, by_group)


def _build_authorships(builder: Builder, doc: Doc, by_group: dict[int, str]) -> list[Authorship]:
    affiliations = {piece.group: piece for piece in spans.slices(doc, spans.AFFILIATIONS)}
    authorships: list[Authorship] = []
    count: Counter[str] = Counter()
    for index, (_, start, end, group) in enumerate(spans.slices(doc, spans.NAMES), start=1):
        paper_id = by_group.get(group)
        if paper_id is None:
            reason = "the paper of this author was rejected"
            builder.reject("authorship", "paper_rejected", reason, start, end)
            continue
        name = builder.value(start, end)
        authorship = builder.make(
            Authorship,
            "authorship",
            start,
            end,
            paper_id=paper_id,
            author_id=make_id("author", name),
            position=count[paper_id] + 1,
            name_as_printed=name,
            **builder.optional("affiliation", affiliations.get(index)),
        )
        if authorship:
            count[paper_id] += 1
            authorships.append(authorship)
    for _, start, end, _ in spans.slices(doc, spans.OTHERS):
        builder.reject("authorship", "not_a_name", "this part of an author list is no name", start, end)
    for _, start, end, _ in builder.labelled("name_list"):
        builder.reject("paper", "no_title", "a list of names without a title beside it", start, end)
    return authorships


def build_authors(authorships: list[Authorship]) -> list[Author]:
    """Return the people behind ``authorships``, each at the first mention."""
    first: dict[str, Authorship] = {}
    for authorship in authorships:
        first.setdefault(authorship.author_id, authorship)
    authors = []
    for mention in first.values():
        given, family = split_name(mention.name_as_printed)
        authors.append(
            Author.model_validate(
                {
                    "document_id": mention.document_id,
                    "start_char": mention.start_char,
                    "end_char": mention.end_char,
                    "verbatim": mention.verbatim,
                    "author_id": mention.author_id,
                    "full_name": mention.name_as_printed,
                    "given_name": given,
                    "family_name": family,
                }
            )
        )
    return authors
