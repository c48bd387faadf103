"""Where an answer goes: standard output, or a file that appears only when it is whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from socorg_rules.cli.messages import OUTPUT_UNWRITABLE
from socorg_rules.problems import Place, ProblemsError


@contextmanager
def output_to(path: Path | None) -> Iterator[TextIO]:
    """The stream to write to. Raises :class:`ProblemsError` when the file can't be written."""
    if path is None:
        yield sys.stdout
        return
    # A pipe or a device can't be replaced; any other file is, so that half an answer never looks like a whole one.
    in_place = path.exists() and not path.is_file()
    written = path if in_place else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with written.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        if not in_place:
            written.replace(path)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ProblemsError([OUTPUT_UNWRITABLE.at(Place(path.as_posix()), reason=reason)]) from None
    finally:
        if not in_place:
            written.unlink(missing_ok=True)
