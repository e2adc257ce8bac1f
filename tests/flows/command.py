"""The command line in the process of the tests: the same words and exit codes, a second or more sooner."""

import gc
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import TextIO

from flows.cli import run_command


def clean_environment() -> dict[str, str]:
    """Return the environment without what would be settings of a run."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("ROUNDUP_", "PREFECT_"))
    }


def call(
    arguments: Sequence[str], *, folder: Path, environment: dict[str, str]
) -> "subprocess.CompletedProcess[str]":
    """Call the command line in ``folder``; nothing of the process is other than before afterwards.

    What native code writes is caught, too. Runs under Prefect need a process of their own: Prefect reads its
    settings once in a process.
    """
    with (
        tempfile.TemporaryFile("w+b") as out,
        tempfile.TemporaryFile("w+b") as err,
        _as_it_was(),
        _environment(environment),
        chdir(folder),
    ):
        with _stream("stdout", out.fileno()), _stream("stderr", err.fileno()):
            code = run_command(list(arguments))
        for file in (out, err):
            file.seek(0)
        return subprocess.CompletedProcess(arguments, code, out.read().decode(), err.read().decode())


@contextmanager
def _as_it_was() -> Iterator[None]:
    """Undo what a command does to its process: Ctrl-C, where logs go, no collection."""
    on_interrupt, handlers = signal.getsignal(signal.SIGINT), logging.root.handlers.copy()
    try:
        yield
    finally:
        gc.enable()
        signal.signal(signal.SIGINT, on_interrupt)
        logging.root.handlers[:] = handlers


@contextmanager
def _environment(environment: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    try:
        os.environ.clear()
        os.environ.update(environment)
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _stream(name: str, target: int) -> Iterator[None]:
    """Lead stdout or stderr to a file: Python's stream, and the descriptor that native code knows."""
    number = {"stdout": 1, "stderr": 2}[name]
    before: TextIO = getattr(sys, name)
    before.flush()
    kept = os.dup(number)
    os.dup2(target, number)
    try:
        with open(number, "w", encoding="utf-8", closefd=False) as stream:
            setattr(sys, name, stream)
            yield
    finally:
        setattr(sys, name, before)
        os.dup2(kept, number)
        os.close(kept)
