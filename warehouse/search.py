"""Full-text search: an inverted index in plain tables, so that every DuckDB can use it.

DuckDB's own extension for it would have to be there wherever the published file is opened.
"""

from warehouse.connect import Connection, allow_threads, transaction
from warehouse.sql_files import read_sql

# Words that are appended lie apart from the sorted ones; beyond this share all are sorted anew.
_UNSORTED_SHARE = 0.25


def update_search(con: Connection) -> None:
    """Bring what ``search()`` looks in in line with the records, in one transaction.

    Only the records of new, changed and retired documents are read.
    """
    allow_threads(con)
    with transaction(con):
        con.execute(read_sql("search/stale"))
        stale = _count(con, "from stale")
        if stale:
            for table in ("search_terms", "search_entries"):
                con.execute(f"delete from {table} where record_id in (from stale)")  # noqa: S608 - names of ours
        con.execute(read_sql("search/fresh"))
        fresh = _count(con, "from fresh")
        if fresh:
            former = _count(con, "from search_terms")
            con.execute(read_sql("search/insert_entries"))
            con.execute(read_sql("search/insert_terms"))
            if former > 0 and _count(con, "from search_terms") - former > _UNSORTED_SHARE * former:
                con.execute("create or replace temp table unsorted as from search_terms")
                con.execute("delete from search_terms")
                con.execute("insert into search_terms from unsorted order by term, record_id")
                con.execute("drop table unsorted")
        if stale or fresh:
            con.execute("update state set revision = revision + 1")


def _count(con: Connection, what: str) -> int:
    return int(con.execute(f"select count(*) {what}").fetchall()[0][0])
