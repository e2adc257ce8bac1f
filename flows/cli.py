"""The command line. Commands are imported when they are called: ``roundup --help`` imports none of them.

Exit codes: 0 done; 1 failed; 2 called in a way that cannot work; 3 done and published, but some source
files were refused; 4 done, but a score is below --fail-under; 130 interrupted.
"""

import gc
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from importlib.metadata import version

from cyclopts import App, CycloptsError

from extractors.errors import RoundupError
from flows import interrupt
from flows.errors import UsageError
from flows.talk import DEBUG_VARIABLE, configure_logging, is_debug, say

DONE, FAILED, USAGE, REFUSED, BELOW, INTERRUPTED = 0, 1, 2, 3, 4, 130
# As a shell reports a program that SIGPIPE or SIGTERM ended.
_BROKEN_PIPE, _TERMINATED = 141, 143

app = App(
    name="roundup",
    help="Turns a folder of research roundups into a DuckDB warehouse.",
    version=lambda: version("roundup"),
    help_format="plaintext",
    suppress_keyboard_interrupt=False,
)
app.command("flows.commands.run:run", help="Read new and changed documents and publish the warehouse.")
app.command("flows.commands.fetch:fetch", help="Bring new and changed web pages into the raw folder.")
app.command("flows.commands.serve:serve", help="Run what prefect.yaml schedules, until stopped.")
app.command("flows.commands.notify:notify", help="Have Prefect's server notify you of what goes wrong.")
app.command("flows.commands.sql:sql", help="Query the published warehouse.")
app.command("flows.commands.explain:explain", help="Show a row in the text that it was read from.")
app.command("flows.commands.extract:extract", help="Print the records of one document as JSON.")
app.command("flows.commands.catalog:catalog", help="Print what each table, view and macro holds.")
app.command("flows.commands.check:check", help="Audit the published warehouse.")
app.command("flows.commands.rejects:rejects", help="List what was seen and refused, and why.")
app.command("flows.commands.history:snapshots", help="List the published snapshots that are kept.")
app.command("flows.commands.history:rollback", help="Publish a kept snapshot again.")
app.command("flows.commands.history:diff", help="Say what came, went and changed between two snapshots.")
app.command("flows.commands.exchange:export", help="Write the published tables to files.")
app.command("flows.commands.exchange:import_", name="import", help="Build a warehouse from an export.")
app.command(
    "flows.commands.eval:evaluate_gold", name="eval", help="Score the extraction against gold of your own."
)
app.command("flows.commands.generate:generate", help="Write a raw folder of made-up documents.")
lake = App(name="lake", help="Look after a warehouse that is a DuckLake.")
lake.command("flows.commands.lake:compact", help="Merge the lake's small files.")
lake.command("flows.commands.lake:expire", help="Let old versions go, and the files that none needs.")
app.command(lake)
app.command("flows.commands.config:config", help="Print each setting and where it comes from.")
app.command("flows.commands.schema:schema", help="Print the JSON Schema of the records.")


def main() -> None:
    """Run the command line and exit."""
    # spaCy brings numpy along, which starts a thread for each processor; there is nothing for them to do.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    code = run_command(sys.argv[1:])
    # At exit Python collects once more, which takes half a second where spaCy is loaded, for nothing.
    gc.freeze()
    sys.exit(code)


def run_command(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; what goes wrong is one line on stderr."""
    configure_logging()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    interrupt.listen()
    try:
        code = app(arguments, exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone. Python would complain of it at exit, so stdout leads nowhere from here.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the edge of the program
        return _explain(error)
    return code if isinstance(code, int) else DONE


def _explain(error: BaseException) -> int:
    """Say in one line what went wrong; return the exit code."""
    if interrupt.is_interrupted():
        return _fail("interrupted; the published warehouse is as it was", INTERRUPTED)
    if type(error.__cause__).__name__ == "TerminationSignal":  # Prefect's, while a flow runs
        return _fail("terminated; the published warehouse is as it was", _TERMINATED)
    if isinstance(error, CycloptsError):
        return _fail(f"{error} (see: roundup --help)", USAGE)
    if isinstance(error, RoundupError):
        return _fail(str(error), USAGE if isinstance(error, UsageError) else FAILED)
    if isinstance(error, OSError) and error.filename:
        return _fail(f"{error.filename}: {error.strerror}; check the path and its permissions", FAILED)
    return _fail(f"internal error, {type(error).__name__}: {error}; {_keep_traceback()}", FAILED)


def _fail(message: str, code: int) -> int:
    if is_debug():
        traceback.print_exc()
    say("roundup: " + " ".join(message.split()))
    return code


def _keep_traceback() -> str:
    with tempfile.NamedTemporaryFile(
        "w", prefix="roundup-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
    ) as file:
        traceback.print_exc(file=file)
    return f"the traceback is in {file.name} (or set {DEBUG_VARIABLE}=1)"
