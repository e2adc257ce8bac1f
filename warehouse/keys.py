"""What tells the rows of a table apart."""

from typing import Final

KEYS: Final[dict[str, tuple[str, ...]]] = {
    "sources": ("document_id",),
    "documents": ("document_id",),
    "topics": ("topic_id",),
    "papers": ("paper_id",),
    "authors": ("author_id",),
    "paper_authors": ("paper_id", "position"),
    "figures": ("figure_id",),
    "job_postings": ("job_id",),
    "job_sections": ("job_id", "position"),
    "job_section_items": ("job_id", "section_position", "position"),
    "runs": ("run_id",),
    "audits": ("run_id", "audit"),
    "table_counts": ("run_id", "table_name"),
}
"""Only documents and what the pipeline keeps of itself have a primary key. The keys of records are hashes: an
index of so many random values costs half of a load, and memory with every row. A load refuses documents that
repeat a key, and the audits ``duplicates`` and ``positions`` look at all of them.
"""
