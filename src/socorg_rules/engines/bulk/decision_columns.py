"""Decisions and rules as columns."""

from __future__ import annotations

from dataclasses import dataclass

from socorg_rules.engines.bulk.column import Column
from socorg_rules.engines.bulk.missing import Missing
from socorg_rules.engines.bulk.values import AnyValue, Value
from socorg_rules.rulesets.plan import DecisionPlan, RulePlan


@dataclass(frozen=True, slots=True)
class GroundColumns:
    """A rule that may stand behind an outcome.

    ``stands``: whether it does; ``since``: its first day, or, where ``many``, a text of days, one a member.
    """

    rule: RulePlan
    stands: Column
    since: Column
    many: bool


@dataclass(frozen=True, slots=True)
class LabelColumn:
    """A label of the decision's value, and whether it belongs to it."""

    label: str
    belongs: Column


@dataclass(frozen=True, slots=True)
class ToldColumn:
    """What the caveats of a decision hang on: whether an exception holds, or the note of this number of a rule."""

    rule: str
    note: int | None
    holds: Column


@dataclass(frozen=True, slots=True)
class DecisionColumns:
    """A decision as columns.

    ``outcome`` is the name of an :class:`Outcome`. ``value`` holds the value expression or the answer (NULL where
    there is none); decisions of findings and requirements have ``labels`` instead. ``clashing``: the rules of a
    conflict, where ``conflict`` is true. ``told``: what its caveats hang on, where somebody asks for it.
    """

    plan: DecisionPlan
    outcome: Column
    value: AnyValue | None
    labels: tuple[LabelColumn, ...]
    grounds: tuple[GroundColumns, ...]
    missing: Missing
    conflict: Column
    clashing: tuple[LabelColumn, ...]
    told: tuple[ToldColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleColumns:
    """How one rule comes out."""

    rule: RulePlan
    holds: Value
    effective: Column
    missing: Missing
    ground: GroundColumns
    requires: Value | None
    then: AnyValue | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules of a decision come to, its scope apart; ``truth`` NULL: undetermined."""

    truth: Column
    missing: Missing
    grounds: tuple[GroundColumns, ...]
    answer: AnyValue | None = None
    labels: tuple[LabelColumn, ...] = ()
    conflict: Column | None = None
    clashing: tuple[LabelColumn, ...] = ()
