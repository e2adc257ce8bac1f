"""Other processes: real ones, which hold files, read, or are killed."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def other_process(code: str, *arguments: object) -> Iterator["subprocess.Popen[str]"]:
    """Run Python code in another process; it is killed at the end of the block if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


HOLD = """
import sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "read")
print("holding", flush=True)
sys.stdin.read()
"""


@contextmanager
def held_open(path: object, how: str = "write") -> Iterator[int]:
    """Hold a DuckDB file open in another process, to "write" or to "read"; yields its process id."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        assert process.stdout.readline() == "holding\n"
        yield process.pid
    finally:
        process.kill()
        process.communicate()
