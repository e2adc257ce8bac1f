"""Fetching from a server that misbehaves: each fault is one line, and the other pages are fetched."""

import gzip
import time
from pathlib import Path

import pytest

from tests.flows.fetching.conftest import Fetcher
from tests.flows.web import (
    PAGE,
    Answer,
    Web,
    broken_off,
    endless,
    nonsense,
    page,
    redirect,
    silent,
    slow,
    slow_head,
)

BOMB = gzip.compress(b"\0" * 50_000_000)
XML_BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>
<urlset><url><loc>&b;</loc></url></urlset>"""


@pytest.mark.parametrize(
    ("answer", "problem", "tries"),
    [
        (slow, "the server does not answer in time", 2),
        (slow_head, "the server does not answer in time", 2),
        (silent, "the server does not answer in time", 2),
        (broken_off, "the connection failed", 2),
        (nonsense, "the connection failed", 2),
        (endless, "it is larger than 1,000,000 bytes", 1),
        (page(BOMB, Content_Encoding="gzip"), "it is larger than 1,000,000 bytes", 1),
        (page(b"no gzip", Content_Encoding="gzip"), "the answer makes no sense", 1),
        (page(kind="application/pdf"), "it is of type application/pdf, which is not read", 1),
        (page(kind=""), "it is of type unknown, which is not read", 1),
        (page(status=404), "the server answered with status 404", 1),
        (page(status=206), "the server answered with status 206", 1),
        (page(status=304), "the server answered with status 304", 1),
        (page(status=500), "the server answered with status 500", 2),
        (page(status=429, Retry_After="0"), "the server answered with status 429", 2),
        (redirect("/bad"), "more than 5 redirects", 6),
        (page(status=302), "it is a redirect to nowhere", 1),
        (redirect("file:///etc/passwd"), "file:///etc/passwd is no http", 1),
        (redirect("http://[::1/"), "Invalid URL in location header", 2),
    ],
)
def test_fault_is_told_and_the_rest_is_fetched(
    web: Web, fetch: Fetcher, answer: Answer, problem: str, tries: int
) -> None:
    web.answers |= {"/bad": answer, "/good": page()}
    start = time.monotonic()
    bad, good = fetch.pages(web.url("/bad"), web.url("/good")).fetched
    assert time.monotonic() - start < 10
    assert (bad.outcome, good.outcome) == ("failed", "new")
    assert problem in (bad.problem or "")
    assert web.count["/bad"] == tries
    (file,) = fetch.files()
    assert file.read_bytes() == PAGE


@pytest.mark.parametrize(
    "target", ["http://localhost:{port}/good", "http://127.0.0.2:{port}/good", "http://169.254.169.254/x"]
)
def test_redirect_to_a_private_address_is_refused(web: Web, fetch: Fetcher, target: str) -> None:
    web.answers |= {"/bad": redirect(target.format(port=web.server_port)), "/good": page()}
    (one,) = fetch.pages(web.url("/bad")).fetched
    assert "is on a private network" in (one.problem or "")
    assert web.count["/good"] == 0


def test_pages_of_a_feed_may_not_be_private_either(web: Web, fetch: Fetcher) -> None:
    item = f"<item><link>{web.url('/good', 'localhost')}</link></item>"
    feed = f"<rss version='2.0'><channel>{item}</channel></rss>"
    web.answers |= {"/feed": page(feed.encode(), kind="text/xml"), "/good": page()}
    (one,) = fetch(f"feeds = ['{web.url('/feed')}']").fetched
    assert "is on a private network" in (one.problem or "")


@pytest.mark.parametrize(
    ("kind", "content", "problem"),
    [
        ("sitemaps", XML_BOMB, "it is no sitemap"),
        ("sitemaps", b"<html></html>", "it is no sitemap"),
        ("sitemaps", BOMB, "it is larger than 1,000,000 bytes once unpacked"),
        ("sitemaps", b"\x1f\x8b broken", "it is damaged"),
        ("feeds", b"<html></html>", "it is no feed"),
        ("feeds", b"\x00\xff", "it is no feed"),
    ],
)
def test_list_that_is_none_is_told(web: Web, fetch: Fetcher, kind: str, content: bytes, problem: str) -> None:
    web.answers["/list"] = page(content, kind="text/xml")
    (one,) = fetch(f"{kind} = ['{web.url('/list')}']").fetched
    assert (one.outcome, one.problem) == ("failed", problem)


def test_entry_that_is_no_address_does_not_hide_the_others(web: Web, fetch: Fetcher) -> None:
    listed = "".join(f"<url><loc>{place}</loc></url>" for place in ["http://[::1/", "x:y", "/good"])
    web.answers |= {"/list": page(f"<urlset>{listed}</urlset>".encode(), kind="text/xml"), "/good": page()}
    done = fetch(f"sitemaps = ['{web.url('/list')}']")
    assert [one.outcome for one in done.fetched] == ["failed", "failed", "new"]


def test_what_was_fetched_stays_when_the_page_goes_bad(web: Web, fetch: Fetcher) -> None:
    web.answers["/p"] = page()
    fetch.pages(web.url("/p"))
    web.answers["/p"] = page(status=404)
    assert len(fetch.pages(web.url("/p")).failed) == 1
    assert [file.read_bytes() for file in fetch.files()] == [PAGE]


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/%2e%2e/%2e%2e/x.html", "/a%00b", "/" + "x" * 5000, "/.hidden", "/CON", "/"],
)
def test_no_address_writes_outside_its_folder(web: Web, fetch: Fetcher, tmp_path: Path, path: str) -> None:
    web.answers = {name: page() for name in [path, "/etc/passwd"]}
    before = {file for file in tmp_path.rglob("*") if not file.is_relative_to(fetch.raw)}
    fetch.pages(web.url(path))
    after = {file for file in tmp_path.rglob("*") if not file.is_relative_to(fetch.raw)}
    assert {file.name for file in after - before} <= {"sources.toml", "raw"}
    assert all(file.parent == fetch.raw / "lab" for file in fetch.files())
    assert len(fetch.files()) <= 1
