"""``roundup explain``: a row in the text that it was read from."""

import json as json_module
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.settings import load_published
from warehouse.explain import explain as explain_row
from warehouse.explain import render, to_json


def explain(
    record_id: str,
    /,
    *,
    json: Annotated[bool, Parameter(negative="")] = False,
    warehouse: Path | None = None,
) -> None:
    """Show a row, the file it comes from, and the lines around it with its span marked.

    Of Markdown and HTML: the lines of the readable text, then those of the file.

    Parameters
    ----------
    record_id
        A doc_, topic_, paper_, author_, figure_ or job_ id.
    json
        Print a JSON object.
    warehouse
        The published file (default: ROUNDUP_WAREHOUSE or warehouse/roundup.duckdb).
    """
    explanation = explain_row(load_published(warehouse), record_id)
    if json:
        print(json_module.dumps(to_json(explanation), ensure_ascii=False, indent=1, default=str))  # noqa: T201
    else:
        print(render(explanation))  # noqa: T201
