"""The errors of the project; bad documents are rejects, not errors."""


class RoundupError(Exception):
    """A failure that a user can act on; its message is one line that says what to do."""


class TerminalError(RoundupError):
    """Trying again cannot help."""


class TransientError(RoundupError):
    """The same call may succeed later."""
