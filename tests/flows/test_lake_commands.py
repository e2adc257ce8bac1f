"""A lake by settings: what users type, what goes wrong, in one line each with its exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.errors import BadSettingError
from flows.settings import Settings, load_published, load_settings
from tests.flows.command import call
from tests.lakes import make_lake, needs_extensions
from tests.postgres import Postgres
from warehouse.lake_address import Lake
from warehouse.lake_connect import open_lake

HOST = "host=db.example.org dbname=roundup"


@pytest.mark.parametrize(
    "told",
    [
        {"ROUNDUP_LAKE_CATALOG": "postgres://me:hunter2@db.example.org/x", "ROUNDUP_LAKE_DATA": "d"},
        {"ROUNDUP_LAKE_CATALOG": f"{HOST} password=hunter2", "ROUNDUP_LAKE_DATA": "d"},
        {"ROUNDUP_LAKE_CATALOG": f"{HOST} PassWord = 'hunter2'", "ROUNDUP_LAKE_DATA": "d"},
        {"ROUNDUP_LAKE_CATALOG": "postgresql://db/x?password=hunter2", "ROUNDUP_LAKE_DATA": "d"},
        {"ROUNDUP_LAKE_CATALOG": HOST, "ROUNDUP_LAKE_DATA": "s3://me:hunter2@bucket/x"},
        {"ROUNDUP_LAKE_CATALOG": HOST, "ROUNDUP_LAKE_DATA": "ftp://bucket/hunter2"},
        {"ROUNDUP_LAKE_CATALOG": HOST},
        {"ROUNDUP_LAKE_DATA": "hunter2"},
        {"ROUNDUP_LAKE_CATALOG": "hunter2", "ROUNDUP_LAKE_DATA": "d"},
        {"ROUNDUP_LAKE_CATALOG": HOST, "ROUNDUP_LAKE_DATA": "d", "ROUNDUP_LAKE_SCHEMA": "Hunter2; drop"},
    ],
)
def test_what_a_setting_cannot_be_is_one_line_without_the_password(
    told: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadSettingError, match="ROUNDUP_LAKE_") as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in str(caught.value.__cause__)


def test_a_lake_is_what_readers_open_unless_a_flag_names_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert load_published(None) == Settings().warehouse
    monkeypatch.setenv("ROUNDUP_LAKE_CATALOG", HOST)
    monkeypatch.setenv("ROUNDUP_LAKE_DATA", "s3://bucket/lake/")
    assert load_published(None) == Lake(HOST, "s3://bucket/lake", "roundup")
    assert load_published(tmp_path) == tmp_path
    monkeypatch.setenv("ROUNDUP_LAKE_CATALOG", "")
    monkeypatch.setenv("ROUNDUP_LAKE_DATA", "")
    assert load_published(None) == Settings().warehouse


def _call(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return call(arguments, folder=Path.cwd(), environment=os.environ | environment)


def _roundup(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [Path(sys.executable).with_name("roundup"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )


@needs_extensions
def test_the_commands_on_a_lake(postgres: Postgres, tmp_path: Path) -> None:
    lake = make_lake(postgres, tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("Nothing but prose.\n")
    told = {
        "ROUNDUP_LAKE_CATALOG": lake.catalog,
        "ROUNDUP_LAKE_DATA": lake.data,
        "ROUNDUP_LAKE_SCHEMA": lake.schema,
        "ROUNDUP_RAW": str(tmp_path / "raw"),
        "ROUNDUP_WAREHOUSE": str(tmp_path / "roundup.duckdb"),
    }
    nothing = _call("sql", "select 1", **told)
    assert (nothing.returncode, nothing.stderr.count("\n")) == (1, 1)
    assert "roundup run" in nothing.stderr
    run = _call("run", "--no-prefect", "--json", **told)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["documents"] == 1
    found = _roundup("sql", "select source_uri from documents", "--csv", **told)
    assert found.stdout == "source_uri\na.txt\n"
    assert not (tmp_path / "roundup.duckdb").exists()
    with open_lake(lake, read_only=False) as con:
        con.execute("insert into schema_migrations values (999, 'later', 'x', now()::timestamp)")
    newer = _call("run", "--no-prefect", **told)
    assert (newer.returncode, newer.stderr.count("\n")) == (1, 1)
    assert "schema 999" in newer.stderr
    wrong = _roundup("sql", "select 1", **told, PGPASSWORD="wrong")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
    assert "PGPASSWORD" in wrong.stderr
    down = told | {"ROUNDUP_LAKE_CATALOG": "host=127.0.0.1 port=1 user=x dbname=y"}
    for command in ("run --no-prefect", "check"):
        unreachable = _call(*command.split(), **down)
        assert (unreachable.returncode, unreachable.stderr.count("\n")) == (1, 1)
        assert "cannot be reached" in unreachable.stderr
    assert _call("lake", "expire", **told).returncode == 2
    assert _call("lake", "compact").returncode == 2
