"""The grounds of rules, as source: as they are handed out, or, where what is missing is found out too, by number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from socorg_rules.decisions.outcome import Ground
from socorg_rules.engines.compiled.expressions import Expressions
from socorg_rules.engines.compiled.runtime import GroundTable
from socorg_rules.engines.compiled.scope import Frame
from socorg_rules.engines.compiled.settling import since_of
from socorg_rules.engines.compiled.source import U
from socorg_rules.rulesets.plan import RulePlan


class Grounds:
    """Writes the grounds of one law's rules; ``tables`` give them by the numbers of the rules."""

    def __init__(self, expressions: Expressions, tables: Sequence[GroundTable]) -> None:
        self.expressions = expressions
        self.module = expressions.module
        self.remembers = expressions.unknowns.remembers
        self.tables = tables

    def since(self, rule: RulePlan, frame: Frame) -> str | None:
        """The day since when a rule holds, not before its own first; None for a rule that does not tell."""
        if rule.since is None:
            return None
        code = self.expressions.compile(rule.since, frame)
        if not frame.variables:
            code = self.expressions.apart(code)
        start = rule.in_force.start
        if self.remembers and code.unknown:
            first = "None" if start is None else self.module.constant(start)
            return f"{self.module.shared(since_of, since_of)}({code.text}, {first})"
        name = code.text if code.simple else frame.function.temporary()
        day = name if code.simple else f"({name} := {code.text})"
        none: list[str] = []
        for possible, test in ((code.unknown, f"is {U}"), (code.null, "is None")):
            if possible:
                none.append(f"{day} {test}")
                day = name
        if start is not None:
            day = f"{name} if {day} > {self.module.constant(start)} else {self.module.constant(start)}"
        return f"(None if {' or '.join(none)} else {day})" if none else f"({day})"

    def of(self, number: int, since: str | None) -> str:
        """The ground of a rule on a day."""
        if self.remembers:
            return f"({number}, {since})"
        if since is None:
            return self.module.shared(("undated", number), self.undated(number))
        return f"{self.module.shared(('ground', number), self.tables[number])}[{since}]"

    def of_days(self, number: int, days: str) -> str:
        """The grounds of a rule on several days."""
        if self.remembers:
            return f"(*[({number}, day) for day in {days}],)"
        return f"(*map({self.module.shared(('grounds', number), self.tables[number].__getitem__)}, {days}),)"

    def undated(self, number: int) -> Ground | tuple[int, date | None]:
        """The ground of a rule that tells no day."""
        return (number, None) if self.remembers else self.tables[number][None]
