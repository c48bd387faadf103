"""What the names in an expression are called on a page, of which type they are, and where they are explained."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from socorg_rules.decisions.values import public_value
from socorg_rules.decisions.wording import value_text
from socorg_rules.feel.literals import duration_text
from socorg_rules.feel.plan import Duration
from socorg_rules.feel.types import Type
from socorg_rules.problems import Language, Text
from socorg_rules.records.fields import field_named, list_named
from socorg_rules.rulesets.plan import LawPlan, PlanValue
from socorg_rules.rulesets.vocabulary import record_vocabulary

NameKind = Literal["fact", "list", "parameter", "definition", "decision"]
LinkTo = Callable[[NameKind, str], str | None]
"""The target of a link to what a name of law means; None where there is no page of it."""
_NO_VALUE: Final = Text("无规定", "no value")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for. ``type`` is written as in rulesets: ``money``, ``form``, ``list<penalties>``."""

    kind: NameKind
    name: str
    title: Text
    type: str
    link: str | None = None


class Names:
    """The names that the law of one place can use, and the values that its parameters have on ``day``."""

    def __init__(self, law: LawPlan, day: date, link_to: LinkTo) -> None:
        self._law = law
        self.day = day
        self._link_to = link_to

    def on(self, day: date) -> Names:
        """The same names, with the values of another day."""
        return Names(self._law, day, self._link_to)

    def find(self, name: str) -> Meaning | None:
        """What a name means, unless it is a variable or a field of an event."""
        events, fact, record = list_named(name), field_named(name), record_vocabulary()
        if events is not None:
            return Meaning("list", events.name, events.title, f"list<{events.name}>")
        if fact is not None:
            return Meaning("fact", fact.name, fact.title, str(record.facts[fact.name].type))
        if name in self._law.parameters:
            parameter = self._law.parameters[name]
            return self._of_law("parameter", name, parameter.title, parameter.type)
        if name in self._law.definitions:
            definition = self._law.definitions[name]
            return self._of_law("definition", name, definition.title or Text(name, name), definition.type)
        if name in self._law.decisions:
            decision = self._law.decisions[name]
            return self._of_law("decision", name, decision.title, decision.type)
        return None

    def field(self, list_name: str, name: str) -> Meaning | None:
        """A field of an event."""
        events = list_named(list_name)
        spec = events.field_named(name) if events is not None else None
        if spec is None:
            return None
        return Meaning("fact", spec.name, spec.title, str(record_vocabulary().lists[list_name].fields[spec.name].type))

    def value_of(self, parameter: str, language: Language) -> str:
        """The value of a parameter on the page's day, in words."""
        plan = self._law.parameters[parameter]
        return plan_value_text(plan.value_on(self.day), plan.type, language)

    def has_value(self, parameter: str) -> bool:
        """Whether a parameter has a value on the page's day."""
        return self._law.parameters[parameter].value_on(self.day) is not None

    def _of_law(self, kind: NameKind, name: str, title: Text, type_: Type) -> Meaning:
        return Meaning(kind, name, title, str(type_), self._link_to(kind, name))


def plan_value_text(value: PlanValue, type_: Type, language: Language) -> str:
    """A value of law in words; “no value” where there is none."""
    if value is None:
        return _NO_VALUE.in_language(language)
    if isinstance(value, Duration):
        return value_text(duration_text(value.months, value.days), None, language)
    shown = value_text(public_value(value, type_), str(type_), language)
    # Fen are said where there are any.
    return shown.replace(".00 ", " ") if str(type_) == "money" else shown
