"""What is known of words, as data: files of JSON lines, and their reader."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_patterns(name: str) -> tuple[dict[str, Any], ...]:
    """Return the rows of a file of this package, by its name without the ending."""
    text = (files(__package__) / f"{name}.jsonl").read_text("utf-8")
    return tuple(map(json.loads, text.splitlines()))
