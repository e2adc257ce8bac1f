"""Full-text search: an inverted index in plain tables, so that every DuckDB can use it.

DuckDB's own extension for it would have to be there wherever the published file is opened.
"""

from warehouse.connect import Connection, transaction
from warehouse.sql_files import read_sql

# A chunk's words are gathered in memory; a query looks into as many sorted chunks as there are.
_CHUNK_CHARS = 8_000_000


def update_search(con: Connection) -> None:
    """Bring what ``search()`` looks in in line with the records, in one transaction.

    Only the records of new, changed and retired documents are read. The numbers of those that are gone stay
    in the lists of the words; once they are half of all numbers, everything is indexed anew.
    """
    # Outside of the transaction: until it ends, its rows stay in memory.
    is_worn = _gather(con)
    with transaction(con):
        if _index(con, is_worn=is_worn):
            con.execute("update state set revision = revision + 1")
    _let_go(con)


def index_in_transaction(con: Connection) -> None:
    """Do what ``update_search`` does, as a part of a transaction that is under way."""
    _index(con, is_worn=_gather(con))
    _let_go(con)


def _gather(con: Connection) -> bool:
    """Find what is to be indexed and what no longer; tell whether the index is to be built anew."""
    con.execute(read_sql("search/stale"))
    ((numbered, alive),) = con.execute(read_sql("search/numbered")).fetchall()
    is_worn: bool = alive * 2 < numbered
    if is_worn:
        con.execute("create or replace temp table stale as select record_id from search_entries")
        numbered = 0
    con.execute("set variable numbered = $numbered", {"numbered": numbered})
    con.execute(read_sql("search/fresh"))
    return is_worn


def _index(con: Connection, *, is_worn: bool) -> bool:
    """Index what was gathered; tell whether anything has changed."""
    stale = con.execute("select count(*) > 0 from stale").fetchall()[0][0]
    if is_worn:
        con.execute("delete from search_terms")
    if stale:
        con.execute("delete from search_entries where record_id in (from stale)")
    chunks = con.execute(read_sql("search/chunks"), {"chunk_chars": _CHUNK_CHARS}).fetchall()
    for first, last in chunks:
        con.execute(read_sql("search/words"), {"first": first, "last": last})
        con.execute(read_sql("search/insert_entries"), {"first": first, "last": last})
        con.execute(read_sql("search/insert_terms"), {"last": last})
    return bool(is_worn or stale or chunks)


def _let_go(con: Connection) -> None:
    con.execute("drop table if exists temp.words")
    con.execute("drop table if exists temp.fresh")
