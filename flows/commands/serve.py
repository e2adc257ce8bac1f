"""``roundup serve``: keeps to the timetable of ``prefect.yaml`` until it is stopped."""

from flows.embedded import prefect_api
from flows.talk import say


def serve() -> None:
    """Run the deployments of prefect.yaml at their times, until Ctrl-C or SIGTERM.

    Runs and timetable are on the server that PREFECT_API_URL names; without it, on one of our own on this
    machine, whose records are in .prefect and which ends with this command.
    """
    with prefect_api(schedules=True) as server:
        from prefect.flows import serve as serve_all  # noqa: PLC0415 - the server starts meanwhile

        from flows.deployments import read_deployments, to_prefect  # noqa: PLC0415 - imports Prefect
        from flows.prefect_records import require_api  # noqa: PLC0415

        deployments = read_deployments()
        served = [to_prefect(deployment) for deployment in deployments]
        if server:
            server.wait_until_ready()
        else:
            require_api()
        for deployment in deployments:
            for when in deployment.schedules:
                say(f"{deployment.name}: {when.cron} {when.timezone}")
        # A restart must not leave the timetable paused behind.
        serve_all(*served, pause_on_shutdown=False, print_starting_message=False)
