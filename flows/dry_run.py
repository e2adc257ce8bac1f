"""What a run would do, without doing it: nothing is written but the copy of a raw folder elsewhere."""

from typing import NamedTuple

from flows.discover import discover
from flows.errors import NothingToReadError
from flows.plan import Reason, make_plan
from flows.remote import local_raw
from flows.settings import Settings
from warehouse.connect import connect
from warehouse.layout import Layout
from warehouse.load import SourceState, affected_documents, known_sources
from warehouse.target import target_of


class Action(NamedTuple):
    """What would happen to a document: it is extracted or retired."""

    document: str
    """Its path below the raw folder."""
    action: str
    reason: Reason
    size_bytes: int | None


def plan_actions(settings: Settings) -> list[Action]:
    """Return what a run with these settings would do, in the order of the names.

    Raises:
        RoundupError: the run could not start.
    """
    layout = Layout(settings.warehouse)
    raw = local_raw(settings)
    found = discover(raw)
    target_of(settings.warehouse, settings.lake, settings.lake_writer).verify()
    known: dict[str, SourceState] = {}
    affected: dict[str, bool] = {}
    # A run goes on from the private file; where it is lost, from nothing.
    if layout.working.exists():
        with connect(layout.working, read_only=True) as con:
            known, affected = known_sources(con), affected_documents(con)
    if known and not found.files and not settings.allow_empty:
        raise NothingToReadError(str(settings.raw), len(known))
    plan = make_plan(found.files, known, settings, affected=affected if settings.replay else None)
    actions = [Action(work.file.source_uri, "extract", work.reason, work.size) for work in plan.to_extract]
    actions += [Action(known[key].source_uri, "retire", "file gone", None) for key in plan.gone]
    return sorted(actions)
