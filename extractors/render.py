"""The JSON of one document, as ``roundup extract`` prints it: records nested as people think of them."""

from collections import defaultdict
from typing import Any

from extractors.records import Authorship, Extraction, Grounded, JobSection

_FIELDS_OF_ROW = {"document_id", "start_char", "end_char", "verbatim"}
_FIELDS_OF_JOB = {
    "posted_on",
    "title",
    "seniority",
    "employment_types",
    "team",
    "employer",
    "remote_mode",
    "hours_per_week",
    "pay_min",
    "pay_max",
    "pay_currency",
    "pay_period",
    "work_authorization",
    "description",
}


def to_json(extraction: Extraction) -> dict[str, Any]:
    """Return ``extraction`` as plain lists and dicts; spans are ``[start, end]`` in code points."""
    topics = {topic.topic_id: topic.name for topic in extraction.topics}
    titles = {paper.paper_id: paper.title for paper in extraction.papers}
    authors: dict[str, list[Authorship]] = defaultdict(list)
    for authorship in extraction.paper_authors:
        authors[authorship.paper_id].append(authorship)
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
        "job_postings": _jobs(extraction),
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


def _jobs(extraction: Extraction) -> list[dict[str, Any]]:
    sections: dict[str, list[JobSection]] = defaultdict(list)
    items: dict[tuple[str, int], list[str]] = defaultdict(list)
    facts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    skills: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for section in extraction.job_sections:
        sections[section.job_id].append(section)
    for item in extraction.job_section_items:
        items[item.job_id, item.section_position].append(item.text)
    for row in extraction.job_facts:
        fact = {name: getattr(row, name) for name in ("field", "value", "requirement", "verbatim", "rule")}
        facts[row.job_id].append(fact | {"span": _span(row)})
    for mention in extraction.job_skills:
        skill = {name: getattr(mention, name) for name in ("skill", "category", "requirement", "verbatim")}
        skills[mention.job_id].append(skill | {"span": _span(mention)})
    return [
        {
            "job_id": job.job_id,
            "location": {
                "raw": job.location_raw,
                "country_code": job.country_code,
                "region": job.region,
                "region_code": job.region_code,
                "city": job.city,
                "warnings": list(job.location_warnings),
            }
            if job.location_raw
            else None,
        }
        | job.model_dump(mode="json", include=_FIELDS_OF_JOB)
        | {
            "sections": [
                {
                    "heading": section.heading,
                    "kind": section.kind,
                    "text": section.text,
                    "items": items[job.job_id, section.position],
                    "span": _span(section),
                }
                for section in sections[job.job_id]
            ],
            "facts": facts[job.job_id],
            "skills": skills[job.job_id],
            "span": _span(job),
        }
        for job in extraction.job_postings
    ]


def _span(record: Grounded) -> list[int]:
    return [record.start_char, record.end_char]
