"""The report of a run: one file for people, in which nothing of a document is markup."""

import json
from html.parser import HTMLParser
from pathlib import Path

from flows.artifacts import to_markdown
from flows.run_pages import make_pages
from tests.flows.conftest import FIRST, House, only_line

HOSTILE = "<img src=x onerror=alert(1)> & [a](javascript:b) |\u202e`c`.txt"


class Reader(HTMLParser):
    """What a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: set[str] = set()
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses |= {value or "" for name, value in attrs if name in {"href", "src", "action", "data"}}
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_report_says_what_the_run_did_and_runs_nothing(house: House) -> None:
    house.put(HOSTILE, b"\x00\x00")
    house.put("amazon/names.txt", "Ada Lovelace, Alan Turing, Grace Hopper\n" * 3 + FIRST)
    summary = house.run()
    assert summary.report
    seen = Reader(Path(summary.report).read_text("utf-8"))
    assert not seen.tags & {"script", "img", "link", "iframe", "object", "base", "form"}
    pages = make_pages(summary, house.link)
    assert seen.addresses == {f"#{page.key}" for page in pages}
    told = " ".join(seen.text)
    assert HOSTILE.replace("\u202e", " ") in seen.text
    for page in pages:
        assert page.title in told
        for table in page.tables:
            assert all(cell.replace("\u202e", " ") in told for row in table.rows for cell in row)
    markdown = "\n".join(map(to_markdown, pages))
    assert r"\<img src=x onerror=alert(1)\> \& \[a\](javascript:b) \| \`c\`.txt" in markdown
    assert next(page for page in pages if page.key == "roundup-drift").tables[0].rows


def test_reports_are_kept_as_snapshots_are_and_unchanged_runs_keep_them(house: House) -> None:
    def reports() -> list[str]:
        return sorted(path.name for path in (house.link.parent / "reports").iterdir())

    first = house.run(kept_snapshots=2)
    assert reports() == [f"roundup-{first.run_id}.html"]
    again = house.run(kept_snapshots=2)
    assert (again.report, reports()) == (first.report, [f"roundup-{first.run_id}.html"])
    later = []
    for number in range(2):
        house.put(f"{number}.txt", FIRST)
        later.append(house.run(kept_snapshots=2))
    assert reports() == [f"roundup-{run.run_id}.html" for run in later]
    for name in reports():
        (house.link.parent / "reports" / name).unlink()
    last = house.run(kept_snapshots=2)
    assert reports() == [f"roundup-{last.run_id}.html"]


def test_report_that_cannot_be_written_fails_no_run(house: House) -> None:
    house.link.parent.mkdir()
    (house.link.parent / "reports").write_bytes(b"no folder")
    done = house.call("run", "--no-prefect", "--json", "--workers", "1")
    assert done.returncode == 0
    assert "published, but the report could not be written: " in only_line(done.stderr)
    told = json.loads(done.stdout)
    assert (told["report"], told["documents_parsed"]) == (None, 2)
    assert len(house.titles()) == 3
