"""The command line. Commands are imported when they are called: ``roundup --help`` imports none of them.

Exit codes: 0 done; 1 failed; 2 called in a way that cannot work; 3 done and published, but some source
files were refused; 130 interrupted.
"""

import os
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from extractors.errors import RoundupError
from flows.errors import UsageError

OK, FAILED, USAGE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 130

app = App(
    name="roundup",
    help="Turns a folder of research roundups into a DuckDB warehouse.",
    help_format="plaintext",
    version_flags=["--version"],
)
app.command("flows.commands.run:run")
app.command("flows.commands.extract:extract")
app.command("flows.commands.sql:sql")
app.command("flows.commands.explain:explain")
app.command("flows.commands.schema:schema")


def main() -> None:
    """Run the command line and exit."""
    code = run_command(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
    sys.exit(code)


def run_command(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; what goes wrong is one line on stderr."""
    debug = bool(os.environ.get("ROUNDUP_DEBUG"))
    try:
        code = app(arguments, exit_on_error=False, print_error=False, result_action="return_value")
    except CycloptsError as error:
        return _fail(" ".join(str(error).split()) + " (see roundup --help)", USAGE)
    except RoundupError as error:
        if debug:
            raise
        return _fail(str(error), USAGE if isinstance(error, UsageError) else FAILED)
    except KeyboardInterrupt:
        return _fail("interrupted; what was loaded stays, the published warehouse is as it was", INTERRUPTED)
    except BrokenPipeError:
        _silence_stdout()
        return OK
    except Exception as error:
        if debug:
            raise
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        return _fail(f"internal error, {what}; set ROUNDUP_DEBUG=1 for the traceback", FAILED)
    return code if isinstance(code, int) else OK


def _fail(message: str, code: int) -> int:
    print(f"roundup: {message}", file=sys.stderr)  # noqa: T201 - the command line talks here
    return code


def _silence_stdout() -> None:
    """Point stdout nowhere: the reader has gone, and Python would complain of it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
