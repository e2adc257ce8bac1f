"""Loads staged batches: each document's rows are replaced whole, or not at all."""

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from warehouse.connect import Connection, LoadError, allow_memory, transaction
from warehouse.keys import KEYS
from warehouse.sql_files import read_sql

logger = logging.getLogger(__name__)

DOCUMENT_TABLES: Final = (
    "topics",
    "papers",
    "paper_authors",
    "figures",
    "job_postings",
    "job_sections",
    "job_section_items",
    "job_facts",
    "job_skills",
    "segments",
)
"""Tables whose rows belong to one document and come from the list of the same name."""
MIN_BUFFER_BYTES = 1 << 20
_MEMORY_PER_BYTE = 12  # measured: reading a document takes up to ten times its staged size


class SourceState(NamedTuple):
    """What the warehouse knows of a source file."""

    source_uri: str
    content_sha256: str | None
    extractor_version: str


class Refusal(NamedTuple):
    """Why a source file is refused as things stand."""

    rule: str
    reason: str


class _RepeatedKeyError(Exception):
    """Two records of a document have one key."""

    def __init__(self, table: str, document_id: str) -> None:
        super().__init__(f"two of the {table} of {document_id} have one key")


class LoadCounts(NamedTuple):
    """What a load did."""

    documents: int
    refused: int
    rows_written: int


def known_sources(con: Connection) -> dict[str, SourceState]:
    """Return what is known of each source file, by document id."""
    rows = con.execute(read_sql("load/known_sources")).fetchall()
    return {row[0]: SourceState(*row[1:]) for row in rows}


def refused_sources(con: Connection) -> dict[str, Refusal]:
    """Return why source files are refused as things stand, by document id."""
    rows = con.execute(read_sql("load/refused_sources")).fetchall()
    return {document_id: Refusal(rule, reason) for document_id, rule, reason in rows}


def affected_documents(con: Connection) -> dict[str, bool]:
    """Return the documents with rejects, and whether the same file may fare better another time."""
    return dict(con.execute(read_sql("load/affected")).fetchall())


def load_staged(con: Connection, *staged: Path, run_id: str) -> LoadCounts:
    """Load staged batches: the rows of each of their documents are deleted and inserted anew.

    All of them are one transaction: one per document would be some twenty statements and a commit each. If
    it fails, each batch gets one of its own, and in a batch that fails each document; the one that does not
    fit the tables keeps its former rows and becomes a reject (rule ``load_failed``). A refused document
    keeps its former rows too.
    """
    _read_staged(con, staged)
    try:
        with transaction(con):
            return _load(con, run_id)
    except (*LoadError, _RepeatedKeyError):
        logger.warning("%s: loaded in smaller parts", ", ".join(path.name for path in staged))
    finally:
        con.execute("drop table if exists temp.staged")  # it is as large as all that was loaded
    if len(staged) > 1:
        counts = [load_staged(con, batch, run_id=run_id) for batch in staged]
    else:
        ids = _staged_ids(con, staged[0])
        counts = [_load_alone(con, staged[0], document_id, run_id) for document_id in ids]
    return LoadCounts(*map(sum, zip(*counts, strict=True)))


def retire(con: Connection, document_ids: Sequence[str]) -> int:
    """Delete all rows of documents whose source is gone, in one transaction; return their number."""
    if not document_ids:
        return 0
    with transaction(con):
        con.execute("create or replace temp table gone (document_id varchar)")
        con.execute(
            "insert into gone select unnest(cast(? as json)->>'$[*]')", [json.dumps(list(document_ids))]
        )
        deleted = _delete_documents(con, "gone")
        deleted += _count(con, "delete from rejects where document_id in (from gone)")
        deleted += _count(con, "delete from sources where document_id in (from gone)")
        con.execute("update state set revision = revision + 1")
    return deleted


def rebuild_authors(con: Connection) -> int:
    """Bring ``authors`` in line with the mentions, in one transaction; return the number of rows changed.

    Each document brings a row for each of its people: of one person's, the last stays. It stands at the first
    mention by source and place, whatever the order of loading.
    """
    with transaction(con):
        con.execute(read_sql("load/first_mentions"))
        changed = _count(con, read_sql("load/delete_repeated_authors"))
        changed += _count(con, read_sql("load/delete_orphan_authors"))
        changed += _count(con, read_sql("load/update_authors"))
        if changed:
            con.execute("update state set revision = revision + 1")
    return changed


