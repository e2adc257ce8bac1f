"""``roundup config``: each setting's value, and where it comes from."""

from typing import Annotated

from cyclopts import Parameter

from flows.settings import Origin, explain_settings, load_settings, unknown_variables
from flows.tables import print_json, print_table
from flows.talk import say

Flag = Annotated[bool, Parameter(negative="")]


def config(*, json: Flag = False) -> None:
    """Print each setting's value and where it comes from: the environment, roundup.toml or the default.

    Flags of a command come before all of them.

    Parameters
    ----------
    json
        Print a JSON list of objects.
    """
    origins = explain_settings(load_settings())
    (print_json if json else print_table)(Origin._fields, origins)
    for name in unknown_variables():
        say(f"{name} is no setting; see the names above")
