"""How a command speaks: its language, where problems go, and that none of them ends in a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import typer

from socorg_rules.cli.exit_codes import ExitCode
from socorg_rules.cli.language import language_of
from socorg_rules.cli.messages import FILE_FAILED, UNKNOWN_WORD
from socorg_rules.problems import Language, Place, Problem, ProblemsError, Text, UsageError, did_you_mean

_LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things in the chosen language, on standard error where they are no answer."""

    language: Language

    def say(self, text: Text, **values: object) -> str:
        return text.in_language(self.language).format(**values)

    def tell(self, line: str) -> None:
        """A line for the person at the terminal."""
        sys.stderr.write(f"{line}\n")

    def complain(self, problems: Iterable[Problem]) -> None:
        """Every problem on a line of its own."""
        for problem in problems:
            self.tell(problem.render(self.language))


@contextmanager
def speaking(written_language: str | None) -> Iterator[Voice]:
    """Runs a command; problems that stop it are told, and the exit code says so."""
    prepare_streams()
    voice = Voice(language_of(os.environ))
    try:
        if written_language is not None:
            voice = Voice(_language(written_language))
        yield voice
        # What is still in the buffer must meet its reader while a broken pipe can be handled.
        sys.stdout.flush()
    except ProblemsError as error:
        voice.complain(error.problems)
        raise typer.Exit(ExitCode.BAD_INPUT) from None
    except UsageError as error:
        voice.tell(str(error))
        raise typer.Exit(ExitCode.BAD_INPUT) from None
    except BrokenPipeError:
        # The interpreter flushes standard output once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(ExitCode.NOBODY_READS) from None
    except OSError as error:
        place = Place(str(error.filename or sys.stdout.name))
        voice.complain([FILE_FAILED.at(place, reason=error.strerror or type(error).__name__)])
        raise typer.Exit(ExitCode.BAD_INPUT) from None


def prepare_streams() -> None:
    """Chinese text can be written whatever the system's encoding is, and lines end the same everywhere."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")


def _language(written: str) -> Language:
    for language in _LANGUAGES:
        if written == language:
            return language
    suggestion = did_you_mean(written, _LANGUAGES)
    raise ProblemsError(
        [UNKNOWN_WORD.at(Place("--language"), suggestion=suggestion, written=written, known=", ".join(_LANGUAGES))]
    )
