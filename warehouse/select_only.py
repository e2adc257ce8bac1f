"""Lets through what is a query and nothing else, for lakes.

A lake is attached read-only, and yet COPY could write to its data folder, which must stay open to DuckDB, and
functions of the PostgreSQL extension run what they are told, at any host. So the statement is read as DuckDB
itself parses it: it must be one SELECT (or EXPLAIN of one), of table functions known to only read.
"""

import json
from collections.abc import Iterator
from typing import Any

import duckdb

from warehouse.connect import Connection
from warehouse.lake_errors import OnlySelect

_READING = frozenset(
    {
        *("unnest", "range", "generate_series", "repeat", "json_each", "json_tree", "summary", "glob"),
        *("read_csv", "read_csv_auto", "read_parquet", "parquet_scan", "read_text", "read_blob", "sniff_csv"),
        *("read_json", "read_json_auto", "read_json_objects", "read_ndjson", "read_ndjson_auto"),
        *(
            "parquet_metadata",
            "parquet_schema",
            "parquet_file_metadata",
            "pragma_version",
            "pragma_table_info",
        ),
        *("pragma_show", "ducklake_snapshots", "ducklake_current_snapshot", "ducklake_table_info"),
        *("ducklake_table_changes", "ducklake_table_insertions", "ducklake_table_deletions"),
        *("ducklake_options", "ducklake_list_files"),
    }
)
_PREFIX = "duckdb_"
_CATALOG = "__ducklake_metadata"
_ADVICE = "a lake is only queried: give one SELECT; for its rows as a file: --parquet, --csv, --json"


def require_select(con: Connection, sql: str) -> None:
    """Refuse SQL that is more than a query on the lake that ``con`` has open.

    Raises:
        OnlySelect: says what is not let through.
        duckdb.Error: it cannot be parsed.
    """
    tree = json.loads(_serialize(con, _without_explain(con, sql)))
    if tree["error"]:
        raise OnlySelect(_ADVICE)
    own = {
        str(name)
        for (name,) in con.execute(
            "select function_name from duckdb_functions() "
            "where database_name = current_database() and function_type = 'table_macro'"
        ).fetchall()
    }
    for node in _nodes(tree):
        if node.get("type") == "TABLE_FUNCTION":
            name = str(node["function"].get("function_name", "")).lower()
            if name not in _READING and name not in own and not name.startswith(_PREFIX):
                raise OnlySelect(f"the table function {name}() is not let through on a lake")
        if str(node.get("catalog_name") or "").lower().startswith(_CATALOG) or str(
            node.get("schema_name") or ""
        ).lower().startswith(_CATALOG):
            raise OnlySelect(
                "the tables of the catalog itself are not let through; see: ducklake_snapshots()"
            )


def _serialize(con: Connection, sql: str) -> str:
    return str(con.execute("select json_serialize_sql(?::varchar)", [sql]).fetchall()[0][0])


def _without_explain(con: Connection, sql: str) -> str:
    """Return the statement that EXPLAIN (without ANALYZE, which would run it) explains."""
    statements = con.extract_statements(sql)
    if [statement.type for statement in statements] != [duckdb.StatementType.EXPLAIN]:
        return sql
    tokens = duckdb.tokenize(sql)
    return sql.encode()[tokens[1][0] :].decode() if len(tokens) > 1 else ""


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield all objects of a parsed statement, without recursion: it may be deep."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
