"""Opens lakes, beside ``connect``: loads DuckDB's extensions for them, attaches, and knows their errors."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import duckdb

from extractors.errors import RoundupError
from warehouse.connect import CONFIG, Connection, quote
from warehouse.lake_address import Lake
from warehouse.lake_errors import (
    LakeAccessRefused,
    LakeConflict,
    LakeError,
    LakeNotPublished,
    LakeUnreachable,
    NewerLake,
    NoLakeExtension,
    NoSuchLakeSnapshot,
)

LAKE = "lake"
"""The name that the lake is attached by."""
_CONNECT_SECONDS = "10"
_REFUSED = ("authentication failed", "no password supplied", "permission denied", "does not exist", "pg_hba")
_CONFLICT = ("Transaction conflict", "could not serialize", "Exceeded the maximum retry count", "deadlock")
_RACES = ("already exists", "duplicate key value", "tuple concurrently updated")
"""What the second of two that create the same catalog meets."""
_DETAIL = re.compile(r"(?:FATAL|ERROR):\s*(?P<detail>[^\n]+)")


@contextmanager
def open_lake(lake: Lake, *, read_only: bool, create: bool = False) -> Iterator[Connection]:
    """Open a lake as the current database of a connection of its own.

    Raises:
        LakeUnreachable: its catalog does not answer.
        LakeAccessRefused: its catalog does not let us in.
        LakeNotPublished: there is none, and ``create`` is not given.
        LakeConflict: another writer committed first.
        LakeError: something else is wrong with it.
    """
    with connect_for_lakes(lake) as con:
        attach(con, lake, read_only=read_only, create=create)
        con.execute(f"use {LAKE}")
        yield con


@contextmanager
def connect_for_lakes(lake: Lake) -> Iterator[Connection]:
    """Open a connection that can attach ``lake``; its errors have names within the block.

    Raises:
        NoLakeExtension: DuckDB's extensions are not installed.
    """
    # libpq waits for ever by default; the user's own choice comes first.
    os.environ.setdefault("PGCONNECT_TIMEOUT", _CONNECT_SECONDS)
    con = duckdb.connect(":memory:", config=dict(CONFIG))
    try:
        con.execute("set TimeZone = 'UTC'")
        for name in ("postgres_scanner", "ducklake"):
            _load(con, name)
        if lake.data.startswith("s3://"):
            _load(con, "httpfs")
            con.execute(_s3_secret(os.environ))
            # The extension has read them from the environment too, to where any query could read them.
            for setting in ("s3_access_key_id", "s3_secret_access_key", "s3_session_token"):
                con.execute(f"set {setting} = ''")
        with lake_errors(lake):
            yield con
    finally:
        con.close()


def trust_no_statistics(con: Connection) -> None:
    """Let DuckDB plan without a table's statistics, which are not those of its earlier versions.

    Once DuckLake has written files anew, they are narrower, and DuckDB would misread what lies outside.
    """
    con.execute("set disabled_optimizers = 'compressed_materialization,statistics_propagation'")


def attach(  # noqa: PLR0913 - each is an option of ATTACH
    con: Connection,
    lake: Lake,
    *,
    name: str = LAKE,
    read_only: bool,
    create: bool = False,
    version: int | None = None,
) -> None:
    """Attach the lake, as it is or as it was at a version, which cannot be written."""
    options = [
        f"data_path {quote(lake.data + '/')}",
        f"metadata_schema {quote(lake.schema)}",
        f"create_if_not_exists {str(create).lower()}",
        *(["read_only"] if read_only else []),
        *([f"snapshot_version {version}"] if version is not None else []),
    ]
    if not read_only:
        # The order of rows is nobody's business, memory is.
        con.execute("set preserve_insertion_order = false")
    if create and "://" not in lake.data:
        Path(lake.data).mkdir(parents=True, exist_ok=True)
    con.execute(f"attach {quote('ducklake:postgres:' + lake.catalog)} as {name} ({', '.join(options)})")


@contextmanager
def lake_errors(lake: Lake) -> Iterator[None]:
    """Turn DuckDB's errors of a lake into errors with names."""
    try:
        yield
    except duckdb.Error as error:
        raise _named(lake, str(error)) from error


def _named(lake: Lake, message: str) -> RoundupError:  # noqa: PLR0911 - one for each name
    line = _first_line(message)
    if any(sign in message for sign in (*_CONFLICT, *_RACES)):
        return LakeConflict(lake, line)
    if "nable to connect to Postgres" in message or "server closed the connection" in message:
        detail = _DETAIL.search(message)
        problem = detail["detail"] if detail else line.rpartition(lake.catalog)[2].lstrip('": ') or line
        refused = any(sign in problem for sign in _REFUSED)
        return (LakeAccessRefused if refused else LakeUnreachable)(lake, problem)
    if "does not match existing data path" in message:
        return LakeError(
            lake, f"its data files do not lie in {lake.data}; correct ROUNDUP_LAKE_DATA ({line})"
        )
    if "creating a new DuckLake is explicitly disabled" in message:
        return LakeNotPublished(lake)
    if "No snapshot found" in message:
        return NoSuchLakeSnapshot(lake, None)
    if "DuckLake catalog version" in message or "DuckLake Extension requires" in message:
        return NewerLake(lake, f"another version of DuckLake's format ({line})")
    return LakeError(lake, line)


def _first_line(message: str) -> str:
    return " ".join(message.partition("\n\nLINE ")[0].split())


def _load(con: Connection, name: str) -> None:
    """Load an extension from its package: nothing is downloaded, nothing written."""
    spec = find_spec(f"duckdb_extension_{name}")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    path = folder / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
    if not path.is_file():
        raise NoLakeExtension(name, duckdb.__version__)
    con.execute(f"load {quote(str(path))}")


def _s3_secret(environment: Mapping[str, str]) -> str:
    """Return the statement that tells DuckDB what the usual variables of AWS say."""
    endpoint = environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL") or ""
    address = urlsplit(endpoint)
    region = environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION")
    told = {
        "key_id": environment.get("AWS_ACCESS_KEY_ID"),
        "secret": environment.get("AWS_SECRET_ACCESS_KEY"),
        "session_token": environment.get("AWS_SESSION_TOKEN"),
        "region": region,
        "endpoint": address.netloc or None,
        "url_style": "path" if endpoint else None,
        "use_ssl": str(address.scheme != "http").lower() if endpoint else None,
    }
    options = [f"{name} {quote(value)}" for name, value in told.items() if value]
    return f"create secret roundup_s3 ({', '.join(['type s3', *options])})"
