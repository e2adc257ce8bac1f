"""Full-text search: an inverted index in plain tables, so that every DuckDB can use it.

DuckDB's own extension for it would have to be there wherever the published file is opened.
"""

from warehouse.connect import Connection, all_threads, transaction
from warehouse.sql_files import read_sql

# A chunk is sorted by words in memory; over some dozens of sorted chunks a word is found fast enough.
_CHUNK_CHARS = 8_000_000


def update_search(con: Connection) -> None:
    """Bring what ``search()`` looks in in line with the records, in one transaction.

    Only the records of new, changed and retired documents are read.
    """
    # Outside of the transaction: until it ends, its rows stay in memory.
    con.execute(read_sql("search/stale"))
    con.execute(read_sql("search/fresh"))
    with all_threads(con), transaction(con):
        stale = con.execute("select count(*) > 0 from stale").fetchall()[0][0]
        if stale:
            for table in ("search_terms", "search_entries"):
                con.execute(f"delete from {table} where record_id in (from stale)")  # noqa: S608 - names of ours
        chunks = con.execute(read_sql("search/chunks"), {"chunk_chars": _CHUNK_CHARS}).fetchall()
        for first, last in chunks:
            con.execute(read_sql("search/folded"), {"first": first, "last": last})
            con.execute(read_sql("search/insert_entries"))
            con.execute(read_sql("search/insert_terms"))
        if stale or chunks:
            con.execute("update state set revision = revision + 1")
    con.execute("drop table if exists temp.folded")
    con.execute("drop table if exists temp.fresh")
