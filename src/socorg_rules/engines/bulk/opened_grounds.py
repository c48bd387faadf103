"""Grounds of many years or terms in memory: each with columns of its own, so that no text is made of their days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from socorg_rules.engines.bulk.column import Column
from socorg_rules.engines.bulk.columns import Columns
from socorg_rules.engines.bulk.outputs import DecisionOutput, GroundOutput


def opened_grounds(
    columns: Columns, outputs: Iterable[DecisionOutput], made: Mapping[str, Column]
) -> tuple[dict[str, Column], tuple[DecisionOutput, ...]]:
    """Columns by their names, and outputs, in which grounds whose days are joined out of columns are one a day."""
    kept = dict(made)
    opened = []
    for output in outputs:
        grounds: list[GroundOutput] = []
        for ground in output.grounds_apart or ():
            if not ground.many or made[ground.since].operation == "aggregate":
                grounds.append(ground)
                continue
            stands, days = kept.pop(ground.stands), kept.pop(ground.since)
            for number, (there, day) in enumerate(_days(columns, columns.true, days)):
                one = GroundOutput(ground.rule, f"{ground.stands}_{number}", f"{ground.since}_{number}", False)
                kept[one.stands], kept[one.since] = columns.all_of((stands, there)), day
                grounds.append(one)
        opened.append(output if output.grounds_apart is None else replace(output, grounds_apart=tuple(grounds)))
    return kept, tuple(opened)


def _days(columns: Columns, when: Column, text: Column) -> Iterator[tuple[Column, Column]]:
    """The days that are joined to a text, each with where it is one of them."""
    if text.operation == "joined_present":
        for part in text.arguments:
            yield from _days(columns, when, part)
    elif text.operation == "case":
        condition, then, otherwise = text.arguments
        assert otherwise.is_the(None), "days are there or not"
        yield from _days(columns, columns.all_of((when, condition)), then)
    elif text.operation == "day_text":
        yield when, text.arguments[0]
    elif not text.is_the(None):
        assert isinstance(text.data, str), "days are written or computed"
        yield when, columns.literal(date.fromisoformat(text.data) if text.data else None)
