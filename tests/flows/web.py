"""A real web server on loopback that behaves and misbehaves as told."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import stamina

PAGE = b"<html><body><h1>Our papers at ICML 2023</h1></body></html>"
Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers as the server's table of answers says."""

    server: "Web"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        self.server.count[self.path] += 1
        try:
            self.server.answers.get(self.path.partition("?")[0], not_found)(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass

    def send(
        self, content: bytes = PAGE, *, status: int = 200, kind: str = "text/html", **headers: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)


class Web(ThreadingHTTPServer):
    """The server, what it answers by path, and what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.count: Counter[str] = Counter()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"


def not_found(handler: Handler) -> None:
    handler.send(b"", status=404)


def page(content: bytes = PAGE, *, kind: str = "text/html", status: int = 200, **headers: str) -> Answer:
    return lambda handler: handler.send(content, kind=kind, status=status, **headers)


def redirect(target: str) -> Answer:
    return page(b"", status=302, Location=target)


def slow(handler: Handler) -> None:
    """Send the head and then one byte every now and then."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def slow_head(handler: Handler) -> None:
    """Send a head that does not end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        handler.wfile.write(f"X-{number}: y\r\n".encode())
        time.sleep(0.05)


def silent(handler: Handler) -> None:
    """Take the request and never answer."""
    time.sleep(3)
    handler.close_connection = True


def broken_off(handler: Handler) -> None:
    """Promise more than is sent, then hang up."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(PAGE)
    handler.close_connection = True


def endless(handler: Handler) -> None:
    """Send without end, and without a length."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    handler.close_connection = True
    while True:
        handler.wfile.write(b"x" * 65536)


def nonsense(handler: Handler) -> None:
    """Answer something that is no HTTP."""
    handler.wfile.write(b"\x00\xff\x00 what?\r\n\r\n")
    handler.close_connection = True


def times(number: int, first: Answer, then: Answer) -> Answer:
    """Answer ``first`` so many times, and ``then`` from there on."""
    return lambda handler: (first if handler.server.count[handler.path] <= number else then)(handler)


@contextmanager
def serve_web() -> Iterator[Web]:
    """Have the server, which answers 404 to all until it is told better."""
    with Web() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        with stamina.set_testing(testing=False):
            yield server
        server.shutdown()
        thread.join()
