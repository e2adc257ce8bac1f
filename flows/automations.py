"""Notifications: what Prefect's server tells a person about the runs, and what the flow tells the server."""

from datetime import timedelta

from prefect.automations import AutomationCore
from prefect.client.orchestration import get_client
from prefect.events import EventTrigger, Posture, emit_event
from prefect.events.actions import SendNotification
from prefect.exceptions import ObjectNotFound

from flows.errors import UsageError
from flows.report import RunSummary

PARSED, MANY_REFUSED = "roundup.documents.parsed", "roundup.documents.many-refused"
_WAREHOUSE = {"prefect.resource.id": "roundup.warehouse"}
_SUBJECT = "Roundup: {{ automation.name }}"
_BODY = "{{ automation.description }}\n{{ event.payload }}"
_A_WEEK = timedelta(days=7)


def tell_server(summary: RunSummary, *, alert_refused: int) -> None:
    """Emit the events that the automations wait for."""
    counts = {
        "run_id": summary.run_id,
        "parsed": summary.documents_parsed,
        "refused": summary.documents_refused,
        "warehouse": summary.warehouse,
    }
    if summary.documents_parsed:
        emit_event(PARSED, _WAREHOUSE, payload=counts)
    if summary.documents_refused >= alert_refused:
        emit_event(MANY_REFUSED, _WAREHOUSE, payload=counts)


def create_automations(block: str) -> list[str]:
    """Have the server notify through a block, such as ``slack-webhook/alerts``; return what of.

    Automations of the same name are replaced.

    Raises:
        UsageError: the server knows no such block.
    """
    block_type, _, name = block.partition("/")
    with get_client(sync_client=True) as client:
        try:
            found = client.read_block_document_by_name(name, block_type)
        except ObjectNotFound as error:
            raise UsageError(f"{block}: Prefect knows no such block; see: prefect block ls") from error
        automations = _automations(SendNotification(block_document_id=found.id, subject=_SUBJECT, body=_BODY))
        for automation in automations:
            for former in client.read_automations_by_name(automation.name):
                client.delete_automation(former.id)
            client.create_automation(automation)
    return [automation.name for automation in automations]


def _automations(notify: SendNotification) -> list[AutomationCore]:
    failed = EventTrigger(
        posture=Posture.Reactive,
        expect={"prefect.flow-run.Failed", "prefect.flow-run.Crashed"},
        match={"prefect.resource.id": "prefect.flow-run.*"},
        match_related={"prefect.resource.role": "flow", "prefect.resource.name": "roundup-*"},
        for_each={"prefect.resource.id"},
        threshold=1,
        within=timedelta(0),
    )
    refused = EventTrigger(
        posture=Posture.Reactive, expect={MANY_REFUSED}, match=_WAREHOUSE, threshold=1, within=timedelta(0)
    )
    nothing_new = EventTrigger(
        posture=Posture.Proactive, expect={PARSED}, match=_WAREHOUSE, threshold=1, within=_A_WEEK
    )
    return [
        AutomationCore(name=name, description=about, trigger=trigger, actions=[notify])
        for name, about, trigger in (
            ("roundup-failed", "A run failed or crashed", failed),
            (
                "roundup-refused",
                "A run refused as many files as ROUNDUP_ALERT_REFUSED says, or more",
                refused,
            ),
            ("roundup-nothing-new", "No document was new or changed for a week", nothing_new),
        )
    ]
