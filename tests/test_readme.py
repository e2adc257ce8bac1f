"""What the README says is true: its commands print what it shows, and it names all that there is."""

import os
import re
import shlex
from pathlib import Path

import pytest

from flows.cli import app
from flows.ingest import ingest
from flows.settings import Settings
from tests.flows.command import call
from warehouse.catalog import read_catalog, to_markdown
from warehouse.query import query

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def shown_commands() -> list[tuple[str, str]]:
    """Return the commands of the README's console blocks, each with the output shown below it."""
    shown = []
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            shown.append((command, output))
    return shown


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    link = tmp_path_factory.mktemp("readme") / "roundup.duckdb"
    ingest(Settings(raw=ROOT / "raw", warehouse=link, workers=1))
    return link


def lines_of(output: str) -> list[str]:
    return [line.rstrip() for line in output.splitlines() if line.strip()]


@pytest.mark.parametrize(("command", "output"), shown_commands())
def test_commands_print_what_is_shown(command: str, output: str, warehouse: Path) -> None:
    program, *arguments = shlex.split(command)
    assert program == "roundup"
    environment = os.environ | {"ROUNDUP_WAREHOUSE": str(warehouse)}
    found = call(arguments, folder=ROOT, environment=environment)
    assert (found.returncode, found.stderr) == (0, "")
    assert lines_of(found.stdout) == lines_of(output)


def test_every_table_and_view_is_named(warehouse: Path) -> None:
    names = query(
        warehouse,
        "select table_name from duckdb_tables() "
        "union all select view_name from duckdb_views() where not internal",
    )
    for (name,) in names.rows:
        if not name.startswith("schema_"):
            assert f"`{name}`" in README, name


def test_every_command_and_setting_is_named() -> None:
    for command in app:
        assert command.startswith("-") or f"`roundup {command}" in README
    for setting in Settings.model_fields:
        assert f"`ROUNDUP_{setting.upper()}`" in README


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.MULTILINE)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_data_dictionary_is_that_of_the_warehouse(warehouse: Path) -> None:
    """Write it anew with: roundup catalog --markdown > docs/catalog.md."""
    assert (ROOT / "docs" / "catalog.md").read_text("utf-8") == to_markdown(read_catalog(warehouse))
