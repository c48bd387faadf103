"""What is given back of each decision, and how it is read.

Sets of labels, terms, rules and missing facts travel as bits. The grounds are one text to a statement,
``rule@day;rule@;``, and columns of their own to a program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final, TypeVar

from socorg_rules.decisions.outcome import Outcome
from socorg_rules.engines.bulk.column import Column
from socorg_rules.engines.bulk.columns import Columns
from socorg_rules.engines.bulk.deciding import Decisions
from socorg_rules.engines.bulk.decision_columns import DecisionColumns, GroundColumns
from socorg_rules.engines.bulk.missing import WORD_SIZE
from socorg_rules.engines.bulk.question import Wanted
from socorg_rules.engines.bulk.values import SetValue, Value
from socorg_rules.feel import types as t
from socorg_rules.rulesets.plan import DecisionPlan

_SETTLED: Final = (Outcome.SATISFIED.value, Outcome.NOT_SATISFIED.value)

PlainValue = bool | int | str | Decimal | date | tuple[str, ...] | None
GroundRow = tuple[str, date | None]
_Name = TypeVar("_Name")


@dataclass(frozen=True, slots=True)
class GroundOutput:
    """The columns of a ground: whether it stands, and since when; where ``many``, days as a text with commas."""

    rule: str
    stands: str
    since: str
    many: bool


@dataclass(frozen=True, slots=True)
class DecisionOutput:
    """The columns of one decision in a result, and the names that their bits stand for.

    ``grounds``: the column of their text; ``grounds_apart``: the columns of each. None where they weren't asked for so.
    """

    plan: DecisionPlan
    outcome: str
    value: str | None = None
    value_bits: tuple[str, ...] = ()
    value_names: tuple[str, ...] = ()
    has_labels: bool = False
    grounds: str | None = None
    grounds_apart: tuple[GroundOutput, ...] | None = None
    missing: tuple[tuple[int, str], ...] = ()
    conflict: tuple[str, ...] = ()
    conflict_names: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    told_names: tuple[tuple[str, int | None], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns, those of grounds apart."""
        single = (name for name in (self.outcome, self.value, self.grounds) if name is not None)
        missing = (name for _, name in self.missing)
        return (*single, *self.value_bits, *missing, *self.conflict, *self.told)

    def read_value(self, outcome: str, value: object, bits: Sequence[int | None]) -> PlainValue:
        """The value as callers read it: money and ratios as ``Decimal``, sets as sorted tuples."""
        if self.has_labels:
            return names_of(bits, self.value_names) if outcome in _SETTLED else None
        if self.value_bits:
            return None if any(word is None for word in bits) else names_of(bits, self.value_names)
        assert value is None or isinstance(value, bool | int | str | date)
        shown = self.plan.shown_type
        if isinstance(value, int) and not isinstance(value, bool) and isinstance(shown, t.NumberType) and shown.scale:
            return Decimal(f"{value}e-{shown.scale}")
        return value


def bits_set(words: Sequence[int | None], names: Sequence[_Name]) -> list[_Name]:
    """The names whose bits are set, in their own order."""
    found: list[_Name] = []
    for number, word in enumerate(words):
        left = word or 0
        while left:
            lowest = left & -left
            found.append(names[number * WORD_SIZE + lowest.bit_length() - 1])
            left ^= lowest
    return found


def names_of(words: Sequence[int | None], names: Sequence[str]) -> tuple[str, ...]:
    """The names whose bits are set, in alphabetical order."""
    return tuple(sorted(bits_set(words, names)))


def grounds_of(text: str) -> tuple[GroundRow, ...]:
    """The rules and days that a text of grounds names, each pair once, as the other engines order them."""
    found: set[tuple[str, str]] = set()
    for ground in filter(None, text.split(";")):
        rule, _, days = ground.rpartition("@")
        found.update((rule, day) for day in days.split(","))
    # Days in ISO form are in order as texts, and no day is before all.
    return tuple((rule, _day(day)) for rule, day in sorted(found))


