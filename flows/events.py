"""What a run tells other programs when it ends: one JSON object a line, in a file of the user's choice."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.report import RunSummary

logger = logging.getLogger(__name__)


class Outcome:
    """What is known of a run when it ends."""

    def __init__(self, run_id: str) -> None:
        self.run_id = run_id
        self.summary: RunSummary | None = None


@contextmanager
def told(run_id: str, file: Path | None) -> Iterator[Outcome]:
    """Append how the run within ends to ``file``; a file that cannot be written is only logged."""
    outcome = Outcome(run_id)
    try:
        yield outcome
    except BaseException as error:
        _append(file, {"event": "failed", "run_id": run_id, "error": f"{type(error).__name__}: {error}"})
        raise
    if outcome.summary:
        event = "completed with rejects" if outcome.summary.refused else "completed"
        _append(file, {"event": event, **outcome.summary.model_dump(mode="json")})


def _append(file: Path | None, event: dict[str, object]) -> None:
    if file is None:
        return
    line = json.dumps({"at": datetime.now(UTC).isoformat(), **event}, ensure_ascii=False)
    try:
        with file.open("a", encoding="utf-8", errors="backslashreplace") as opened:
            opened.write(line + "\n")
    except OSError as error:
        logger.warning("%s: the event of this run could not be written: %s", file, error.strerror)
