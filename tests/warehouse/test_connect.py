"""Opening files: what is wrong with one is one clear line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.errors import RoundupError
from tests.warehouse.processes import held_open
from warehouse.connect import connect, transaction
from warehouse.errors import NotADuckDBFile, WarehouseLocked


def refusal(path: Path, *, read_only: bool = False) -> RoundupError:
    """Return why the file at ``path`` does not open."""
    with pytest.raises(RoundupError) as caught, connect(path, read_only=read_only):
        pass
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)
    return caught.value


@pytest.mark.parametrize("content", [b"", b"x", b"no database\n" * 1000, b"\0" * 8 + b"DUCK" + b"\0" * 9000])
@pytest.mark.parametrize("read_only", [True, False])
def test_garbage_is_named_and_left_alone(tmp_path: Path, content: bytes, *, read_only: bool) -> None:
    path = tmp_path / "x.duckdb"
    path.write_bytes(content)
    assert isinstance(refusal(path, read_only=read_only), NotADuckDBFile)
    assert path.read_bytes() == content


def test_a_truncated_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with connect(path) as con:
        con.execute("create table t as select range as n from range(100000)")
    path.write_bytes(path.read_bytes()[:20_000])
    refusal(path)


def test_a_folder_and_a_missing_folder_are_named(tmp_path: Path) -> None:
    refusal(tmp_path)
    refusal(tmp_path / "missing" / "x.duckdb")
    refusal(tmp_path / "missing.duckdb", read_only=True)


def test_a_lock_names_its_holder(tmp_path: Path) -> None:
    path = tmp_path / "x.duckdb"
    with held_open(path) as pid:
        error = refusal(path)
        assert isinstance(error, WarehouseLocked)
        assert str(pid) in error.holder
        assert "python" in error.holder
    with connect(path):
        pass


def test_times_are_utc_wherever_the_machine_is(tmp_path: Path) -> None:
    """A run in another time zone (the process's own, so another process) writes the same times."""
    code = (
        "import sys; from pathlib import Path; from warehouse.connect import connect\n"
        "with connect(Path(sys.argv[1])) as con:\n"
        "    now = 'now()::timestamp, epoch_ms(epoch_ms(now()))'\n"
        "    print(con.execute(f\"select date_diff('minute', {now})\").fetchall())"
    )
    output = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "x.duckdb"],
        env=os.environ | {"TZ": "Pacific/Auckland"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert output == "[(0,)]\n"


def test_python_variables_are_no_tables(tmp_path: Path) -> None:
    secret = [1]
    with connect(tmp_path / "x.duckdb") as con, pytest.raises(Exception, match="secret"):
        con.execute("from secret")
    assert secret


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    with connect(tmp_path / "x.duckdb") as con:
        con.execute("create table t (n integer)")

        def interrupted() -> None:
            with transaction(con):
                con.execute("insert into t values (1)")
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            interrupted()
        assert con.execute("from t").fetchall() == []
