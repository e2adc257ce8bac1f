"""A lake whose data files lie in a bucket."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import fsspec  # type: ignore[import-untyped]  # it has no types
import pytest
from moto.server import ThreadedMotoServer

from tests.lakes import Writer, made, needs_extensions, tables_of
from tests.postgres import Postgres
from warehouse.checks import check_published
from warehouse.errors import BadQuery
from warehouse.lake_address import Lake
from warehouse.lake_maintain import compact, expire
from warehouse.query import query

pytestmark = [needs_extensions, pytest.mark.slow]
SECRET = "hunter2"  # noqa: S105 - of a bucket that is none


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[fsspec.AbstractFileSystem]:
    """A store on loopback that the usual variables of AWS lead to, with an empty bucket ``bucket``."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    store = fsspec.filesystem("s3", endpoint_url=f"http://{host}:{port}")
    store.mkdir("bucket")
    yield store
    server.stop()


def test_data_files_in_a_bucket(
    bucket: fsspec.AbstractFileSystem, postgres: Postgres, tmp_path: Path
) -> None:
    lake = Lake(postgres.catalog, "s3://bucket/lake", "lake_in_bucket")
    writer = Writer(lake, tmp_path, "one")
    writer.load(*made("a.txt", "b.txt"))
    assert writer.publish() == (2, 0)
    writer.load(*made("a.txt", seed="changed"))
    assert writer.publish() == (1, 0)
    assert tables_of(lake) == writer.tables()
    assert [result for result in check_published(lake) if result.is_failed] == []
    assert bucket.find("bucket/lake")
    bucket.pipe("bucket/secret.csv", b"a\n1\n")
    with pytest.raises(BadQuery):
        query(lake, "from 's3://bucket/secret.csv'")
    for sql in ("from duckdb_settings()", "from duckdb_secrets()"):
        assert SECRET not in repr(query(lake, sql).rows)
    compact(lake, drop_history=True)
    assert expire(lake, keep=1, grace=timedelta(0))[1].number > 0
    assert tables_of(lake) == writer.tables()
