"""``roundup notify``: Prefect's server tells a person when something is wrong with the runs."""

import os

from flows.errors import UsageError
from flows.talk import say


def notify(block: str, /) -> None:
    """Have Prefect's server send a notification on failure, on many refused files, on no news for a week.

    Parameters
    ----------
    block
        A notification block of the server, TYPE/NAME, such as slack-webhook/alerts.
    """
    if not os.environ.get("PREFECT_API_URL"):
        raise UsageError("set PREFECT_API_URL to a server that outlives the runs; it sends the notifications")
    from flows.automations import create_automations  # noqa: PLC0415 - imports Prefect
    from flows.prefect_records import require_api  # noqa: PLC0415

    require_api()
    for name in create_automations(block):
        say(f"automation {name}")