def _load(con: Connection, run_id: str) -> LoadCounts:
    con.execute(read_sql("load/drop_known_refusals"))
    _refuse_repeated_keys(con)
    con.execute(read_sql("load/replaced"))
    if con.execute("from replaced limit 1").fetchall():
        _delete_documents(con, "replaced")
    con.execute(read_sql("load/delete_rejects"))
    run = {"run_id": run_id}
    written = _count(con, read_sql("load/insert_documents"), run)
    documents = written
    for table in (*DOCUMENT_TABLES, "authors"):
        written += _count(con, read_sql(f"load/insert_{table}"))
    written += _count(con, read_sql("load/insert_rejects"), run)
    sources = _count(con, read_sql("load/insert_sources"), run)
    if sources:
        con.execute("update state set revision = revision + 1")
    return LoadCounts(documents, sources - documents, written + sources)


def _refuse_repeated_keys(con: Connection) -> None:
    """Raise where two records of a document have one key; those of two documents differ by what they hash."""
    for table in (*DOCUMENT_TABLES, "authors"):
        if table in KEYS:
            sql = read_sql("load/repeated_keys").format(table=table, key=list(KEYS[table]))
            for (document_id,) in con.execute(sql).fetchall():
                raise _RepeatedKeyError(table, document_id)


def _load_alone(con: Connection, staged: Path, document_id: str, run_id: str) -> LoadCounts:
    _read_staged_document(con, staged, document_id)
    try:
        with transaction(con):
            return _load(con, run_id)
    except (*LoadError, _RepeatedKeyError) as error:
        reason = f"its records do not fit the tables: {' '.join(str(error).split())[:300]}"
    _read_staged_document(con, staged, document_id)
    con.execute(read_sql("load/refuse_staged"), {"reason": reason})
    with transaction(con):
        return _load(con, run_id)


def longest_line(path: Path) -> int:
    """Return the length of a file's longest line, in bytes: what DuckDB's reader of JSON has to be told."""
    with path.open("rb") as file:
        return max(map(len, file), default=0)


def _read_staged(con: Connection, staged: Sequence[Path]) -> None:
    """Read batches into the temporary table ``staged``, typed by the tables that it goes to."""
    longest = max(map(longest_line, staged))
    allow_memory(con, _MEMORY_PER_BYTE * longest >> 20)
    relation = con.read_json(
        list(map(str, staged)),  # type: ignore[arg-type]  # it takes lists, its stub does not know
        columns=_staged_columns(con),
        format="newline_delimited",
        maximum_object_size=max(MIN_BUFFER_BYTES, longest),
    )
    con.execute("drop table if exists temp.staged")
    con.execute(read_sql("load/staged").format(relation=relation.sql_query()))


def _read_staged_document(con: Connection, staged: Path, document_id: str) -> None:
    _read_staged(con, [staged])
    con.execute("delete from staged where document_id <> ?", [document_id])


def _staged_columns(con: Connection) -> dict[str, str]:
    types = {table: kinds for table, *kinds in con.execute(read_sql("load/staged_types")).fetchall()}
    lists = ", ".join(f"{table} {types[table][1]}" for table in (*DOCUMENT_TABLES, "authors", "rejects"))
    return {
        "document_id": "varchar",
        "source_uri": "varchar",
        "content_sha256": "varchar",
        "size_bytes": "bigint",
        "extractor_version": "varchar",
        "extraction": f"struct(document {types['documents'][0]}, {lists})",
        "refusal": types["rejects"][0],
    }


def _staged_ids(con: Connection, staged: Path) -> list[str]:
    _read_staged(con, [staged])
    return [row[0] for row in con.execute("select document_id from staged order by all").fetchall()]


def _delete_documents(con: Connection, which: str) -> int:
    """Delete the rows of the documents that the temporary table ``which`` names."""
    tables = (*DOCUMENT_TABLES, "documents")
    return sum(_count(con, f"delete from {table} where document_id in (from {which})") for table in tables)  # noqa: S608 - names of ours


def _count(con: Connection, sql: str, parameters: dict[str, str] | None = None) -> int:
    row = con.execute(sql, parameters).fetchone() if parameters else con.execute(sql).fetchone()
    return int(row[0]) if row else 0
