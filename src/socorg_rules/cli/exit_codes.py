"""What the command's exit code says to a script."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Bad input wins over findings, findings over what is undetermined."""

    NOTHING_FOUND = 0
    FINDINGS = 1
    UNDETERMINED = 2
    BAD_INPUT = 3
    INTERRUPTED = 130
    NOBODY_READS = 141
    """As a shell says it of a command whose reader (``| head``) went away: 128 and SIGPIPE."""