@cache
def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(slots=True)
class Outputs:
    """Collects the columns that a statement or a program has to give, under short names.

    ``grounds_apart``: whether each ground has columns of its own, instead of all of them one text.
    """

    decisions: Decisions
    wanted: Wanted
    grounds_apart: bool = False

    def of(self, names: Iterable[str]) -> tuple[dict[str, Column], tuple[DecisionOutput, ...]]:
        """The columns for some decisions, and how to read them."""
        columns: dict[str, Column] = {}
        outputs = []
        for number, name in enumerate(names):
            decision = self.decisions.decision(name)
            if self.wanted.readable:
                outputs.append(self._readable(decision, columns))
            else:
                outputs.append(self._of(decision, f"d{number}_", columns))
        return columns, tuple(outputs)

    def _readable(self, decision: DecisionColumns, columns: dict[str, Column]) -> DecisionOutput:
        """Outcome, value and grounds under the decision's name; labels and terms as one text."""
        name = decision.plan.name
        columns[name] = decision.outcome
        made = self.decisions.columns
        if isinstance(decision.value, Value):
            columns[f"{name}_value"] = decision.value.column
        else:
            flags = (
                decision.value.members
                if isinstance(decision.value, SetValue)
                else tuple((label.label, label.belongs) for label in decision.labels)
            )
            if flags:
                listed = (made.choice([(flag, made.literal(f"{label};"))], made.literal("")) for label, flag in flags)
                columns[f"{name}_value"] = made.joined_texts(listed)
        value = f"{name}_value" if f"{name}_value" in columns else None
        columns[f"{name}_grounds"] = self._grounds(decision.grounds)
        return DecisionOutput(plan=decision.plan, outcome=name, value=value, grounds=f"{name}_grounds")

    def _of(self, decision: DecisionColumns, prefix: str, columns: dict[str, Column]) -> DecisionOutput:
        def named(suffix: str, column: Column) -> str:
            columns[prefix + suffix] = column
            return prefix + suffix

        def packed(suffix: str, flags: Sequence[Column]) -> tuple[str, ...]:
            words = _words(self.decisions.columns, flags)
            return tuple(named(f"{suffix}{number}", word) for number, word in enumerate(words))

        value: str | None = None
        bits: tuple[str, ...] = ()
        names: tuple[str, ...] = ()
        has_labels = decision.value is None and decision.plan.kind != "answer"
        if self.wanted.values and has_labels:
            names = tuple(label.label for label in decision.labels)
            bits = packed("value", [label.belongs for label in decision.labels])
        elif self.wanted.values and isinstance(decision.value, SetValue):
            names = tuple(term for term, _ in decision.value.members)
            bits = tuple(
                named(f"value{number}", self._unless_absent(decision.value, word))
                for number, word in enumerate(
                    _words(self.decisions.columns, [member for _, member in decision.value.members])
                )
            )
        elif self.wanted.values and isinstance(decision.value, Value):
            value = named("value", decision.value.column)
        grounds: str | None = None
        apart: tuple[GroundOutput, ...] | None = None
        if self.wanted.grounds and self.grounds_apart:
            apart = tuple(
                GroundOutput(
                    ground.rule.id,
                    named(f"stands{number}", ground.stands),
                    named(f"since{number}", ground.since),
                    ground.many,
                )
                for number, ground in enumerate(_possible(decision.grounds))
            )
        elif self.wanted.grounds:
            grounds = named("grounds", self._grounds(decision.grounds))
        missing = tuple((word, named(f"missing{word}", column)) for word, column in sorted(decision.missing.items()))
        conflict: tuple[str, ...] = ()
        if self.wanted.grounds and not decision.conflict.is_the(False):
            flags = [
                self.decisions.columns.all_of((decision.conflict, clashing.belongs)) for clashing in decision.clashing
            ]
            conflict = packed("conflict", flags)
        told = packed("told", [one.holds for one in decision.told]) if decision.told else ()
        return DecisionOutput(
            plan=decision.plan,
            outcome=named("outcome", decision.outcome),
            value=value,
            value_bits=bits,
            value_names=names,
            has_labels=has_labels,
            grounds=grounds,
            grounds_apart=apart,
            missing=missing,
            conflict=conflict,
            conflict_names=tuple(clashing.label for clashing in decision.clashing) if conflict else (),
            told=told,
            told_names=tuple((one.rule, one.note) for one in decision.told),
        )

    def _unless_absent(self, value: SetValue, word: Column) -> Column:
        columns = self.decisions.columns
        return columns.choice([(columns.any_of((value.unknown, value.null)), columns.null)], word)

    def _grounds(self, grounds: Iterable[GroundColumns]) -> Column:
        """Rule and day of every ground that stands."""
        columns = self.decisions.columns
        parts: list[Column] = []
        stands: list[Column] = []
        for ground in _possible(grounds):
            days = columns.otherwise(ground.since, "") if ground.many else columns.day_text(ground.since)
            text = columns.joined_texts((columns.literal(f"{ground.rule.id}@"), days, columns.literal(";")))
            parts.append(columns.choice([(ground.stands, text)], columns.literal("")))
            stands.append(ground.stands)
        return columns.choice([(columns.any_of(stands), columns.joined_texts(parts))], columns.literal(""))


def _possible(grounds: Iterable[GroundColumns]) -> Iterator[GroundColumns]:
    return (ground for ground in grounds if not ground.stands.is_the(False))


def _words(columns: Columns, flags: Sequence[Column]) -> list[Column]:
    """Booleans as bits of whole numbers; at least one number."""
    words = [columns.literal(0)] * max(1, -(-len(flags) // WORD_SIZE))
    for number, flag in enumerate(flags):
        bit = columns.choice([(flag, columns.literal(1 << number % WORD_SIZE))], columns.literal(0))
        words[number // WORD_SIZE] = columns.bits_of_either(words[number // WORD_SIZE], bit)
    return words
