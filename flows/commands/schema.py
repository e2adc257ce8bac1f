"""``roundup schema``: the JSON Schema of the records."""

import json

from extractors.records import Extraction


def schema() -> None:
    """Print the JSON Schema of the records that one document yields."""
    print(json.dumps(Extraction.model_json_schema(), ensure_ascii=False, indent=1))  # noqa: T201
