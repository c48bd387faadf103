"""Well-typed expressions over the record, as text: every one passes the type checker.

Literals sit on the boundaries that the organizations of ``tests.strategies.organizations`` have.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

DAYS = ("2018-01-24", "2019-12-31", "2020-02-29", "2021-05-31", "2022-05-10", "2024-02-29", "2024-05-31")
DURATIONS = ("P1D", "P30D", "P1M", "P6M", "P1Y", "P2Y", "P3Y")
AMOUNTS = ("0", "1000", "30000", "49999.99", "50000", "50000.00", "2000000")
RATIOS = ("0", "0.3", "0.66667", "0.7", "1")
COUNTS = ("0", "1", "2", "30", "50")
YEARS = ("2017", "2018", "2020", "2023")
GRADES = ("1", "3", "4", "5")
ORDER = ("<", "<=", ">", ">=", "=", "!=")
EQUALITY = ("=", "!=")

FLAGS = ("cross_region", "overseas", "public_fundraising", "legal_person_by_law", "practice_licence")
UNKNOWN_FLAGS = ("active_in_community", "community_class", "decoupled", "章程和组织机构")
NULLABLE_DAYS = (
    "registered_on",
    "filed_on",
    "charity_recognized_on",
    "deregistered_on",
    "成立登记日期",
    "decoupled_on",
)
UNKNOWN_DAYS = ("party_duty_since", "last_fundraising_on")
MONEY = ("registered_capital", "capital_paid_in", "注册资金")
COUNTED = ("individual_members", "unit_members", "full_time_staff")
ENUMS = {
    "form": ("social_group", "service_agency", "foundation"),
    "level": ("national", "provincial", "prefecture", "county"),
    "activity_scale": ("larger", "small_loose"),
    "community_kind": ("urban", "rural"),
}
SETS = {
    "categories": ("industry_association", "charity", "sports", "community_service"),
    "science_fields": ("natural_science", "engineering"),
    "decoupling_items": ("assets", "personnel"),
}


@dataclass(frozen=True)
class Names:
    """Names of the ruleset that expressions may use, by what they are; none of them is ever null by itself."""

    money: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    durations: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    penalty_lists: tuple[str, ...] = ()
    nullable_flags: tuple[str, ...] = ()
    nullable_money: tuple[str, ...] = ()
    nullable_days: tuple[str, ...] = ()


NO_NAMES = Names()


class Pen:
    """Writes expressions: a template is picked first, and only what it needs is drawn then."""

    def __init__(self, draw: st.DrawFn, names: Names = NO_NAMES) -> None:
        self.draw = draw
        self.names = names

    def pick(self, *choices: str) -> str:
        return self.draw(st.sampled_from(choices))

    def flip(self) -> bool:
        return self.draw(st.booleans())

    # Values that are never null.

    def amount(self) -> str:
        return self.pick(*AMOUNTS, *self.names.money, *(f"2 * {name}" for name in self.names.money))

    def day(self) -> str:
        day = self.pick(*(f'@"{day}"' for day in DAYS), *self.names.days, "date(as_of.year, 5, 31)")
        return f"{day} + {self.length()}" if self.flip() else day

    def length(self) -> str:
        return self.pick(*(f'@"{length}"' for length in DURATIONS), *self.names.durations)

    # Conditions.

    def condition(self, depth: int = 2) -> str:
        """A condition of any kind, perhaps put together from others."""
        shape = self.pick("fact", "events", "fact", "events", "and", "or", "not", "if") if depth else "fact"
        if shape == "fact":
            return self.fact_condition()
        if shape == "events":
            return self.event_condition()
        part, other = self.condition(depth - 1), self.condition(depth - 1)
        if shape == "not":
            return f"not({part})"
        if shape == "if":
            return f"(if {part} then {other} else {self.condition(depth - 1)})"
        return f"({part} {shape} {other})"

    def fact_condition(self) -> str:
        """A condition on single facts."""
        templates = [
            self._flag,
            self._term,
            self._member,
            self._money,
            self._count,
            self._ratio,
            self._nullable_day,
            self._unknown_day,
            self._as_of,
        ]
        names = self.names
        if names.sets or names.nullable_flags or names.nullable_money or names.nullable_days:
            templates.append(self._ruleset_name)
        return self.draw(st.sampled_from(templates))()

    def event_condition(self) -> str:
        """A condition on lists of events."""
        templates = (
            self._penalty_count,
            self._penalty_amounts,
            self._sanctions_in_a_row,
            self._years,
            self._other_events,
        )
        return self.draw(st.sampled_from(templates))()

    def penalty_list(self) -> str:
        listed = self.pick("penalties", *self.names.penalty_lists)
        return f"{listed}[{self._penalty_filter()}]" if self.flip() else listed

    def _flag(self) -> str:
        if self.flip():
            return self.pick(*FLAGS, *UNKNOWN_FLAGS, *self.names.flags)
        return f"{self.pick(*FLAGS, *UNKNOWN_FLAGS)} {self.pick(*EQUALITY)} {self.pick('true', 'false')}"

    def _term(self) -> str:
        name = self.pick(*ENUMS)
        if self.flip():
            return f'{name} {self.pick(*EQUALITY)} "{self.pick(*ENUMS[name])}"'
        return f'{name} in ("{self.pick(*ENUMS[name])}", "{self.pick(*ENUMS[name])}")'

    def _member(self) -> str:
        name = self.pick(*SETS)
        return f'"{self.pick(*SETS[name])}" in {name}'

    def _money(self) -> str:
        if self.flip():
            return f"{self.pick(*MONEY)} {self.pick(*ORDER)} {self.amount()}"
        return f"{self.pick(*MONEY)} between {self.pick(*AMOUNTS)} and {self.amount()}"

    def _count(self) -> str:
        least = self.pick(*COUNTS, *self.names.counts)
        return self.pick(
            f"{self.pick(*COUNTED)} {self.pick(*ORDER)} {least}",
            f"individual_members + unit_members {self.pick(*ORDER)} {least}",
            f"{self.pick(*COUNTED)} in [{self.pick(*COUNTS)}..{self.pick(*COUNTS)})",
        )

    def _ratio(self) -> str:
        return self.pick(f"non_state_share {self.pick(*ORDER)} {self.pick(*RATIOS)}", "3 * non_state_share >= 2")

    def _nullable_day(self) -> str:
        name = self.pick(*NULLABLE_DAYS)
        return self.pick(
            f"{name} {self.pick(*EQUALITY)} null",
            f"({name} != null and {name} {self.pick(*ORDER)} {self.day()})",
            f"({name} != null and {name} + {self.length()} {self.pick(*ORDER)} as_of)",
            f"({name} = null or {name}.year < as_of.year)",
        )

    def _unknown_day(self) -> str:
        return f"{self.pick(*UNKNOWN_DAYS)} {self.pick(*ORDER)} {self.day()}"

    def _as_of(self) -> str:
        if self.flip():
            return f"as_of.year {self.pick(*ORDER)} {self.pick(*YEARS)}"
        return f"as_of {self.pick(*ORDER)} {self.day()}"

    def _ruleset_name(self) -> str:
        names = self.names
        choices = [f'"{self.pick(*SETS["categories"])}" in {name}' for name in names.sets]
        choices += [f"(some each in categories satisfies each in {name})" for name in names.sets]
        choices += [f"({name} != null and {name} = true)" for name in names.nullable_flags]
        nullable = (*names.nullable_flags, *names.nullable_money, *names.nullable_days)
        choices += [f"{name} {self.pick(*EQUALITY)} null" for name in nullable]
        choices += [f"({name} != null and {name} >= {self.pick(*AMOUNTS)})" for name in names.nullable_money]
        choices += [f"({name} != null and {name} {self.pick(*ORDER)} as_of)" for name in names.nullable_days]
        return self.pick(*choices)

    def _penalty_filter(self) -> str:
        part = self._penalty_atom()
        return f"{part} {self.pick('and', 'or')} {self._penalty_atom()}" if self.flip() else part

    def _penalty_atom(self) -> str:
        # By the law of the penalty's own day, too.
        on_its_day = (
            f"({name}_on(decided_on) != null and amount >= {name}_on(decided_on))" for name in self.names.money
        )
        return self.pick(
            f'kind {self.pick(*EQUALITY)} "{self.pick("warning", "fine", "revocation")}"',
            f"amount {self.pick(*ORDER)} {self.amount()}",
            f"quashed_on {self.pick(*EQUALITY)} null",
            f"decided_on {self.pick(*ORDER)} {self.day()}",
            f"decided_on + {self.length()} >= as_of",
            *on_its_day,
        )

    def _penalty_count(self) -> str:
        least = self.pick("0", "1", "2", "3", *self.names.counts, "count(penalties)")
        return f"count({self.penalty_list()}) {self.pick(*ORDER)} {least}"

    def _penalty_amounts(self) -> str:
        amounts = f"{self.pick('sum', 'min', 'max')}({self.penalty_list()}.amount)"
        return f"({amounts} != null and {amounts} {self.pick(*ORDER)} {self.amount()})"

    def _sanctions_in_a_row(self) -> str:
        listed = self.penalty_list()
        if self.flip():
            quantifier = self.pick("some", "every")
            return f'({quantifier} p in {listed} satisfies p.kind {self.pick(*EQUALITY)} "fine")'
        window = f"decided_on <= newer.decided_on and newer.decided_on <= decided_on + {self.length()}"
        return f"(some newer in {listed} satisfies count({listed}[{window}]) >= 2)"

    def _years(self) -> str:
        known = f'r.conclusion = null or r.conclusion != null and r.conclusion = "{self.pick("passed", "failed")}"'
        return (
            f"({self.pick('some', 'every')} y in {self.pick(*YEARS)}..as_of.year - 1 satisfies"
            f" {self._of_year()}(some r in annual_reports satisfies r.year = y and ({known})))"
        )

    def _of_year(self) -> str:
        """What is asked of a year besides: of the year alone, of the record alone, of both, or nothing."""
        return self.pick(
            "",
            f"y {self.pick(*ORDER)} {self.pick(*YEARS)} and ",
            f"date(y, 5, 31) {self.pick(*ORDER)} {self.day()} and ",
            'form != "foundation" and ',
            "decoupled and ",
            "registered_on != null and registered_on < date(y, 12, 31) and ",
            f"y > {self.pick(*YEARS)} and not(overseas) and community_class and ",
        )

    def _other_events(self) -> str:
        latest = "max(listings[removed_on != null].removed_on)"
        return self.pick(
            "(some r in annual_reports satisfies"
            f" r.year = as_of.year - 1 and r.submitted_on {self.pick(*EQUALITY)} null)",
            f'(some g in ratings satisfies g.grade >= {self.pick(*GRADES)} and g.announced_on + @"P5Y" >= as_of)',
            f'count(listings[list = "{self.pick("anomaly", "dishonesty")}" and removed_on = null]) >= 1',
            f"count(rectifications[completed_on = null and due_on < as_of]) >= {self.pick('1', '2')}",
            f"count(mailings[signed_for = {self.pick('true', 'false')}]) >= 2",
            f"({latest} != null and {latest} {self.pick(*ORDER)} {self.day()})",
        )


@st.composite
def conditions(draw: st.DrawFn, names: Names = NO_NAMES) -> str:
    """Conditions of all kinds."""
    return Pen(draw, names).condition()
