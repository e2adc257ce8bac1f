"""What the commands say on stderr; stdout is for data."""

import logging
import os
import sys

DEBUG_VARIABLE = "ROUNDUP_DEBUG"


def is_debug() -> bool:
    """Tell whether the user wants to see logs and tracebacks."""
    return bool(os.environ.get(DEBUG_VARIABLE))


def configure_logging() -> None:
    """Show logs when ``ROUNDUP_DEBUG`` is set, otherwise none: what a user must know is said in words."""
    if is_debug():
        logging.basicConfig(level=logging.INFO)
    else:
        logging.getLogger().addHandler(logging.NullHandler())


def say(message: str) -> None:
    """Print one line on stderr; control characters, line ends too, are shown as escapes."""
    line = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in message)
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - this is where it is said
