"""Fetching from a server that behaves: what is new, what changed, manners, feeds and sitemaps."""

import gzip
import json
import time

import pytest

from flows.discover import discover
from flows.errors import SourcesFileError
from tests.flows.fetching.conftest import Fetcher
from tests.flows.web import PAGE, Handler, Web, page, redirect, times

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>
<item><title>a</title><link>/a</link></item><item><title>b</title><link>/b</link></item></channel></rss>"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>/a</loc></url><url><loc>/other</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>/pages.xml.gz</loc></sitemap><sitemap><loc>/index.xml</loc></sitemap></sitemapindex>"""


def with_etag(handler: Handler) -> None:
    if handler.headers.get("If-None-Match") == '"1"':
        handler.send(b"", status=304)
    else:
        handler.send(ETag='"1"', Last_Modified="Mon, 23 Nov 2026 00:00:00 GMT")


def test_page_is_fetched_once_and_then_asked_for_with_conditions(web: Web, fetch: Fetcher) -> None:
    web.answers["/blog/our-papers.html"] = with_etag
    address = web.url("/blog/our-papers.html")
    assert [one.outcome for one in fetch.pages(address).fetched] == ["new"]
    (file,) = fetch.files()
    assert file.read_bytes() == PAGE
    assert file.name.startswith("our-papers-")
    assert file.suffix == ".html"
    (found,) = discover(fetch.raw).files
    assert found.path == file
    assert [one.outcome for one in fetch.pages(address).fetched] == ["same"]
    conditions = web.asked[-1][1]
    assert conditions["If-None-Match"] == '"1"'
    assert conditions["If-Modified-Since"] == "Mon, 23 Nov 2026 00:00:00 GMT"
    (trail,) = fetch.raw.rglob(".*.fetched.jsonl")
    (entry,) = map(json.loads, trail.read_text("utf-8").splitlines())
    assert entry["address"] == address
    assert entry["file"] == file.name
    assert len(entry["content_sha256"]) == 64
    assert entry["fetched_at"].endswith("Z")


def test_changed_page_replaces_its_file_and_the_trail_has_both(web: Web, fetch: Fetcher) -> None:
    web.answers["/p"] = times(2, page(), page(b"# Papers", kind="text/markdown; charset=utf-8"))
    outcomes = [fetch.pages(web.url("/p")).fetched[0].outcome for _ in range(4)]
    assert outcomes == ["new", "same", "changed", "same"]
    (file,) = fetch.files()
    assert (file.suffix, file.read_bytes()) == (".md", b"# Papers")
    (trail,) = fetch.raw.rglob(".*.fetched.jsonl")
    assert len(trail.read_text("utf-8").splitlines()) == 2


def test_file_that_was_removed_is_fetched_again(web: Web, fetch: Fetcher) -> None:
    web.answers["/p"] = with_etag
    fetch.pages(web.url("/p"))
    fetch.files()[0].unlink()
    assert [one.outcome for one in fetch.pages(web.url("/p")).fetched] == ["new"]


def test_feeds_and_sitemaps_name_pages(web: Web, fetch: Fetcher) -> None:
    web.answers |= {
        "/feed": page(FEED.encode(), kind="application/rss+xml"),
        "/index.xml": page(INDEX.encode(), kind="text/xml"),
        "/pages.xml.gz": page(gzip.compress(SITEMAP.encode()), kind="application/gzip"),
        **dict.fromkeys(["/a", "/b", "/other"], page()),
    }
    done = fetch(
        f"feeds = ['{web.url('/feed')}']\nsitemaps = ['{web.url('/index.xml')}']\nonly = '*/[ab]'\n"
        f"pages = ['{web.url('/b')}']"
    )
    assert not done.failed
    assert sorted(one.address for one in done.fetched) == [web.url("/a"), web.url("/b")]
    assert web.count["/index.xml"] == 1
    assert len(fetch.files()) == 2


def test_no_more_pages_of_a_sitemap_than_wanted(web: Web, fetch: Fetcher) -> None:
    web.answers |= {"/s": page(SITEMAP.encode(), kind="text/xml"), "/a": page(), "/other": page()}
    done = fetch(f"sitemaps = ['{web.url('/s')}']\nmax_pages = 1")
    assert [one.address for one in done.fetched] == [web.url("/a")]


def test_robots_are_obeyed(web: Web, fetch: Fetcher) -> None:
    rules = b"User-agent: *\nDisallow: /private\n\nUser-agent: roundup\nDisallow: /secret\n"
    web.answers |= {"/robots.txt": page(rules, kind="text/plain"), "/private": page(), "/secret": page()}
    done = fetch.pages(web.url("/private"), web.url("/secret"))
    assert [one.problem for one in done.fetched] == [None, "robots.txt forbids it"]
    assert web.count == {"/robots.txt": 1, "/private": 1}


def test_nothing_is_fetched_where_robots_cannot_be_read(web: Web, fetch: Fetcher) -> None:
    web.answers |= {"/robots.txt": page(b"", status=500), "/p": page()}
    (one,) = fetch.pages(web.url("/p"), fetch_attempts=1).fetched
    assert one.problem == "its robots.txt cannot be read: the server answered with status 500"
    assert web.count["/p"] == 0


def test_requests_to_a_host_keep_their_distance(web: Web, fetch: Fetcher) -> None:
    web.answers |= {
        "/robots.txt": page(b"User-agent: *\nCrawl-delay: 0.3\n", kind="text/plain"),
        **dict.fromkeys(["/a", "/b", "/c"], page()),
    }
    start = time.monotonic()
    assert not fetch.pages(*map(web.url, ["/a", "/b", "/c"])).failed
    assert time.monotonic() - start >= 0.6


def test_redirects_are_followed(web: Web, fetch: Fetcher) -> None:
    web.answers |= {"/old": redirect("/new"), "/new": page()}
    assert [one.outcome for one in fetch.pages(web.url("/old")).fetched] == ["new"]
    (trail,) = fetch.raw.rglob(".*.fetched.jsonl")
    assert json.loads(trail.read_text("utf-8"))["final_address"] == web.url("/new")


@pytest.mark.parametrize("status", [429, 503])
def test_passing_fault_is_tried_again(web: Web, fetch: Fetcher, status: int) -> None:
    web.answers["/p"] = times(1, page(b"", status=status, Retry_After="0"), page())
    assert [one.outcome for one in fetch.pages(web.url("/p")).fetched] == ["new"]
    assert web.count["/p"] == 2


@pytest.mark.parametrize(
    ("toml", "problem"),
    [
        ("[lab", "this is no TOML"),
        ("[lab]\npages = ['ftp://x/y']", "lab.pages.0: Value error, this is no http"),
        ("[lab]\npages = ['https://user:word@x/y']", "without a password"),
        ("['../up']\npages = []", "pattern"),
        ("[lab]\npagess = []", "lab.pagess: Extra inputs are not permitted"),
    ],
)
def test_wrong_file_of_sources_is_one_clear_line(fetch: Fetcher, toml: str, problem: str) -> None:
    from flows.fetching.sources import read_sources  # noqa: PLC0415

    file = fetch.folder / "sources.toml"
    file.write_text(toml, "utf-8")
    with pytest.raises(SourcesFileError, match=problem) as error:
        read_sources(file)
    assert "\n" not in str(error.value)
