"""Fetches one address politely: robots.txt, a rate per host, retries, and bounds on time, size and type."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit

import httpx
import stamina
from protego import Protego

from flows.fetching.guard import Deadline, GuardedTransport, PrivateAddressError
from flows.fetching.sources import Source

USER_AGENT = f"roundup/{version('roundup')}"
PAGE_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/plain": ".txt",
}
"""Types of pages that are kept, and how their files end."""
LIST_TYPES = frozenset(
    {"application/xml", "text/xml", "application/rss+xml", "application/atom+xml", "application/rdf+xml"}
    | {"application/gzip", "application/x-gzip", "text/html", "text/plain"}
)
"""Types under which feeds and sitemaps are served."""
_MAX_REDIRECTS = 5
_MAX_ROBOTS_BYTES = 512 * 1024
_LONGEST_DELAY = 60.0
_OK, _NOT_MODIFIED, _TOO_MANY, _SERVER_ERROR = 200, 304, 429, 500
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FetchError(Exception):
    """This address cannot be fetched; says why in a few words."""


class _PassingError(FetchError):
    """It may work a little later."""

    def __init__(self, problem: str, wait_seconds: float | None = None) -> None:
        super().__init__(problem)
        self.wait_seconds = wait_seconds


@dataclass(frozen=True)
class Response:
    """What an address answered: the last one, after redirects."""

    address: str
    status: int
    content: bytes
    content_type: str
    etag: str | None
    last_modified: str | None
    location: str | None = None

    @property
    def is_unchanged(self) -> bool:
        """The server says that it is what was fetched before."""
        return self.status == _NOT_MODIFIED


class PoliteClient:
    """Keeps the manners of one round of fetching; others than named hosts must be public."""

    def __init__(
        self, sources: Mapping[str, Source], *, max_bytes: int, page_seconds: float, attempts: int
    ) -> None:
        self._max_bytes, self._page_seconds, self._attempts = max_bytes, page_seconds, attempts
        self._robots: dict[str, Protego | FetchError] = {}
        self._next_request: dict[str, float] = {}
        self._deadline = Deadline()
        trusted = {
            _host_and_port(address)
            for source in sources.values()
            for address in (*source.pages, *source.feeds, *source.sitemaps)
        }
        self._http = httpx.Client(
            transport=GuardedTransport(frozenset(trusted), self._deadline),
            headers={"User-Agent": USER_AGENT},
            timeout=httpx.Timeout(min(page_seconds, 20.0)),
            trust_env=False,
        )

    def close(self) -> None:
        """Close all connections."""
        self._http.close()

    def get(
        self,
        address: str,
        *,
        types: Mapping[str, str] | frozenset[str],
        seconds_between: float,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Response:
        """Return what an address answers.

        Raises:
            FetchError: robots.txt forbids it, it leads to a private network, it does not answer in time, it
                answers too much or something of another type, or it is not there.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        for _ in range(_MAX_REDIRECTS + 1):
            delay = self._require_allowed(address, seconds_between)
            answer = self._retried(address, headers, delay, self._max_bytes)
            if answer.status not in _REDIRECTS:
                break
            address = _redirected(address, answer)
        else:
            raise FetchError(f"more than {_MAX_REDIRECTS} redirects")
        if answer.is_unchanged and headers:
            return answer
        if answer.status != _OK:
            raise FetchError(f"the server answered with status {answer.status}")
        if answer.content_type not in types:
            raise FetchError(f"it is of type {answer.content_type or 'unknown'}, which is not read")
        return answer

    def _require_allowed(self, address: str, seconds_between: float) -> float:
        """Return the seconds to keep between requests to the host of a page that robots.txt allows."""
        try:
            parts = urlsplit(address)
        except ValueError as error:
            raise FetchError(f"{address} is no address") from error
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise FetchError(f"{address} is no http(s) address")
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin, seconds_between)
        robots = self._robots[origin]
        if isinstance(robots, FetchError):
            raise robots
        if not robots.can_fetch(address, USER_AGENT):
            raise FetchError("robots.txt forbids it")
        return max(seconds_between, min(robots.crawl_delay(USER_AGENT) or 0.0, _LONGEST_DELAY))

    def _read_robots(self, origin: str, seconds_between: float) -> Protego | FetchError:
        """Return what robots.txt allows (RFC 9309): all where there is none, nothing where it fails."""
        address = f"{origin}/robots.txt"
        try:
            for _ in range(_MAX_REDIRECTS + 1):
                answer = self._retried(address, {}, seconds_between, _MAX_ROBOTS_BYTES)
                if answer.status not in _REDIRECTS:
                    break
                address = _redirected(address, answer)
        except FetchError as error:
            return FetchError(f"its robots.txt cannot be read: {error}")
        return Protego.parse(answer.content.decode("utf-8", "replace") if answer.status == _OK else "")

    def _retried(self, address: str, headers: dict[str, str], delay: float, max_bytes: int) -> Response:
        for attempt in stamina.retry_context(
            on=_wait_before_next, attempts=self._attempts, timeout=self._page_seconds * self._attempts
        ):
            with attempt:
                self._wait_for_turn(urlsplit(address).netloc, delay)
                return self._request(address, headers, max_bytes)
        raise AssertionError("unreachable")

    def _wait_for_turn(self, host: str, delay: float) -> None:
        now = time.monotonic()
        time.sleep(max(0.0, self._next_request.get(host, now) - now))
        self._next_request[host] = time.monotonic() + delay

    def _request(self, address: str, headers: dict[str, str], max_bytes: int) -> Response:
        self._deadline.start(self._page_seconds)
        with _plain_errors(), self._http.stream("GET", address, headers=headers) as answer:
            if answer.status_code == _TOO_MANY or answer.status_code >= _SERVER_ERROR:
                wait = _retry_after(answer.headers.get("retry-after"))
                raise _PassingError(f"the server answered with status {answer.status_code}", wait)
            content = bytearray()
            if answer.status_code == _OK:
                for piece in answer.iter_bytes():
                    content += piece
                    if len(content) > max_bytes:
                        raise FetchError(f"it is larger than {max_bytes:,} bytes")
            return Response(
                address=address,
                status=answer.status_code,
                content=bytes(content),
                content_type=answer.headers.get("content-type", "").partition(";")[0].strip().lower(),
                etag=answer.headers.get("etag"),
                last_modified=answer.headers.get("last-modified"),
                location=answer.headers.get("location"),
            )


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Turn what the HTTP library raises into a few words."""
    try:
        yield
    except PrivateAddressError as error:
        raise FetchError(str(error)) from error
    except httpx.TimeoutException as error:
        raise _PassingError("the server does not answer in time") from error
    except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
        raise _PassingError(f"the connection failed: {error or type(error).__name__}") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchError(f"the answer makes no sense: {error or type(error).__name__}") from error


def _wait_before_next(error: Exception) -> bool | float:
    """Tell whether to try again, or after how many seconds."""
    if not isinstance(error, _PassingError):
        return False
    return True if error.wait_seconds is None else min(error.wait_seconds, _LONGEST_DELAY)


def _retry_after(value: str | None) -> float | None:
    """Return the seconds of a Retry-After header, which may also give a date."""
    if not value:
        return None
    if value.isdecimal():
        return float(value[:6])
    try:
        return max(timedelta(), parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None


def _redirected(address: str, answer: Response) -> str:
    if not answer.location:
        raise FetchError("it is a redirect to nowhere")
    return joined(address, answer.location)


def joined(base: str, link: str) -> str:
    """Return where a link leads to; one that is no address stays as it is, and fails when it is asked for."""
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _host_and_port(address: str) -> tuple[str, int]:
    parts = urlsplit(address)
    return (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)
