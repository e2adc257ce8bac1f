"""What the published warehouse says of a run and of what is left to look at."""

from typing import NamedTuple

from warehouse.lake_address import Published
from warehouse.query import QueryResult, query
from warehouse.sql_files import read_sql


class RunReport(NamedTuple):
    """Tables for people, the most urgent rows first."""

    to_review: QueryResult
    """Documents that a person should look at, a part of them."""
    rejects: QueryResult
    """What was refused, by kind of record and rule."""
    drift: QueryResult
    """How many rows the run and the one before left; empty where the run changed nothing."""


def read_run_report(link: Published, run_id: str, *, rows: int) -> RunReport:
    """Read the report of a run, at most ``rows`` documents to review.

    Raises:
        NotPublished: there is no warehouse.
    """
    return RunReport(
        query(
            link,
            "select source_uri, review_reasons, unclassified_share from review_queue limit $rows::bigint",
            {"rows": str(rows)},
        ),
        query(link, read_sql("rejects_by_rule"), {"rule": None, "document": None}),
        query(link, read_sql("drift"), {"run_id": run_id}),
    )
