"""The house: who may import whom, and what must stay light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FORBIDDEN = {
    "extractors": {"warehouse", "flows", "tests", "prefect", "duckdb"},
    "warehouse": {"flows", "tests", "prefect", "spacy"},
    "flows": {"tests"},
}
# Of the extractors, the warehouse knows the records and what they are made of.
WAREHOUSE_MAY_USE = {"extractors", "extractors.records", "extractors.errors", "extractors.ids"}


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("package", FORBIDDEN)
def test_imports_go_one_way(package: str) -> None:
    for path in sorted((ROOT / package).rglob("*.py")):
        imported = imports_of(path)
        assert not {name.partition(".")[0] for name in imported} & FORBIDDEN[package], path
        if package == "warehouse":
            assert {name for name in imported if name.startswith("extractors")} <= WAREHOUSE_MAY_USE, path


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("flows.cli", ("spacy", "prefect", "duckdb", "pydantic")),
        ("extractors.pipeline", ("prefect", "duckdb")),
        ("warehouse.load", ("prefect", "spacy")),
    ],
)
def test_imports_stay_light(module: str, absent: tuple[str, ...]) -> None:
    code = f"import {module}, sys; print(*[name for name in {absent!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout.split() == []


@pytest.mark.parametrize("package", FORBIDDEN)
def test_modules_are_small(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        assert len(path.read_text("utf-8").splitlines()) <= 400, path
