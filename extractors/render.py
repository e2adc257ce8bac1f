"""The JSON of one document, as ``roundup extract`` prints it: records nested as people think of them."""

from collections import defaultdict
from typing import Any

from extractors.records import Authorship, Extraction, Grounded, JobSection

_FIELDS_OF_ROW = {"document_id", "start_char", "end_char", "verbatim"}


def to_json(extraction: Extraction) -> dict[str, Any]:
    """Return ``extraction`` as plain lists and dicts; spans are ``[start, end]`` in code points."""
    topics = {topic.topic_id: topic.name for topic in extraction.topics}
    titles = {paper.paper_id: paper.title for paper in extraction.papers}
    authors: dict[str, list[Authorship]] = defaultdict(list)
    for authorship in extraction.paper_authors:
        authors[authorship.paper_id].append(authorship)
    sections: dict[str, list[JobSection]] = defaultdict(list)
    for section in extraction.job_sections:
        sections[section.job_id].append(section)
    return {
        "document": extraction.document.model_dump(
            mode="json", exclude=_FIELDS_OF_ROW - {"document_id"} | {"text"}
        )
        | {"span": _span(extraction.document)},
        "topics": [
            {
                "topic_id": topic.topic_id,
                "name": topic.name,
                "description": topic.description,
                "span": _span(topic),
            }
            for topic in extraction.topics
        ],
        "papers": [
            {
                "paper_id": paper.paper_id,
                "title": paper.title,
                "topic": topics.get(paper.topic_id) if paper.topic_id else None,
                "et_al": paper.et_al,
                "authors": [
                    {
                        "author_id": author.author_id,
                        "name": author.name_as_printed,
                        "affiliation": author.affiliation,
                        "span": _span(author),
                    }
                    for author in authors[paper.paper_id]
                ],
                "span": _span(paper),
            }
            for paper in extraction.papers
        ],
        "figures": [
            {
                "figure_id": figure.figure_id,
                "file_name": figure.file_name,
                "caption": figure.caption,
                "paper_title": titles.get(figure.paper_id) if figure.paper_id else None,
                "credit": figure.credit,
                "span": _span(figure),
            }
            for figure in extraction.figures
        ],
        "job_postings": [
            {
                "job_id": job.job_id,
                "location": {
                    "raw": job.location_raw,
                    "country_code": job.country_code,
                    "region": job.region,
                    "city": job.city,
                    "warnings": list(job.location_warnings),
                }
                if job.location_raw
                else None,
                "title": job.title,
                "employer": job.employer,
                "description": job.description,
                "sections": [
                    {"heading": s.heading, "kind": s.kind, "text": s.text, "span": _span(s)}
                    for s in sections[job.job_id]
                ],
                "skills": [],
                "span": _span(job),
            }
            for job in extraction.job_postings
        ],
        "segments": [{"label": segment.label, "span": _span(segment)} for segment in extraction.segments],
        "rejects": [
            {
                "record_type": reject.record_type,
                "rule": reject.rule,
                "reason": reject.reason,
                "fragment": reject.fragment,
                "span": _span(reject),
            }
            for reject in extraction.rejects
        ],
    }


def _span(record: Grounded) -> list[int]:
    return [record.start_char, record.end_char]
