"""Settings: flags before the environment before roundup.toml before defaults, and where each comes from."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.errors import BadSettingError
from flows.settings import Settings, explain_settings, load_settings
from tests.flows.conftest import House, only_line


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("ROUNDUP_RAW", "ROUNDUP_WORKERS", "ROUNDUP_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def origins() -> dict[str, str]:
    return {origin.setting: origin.origin for origin in explain_settings(load_settings())}


def test_the_nearest_source_wins(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "roundup.toml").write_text(
        'raw = "from-file"\nworkers = 3\nkept_snapshots = 9\nsince = 2024-02-03\n'
    )
    monkeypatch.setenv("ROUNDUP_WORKERS", "5")
    settings = load_settings(kept_snapshots=2)
    assert (settings.raw, settings.workers, settings.kept_snapshots) == (Path("from-file"), 5, 2)
    assert settings.since == datetime(2024, 2, 3)  # noqa: DTZ001 - what it says
    assert settings.batch_documents == Settings.model_fields["batch_documents"].default
    found = origins()
    assert found["raw"] == "roundup.toml: raw"
    assert found["workers"] == "ROUNDUP_WORKERS"
    assert found["batch_documents"] == "default"


def test_another_file_is_named_by_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "roundup.toml").write_text("workers = 3\n")
    (folder / "other.toml").write_text("workers = 4\n")
    monkeypatch.setenv("ROUNDUP_CONFIG", "other.toml")
    assert load_settings().workers == 4
    assert origins()["workers"] == "other.toml: workers"


@pytest.mark.parametrize(
    ("content", "flags", "said"),
    [
        ("workers = 0", {}, "roundup.toml: workers: "),
        ("workers = 0", {"workers": 0}, "--workers: "),
        ("wrokers = 2", {}, "roundup.toml: wrokers: there is no such setting; there are raw, "),
        ("workers = ", {}, "roundup.toml: this is no TOML: "),
        ("since = 'soon'", {}, "roundup.toml: since: "),
        ("workers = 2", {"max_shrink": 7}, "--max-shrink: "),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    folder: Path, content: str, flags: dict[str, object], said: str
) -> None:
    (folder / "roundup.toml").write_text(content)
    with pytest.raises(BadSettingError) as caught:
        load_settings(**flags)
    assert str(caught.value).startswith(said)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.usefixtures("folder")
def test_a_file_that_is_named_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUNDUP_CONFIG", "missing.toml")
    with pytest.raises(BadSettingError, match=r"ROUNDUP_CONFIG: there is no file missing\.toml"):
        load_settings()


def test_the_command_shows_each_value_and_its_origin(house: House) -> None:
    (house.folder / "roundup.toml").write_text("workers = 3\n")
    done = house.call("config", "--json", ROUNDUP_RAW="elsewhere", ROUNDUP_WROKERS="2")
    assert done.returncode == 0
    found = {row["setting"]: (row["value"], row["origin"]) for row in json.loads(done.stdout)}
    assert found.keys() == Settings.model_fields.keys()
    assert found["workers"] == ("3", "roundup.toml: workers")
    assert found["raw"] == ("elsewhere", "ROUNDUP_RAW")
    assert found["rebuild"] == ("False", "default")
    assert only_line(done.stderr) == "ROUNDUP_WROKERS is no setting; see the names above"


def test_only_since_and_rebuild_say_what_is_read(house: House) -> None:
    house.run()
    assert house.run().documents_parsed == 0
    rebuilt = house.run(rebuild=True)
    assert (rebuilt.documents_parsed, rebuilt.documents_unchanged, rebuilt.documents_left_alone) == (2, 0, 0)
    one = house.run(rebuild=True, only="*/first.*")
    assert (one.documents_parsed, one.documents_unchanged, one.documents_left_alone) == (1, 0, 1)
    first = house.raw / "amazon" / "first.txt"
    moment = first.stat().st_mtime + 100
    house.put("amazon/third.txt", first.read_text())
    for name in ("second", "third"):
        path = house.raw / "amazon" / f"{name}.txt"
        path.write_text(path.read_text() + "\n")
    os.utime(house.raw / "amazon" / "third.txt", (moment, moment))
    late = house.run(since=datetime.fromtimestamp(moment - 1, UTC))
    assert (late.documents_parsed, late.documents_left_alone) == (1, 2)
    assert house.run().documents_parsed == 1


def test_a_rebuild_gives_the_same_rows(house: House) -> None:
    house.run()
    before = house.rows("select * exclude (run_id) from documents order by all"), house.titles()
    house.run(rebuild=True)
    assert (house.rows("select * exclude (run_id) from documents order by all"), house.titles()) == before


def test_only_retires_what_it_names(house: House) -> None:
    house.run()
    (house.raw / "amazon" / "first.txt").unlink()
    assert house.run(only="*/second.*").documents_retired == 0
    assert house.run(only="*/first.*").documents_retired == 1


def test_a_dry_run_says_what_and_why_and_writes_nothing(house: House) -> None:
    def planned(*flags: str) -> list[tuple[str, str, str]]:
        done = house.call("run", "--dry-run", "--json", *flags)
        assert (done.returncode, done.stderr) == (0, "")
        return [(row["document"], row["action"], row["reason"]) for row in json.loads(done.stdout)]

    first, second = "amazon/first.txt", "amazon/second.txt"
    assert planned() == [(first, "extract", "new"), (second, "extract", "new")]
    assert not house.link.parent.exists()
    house.run()
    before = {path: path.stat().st_mtime_ns for path in house.link.parent.iterdir()}
    assert planned() == []
    assert planned("--rebuild", "--only", "*/second*") == [(second, "extract", "rebuild")]
    house.put(first, "Something else\n")
    (house.raw / second).unlink()
    assert planned() == [(first, "extract", "changed"), (second, "retire", "file gone")]
    assert {path: path.stat().st_mtime_ns for path in house.link.parent.iterdir()} == before


def test_refused_file_that_is_gone_and_left_alone_is_not_counted(house: House) -> None:
    bad = house.put("bad.txt", b"\x00\x00")
    assert house.run().documents_refused == 1
    bad.unlink()
    one = house.run(rebuild=True, only="*/first.*")
    assert (one.documents_parsed, one.documents_refused, one.documents_left_alone) == (1, 0, 1)
