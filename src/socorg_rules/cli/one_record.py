"""The record that a command about one organization is about."""

from __future__ import annotations

from pathlib import Path

from socorg_rules.cli import messages
from socorg_rules.cli.speaking import Voice
from socorg_rules.problems import Place, ProblemsError, did_you_mean
from socorg_rules.records.readers.batch import Batch, Record


def chosen_record(batch: Batch, file: Path, key: str | None, voice: Voice) -> Record:
    """The record that is meant. Raises :class:`ProblemsError` when none, or more than one, could be."""
    place = Place(file.as_posix())
    matching = [record for record in batch.records if key in (None, record.key)]
    if len(matching) == 1:
        # What is wrong with other records doesn't matter to this one.
        voice.complain(problem for problem in batch.problems if problem.severity == "warning")
        return matching[0]
    found = batch.problems.errors
    if key is not None:
        suggestion = did_you_mean(key, (record.key for record in batch.records))
        found.append(messages.UNKNOWN_KEY.at(place, suggestion=suggestion, written=key))
    elif matching:
        found.append(messages.SEVERAL_RECORDS.at(place, count=len(matching), first=matching[0].key))
    elif not found:
        found.append(messages.NO_RECORDS.at(place))
    raise ProblemsError(found)


def heading(record: Record, as_of: str) -> str:
    """Who it is about, where, and on which day."""
    names = dict.fromkeys(filter(None, (record.organization.name, record.key)))
    return "  ".join((*names, record.organization.division, as_of))
