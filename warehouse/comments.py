"""Comments on tables and columns: the data dictionary, written once, in the records."""

import re

from extractors import records
from warehouse.connect import Connection, quote

RECORD_TABLES: dict[str, type[records.Grounded]] = {
    "documents": records.Document,
    "topics": records.Topic,
    "papers": records.Paper,
    "authors": records.Author,
    "paper_authors": records.Authorship,
    "figures": records.FigureCaption,
    "job_postings": records.JobPosting,
    "job_sections": records.JobSection,
    "job_section_items": records.JobSectionItem,
    "job_facts": records.JobFact,
    "job_skills": records.JobSkill,
    "segments": records.Segment,
    "rejects": records.Reject,
}
_OTHER_TABLES = {
    "sources": "One row per source file seen: what makes runs incremental",
    "runs": "One row per run that changed something",
    "audits": "One row per run and audit: what it found",
    "search_entries": "One row per record that search() looks in",
    "search_terms": "One row per word, as fold_words() gives it, and chunk of records indexed together",
    "table_counts": "One row per run and table: how many rows the run left",
    "state": "One row: the revision, raised by every transaction that changes rows",
    "schema_migrations": "One row per applied migration",
    "schema_surface": "One row: hash of the views and comments in force",
}
_OTHER_COLUMNS = {
    "run_id": "The run that wrote the row",
    "document_id": "Key: hash of the source's address",
    "source_uri": "Where the source lies: its path below the raw folder",
    "content_sha256": "SHA-256 of the source's bytes; null when it could not be read",
    "size_bytes": "Size of the source; null when it could not be read",
    "extractor_version": "Version of the extractor that was used",
    "status": "loaded or refused; of a run, how it ended",
    "rule": "Why it was refused",
    "started_at": "When the run began",
    "finished_at": "When the run had loaded its documents",
    "documents_discovered": "Source files found",
    "documents_parsed": "Documents that were new or changed",
    "documents_refused": "Source files that could not be loaded",
    "documents_retired": "Documents whose source file was gone",
    "rows_written": "Rows inserted or changed",
    "audit": "Name of the audit",
    "severity": "blocking or warning",
    "offending_rows": "How many rows it complains of",
    "sample": "The first of them; null without any",
    "table_name": "Name of the table",
    "record_id": "Key of the record: a paper, figure, topic or posting",
    "entry": "Number of the record in search_terms",
    "words": "Number of its words",
    "term": "The word",
    "entries": "The numbers of the records that it stands in, one as often as it does; some may be gone",
    "last_entry": "The highest number given by then",
    "row_count": "Number of rows",
    "revision": "Number of the last change",
    "number": "Place in the sequence",
    "name": "Name of the file",
    "sha256": "Hash of the text",
    "applied_at": "When it was applied",
}
VIEW_COLUMNS = {
    "author": "Full name of one of the two",
    "author_count": "Number of authors printed",
    "authors": "Names as printed, in printed order",
    "characters": "Number of code points",
    "affiliations": "Affiliations printed with the name",
    "cities": "Cities of its postings",
    "coauthor": "Full name of the other",
    "coauthor_id": "Key of the other",
    "coauthors": "Number of people who share a paper",
    "degrees_preferred": "Degrees preferred, in reading order",
    "degrees_required": "Degrees asked for, any of which may do, in reading order",
    "documents": "Number of documents",
    "failed_audits": "Number of blocking audits that found something",
    "fields_of_study": "Fields of study named with the degrees",
    "findings": "Audits that found something",
    "first_year": "First year of a venue",
    "highest": "Most that any of them pays, in the currency per period",
    "last_year": "Last year of a venue",
    "lowest": "Least that any of them pays, in the currency per period",
    "median_max": "Median of the upper ends",
    "median_min": "Median of the lower ends",
    "month": "Month of the date that the posting bears, as 2024-03; null without one",
    "papers": "Number of papers",
    "papers_without_authors": "Number of papers without authors",
    "papers_without_topic": "Number of papers that stand under no topic",
    "people": "Number of people",
    "postings": "Number of job postings",
    "preferred": "Number of postings that prefer it",
    "rejects": "Number of refused candidates",
    "required": "Number of postings that require it",
    "required_share": "Part of the postings that require it, 0 to 1",
    "seconds": "How long it took",
    "segments": "Number of segments",
    "share": "Part of the document's text, 0 to 1",
    "skills_mentioned": "Skills that are named only, in reading order",
    "skills_preferred": "Skills preferred, in reading order",
    "skills_required": "Skills asked for, in reading order",
    "table_name": "The table that the row stands in",
    "titles": "Titles of its postings",
    "topic": "Name of the topic that the paper is listed under",
    "venues": "Venues, by name",
    "works": "Number of works, each counted once however often it is listed",
    "years_preferred": "Years of experience preferred, in reading order",
    "years_required": "Years of experience asked for, in reading order",
}
"""What the columns of views hold that no record has."""
_OFFSET = re.compile(r"(?P<value>\w+)_(?P<edge>start|end)_char")


def column_comment(table: str, column: str) -> str:
    """Return what a column holds, from the description of the record's field.

    Raises:
        KeyError: nobody has described the column.
    """
    record = RECORD_TABLES.get(table)
    field = record.model_fields.get(column) if record else None
    if field is None:
        return _OTHER_COLUMNS[column]
    if field.description:
        return field.description
    offset = _OFFSET.fullmatch(column)
    if offset is None:
        raise KeyError(column)
    edge = "starts" if offset["edge"] == "start" else "ends (exclusive)"
    return f"Where the {offset['value'].replace('_', ' ')} {edge}, in code points"


def table_comment(table: str) -> str:
    """Return what one row of a table is.

    Raises:
        KeyError: nobody has described the table.
    """
    record = RECORD_TABLES.get(table)
    return (record.__doc__ or "").strip() if record else _OTHER_TABLES[table]


def view_column_comment(column: str) -> str:
    """Return what a view's column holds: its own description, or the one of the field of that name.

    Raises:
        KeyError: nobody has described the column.
    """
    if column in VIEW_COLUMNS:
        return VIEW_COLUMNS[column]
    for record in RECORD_TABLES.values():
        field = record.model_fields.get(column)
        if field and field.description:
            return field.description
    return _OTHER_COLUMNS[column]


def comment_statements(con: Connection, *, database: str | None = None) -> list[str]:
    """Return the statements that comment every table and column of the file, or of another database."""
    rows = con.execute(
        "select table_name, column_name from duckdb_columns() "
        "where schema_name = 'main' and table_name in (select table_name from duckdb_tables()) "
        "and database_name = coalesce($database, current_database()) order by table_name, column_index",
        {"database": database},
    ).fetchall()
    statements = [
        f"comment on table {table} is {quote(table_comment(table))}"
        for table in sorted({row[0] for row in rows})
    ]
    for table, column in rows:
        statements.append(f'comment on column {table}."{column}" is {quote(column_comment(table, column))}')
    return statements


def view_statements(con: Connection, view: str, about: str) -> list[str]:
    """Return the statements that comment a view and its columns."""
    rows = con.execute("select column_name from duckdb_columns() where table_name = ?", [view]).fetchall()
    return [f"comment on view {view} is {quote(about)}"] + [
        f'comment on column {view}."{column}" is {quote(view_column_comment(column))}' for (column,) in rows
    ]


def macro_statement(macro: str, about: str, *, is_table: bool) -> str:
    """Return the statement that comments a macro."""
    return f"comment on macro {'table ' if is_table else ''}{macro} is {quote(about)}"
