"""``search()`` against looking for the same words with ILIKE."""

from pathlib import Path

from tests.bench.measure import Pair, paired
from warehouse.connect import connect

_SEARCHES = ("differential privacy", "learning", "machine learning scientist seattle")
_SCAN = """
select * from (
    select title as text from papers union all
    select caption from figures union all
    select concat_ws(' ', name, description) from topics union all
    select concat_ws(' ', title, team, employer, location_raw, description) from job_postings
)
where list_bool_or([text ilike pattern for pattern in $words]) order by length(text) limit 20
"""


def measure_searches(link: Path) -> dict[str, Pair]:
    """Return the seconds of search() and of the scan, for each query."""
    return {words: _measure(link, words) for words in _SEARCHES}


def _measure(link: Path, words: str) -> Pair:
    with connect(link, read_only=True) as con:

        def search() -> None:
            con.execute("from search($words)", {"words": words}).fetchall()

        def scan() -> None:
            con.execute(_SCAN, {"words": [f"%{word}%" for word in words.split()]}).fetchall()

        return paired(search, scan)


def count_searched(link: Path) -> int:
    """Return how many records search() looks in."""
    with connect(link, read_only=True) as con:
        return int(con.execute("select count(*) from search_entries").fetchall()[0][0])
