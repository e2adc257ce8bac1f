"""Ctrl-C. Native code (DuckDB, pydantic) may turn what a signal raises into another error, or lose it."""

import signal
import threading
from types import FrameType

_interrupted = threading.Event()


def listen() -> None:
    """Raise ``KeyboardInterrupt`` on Ctrl-C, and remember that it came; to be called in the main thread."""
    signal.signal(signal.SIGINT, _on_interrupt)


def is_interrupted() -> bool:
    """Tell whether Ctrl-C came since ``listen``."""
    return _interrupted.is_set()


def raise_if_interrupted() -> None:
    """Raise what a lost Ctrl-C should have raised; long work calls this now and then.

    Raises:
        KeyboardInterrupt: Ctrl-C came, and the work goes on all the same.
    """
    if is_interrupted():
        raise KeyboardInterrupt


def _on_interrupt(_signal: int, _frame: FrameType | None) -> None:
    _interrupted.set()
    raise KeyboardInterrupt
