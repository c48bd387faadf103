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
NULLABLE_DAYS = ("registered_on", "filed_on", "charity_recognized_on", "deregistered_on", "成立登记日期", "decoupled_on")
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


def _one(*parts: str | st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """The parts joined by spaces."""
    strategies = [st.just(part) if isinstance(part, str) else part for part in parts]
    return st.tuples(*strategies).map(" ".join)


def _of(items: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(items)


def _quoted(items: tuple[str, ...]) -> st.SearchStrategy[str]:
    return _of(items).map('"{}"'.format)


def _literal(items: tuple[str, ...]) -> st.SearchStrategy[str]:
    return _of(items).map('@"{}"'.format)


def amounts(names: Names = NO_NAMES) -> st.SearchStrategy[str]:
    """An amount that is never null."""
    return st.sampled_from((*AMOUNTS, *names.money, *(f"2 * {name}" for name in names.money)))


def days(names: Names = NO_NAMES) -> st.SearchStrategy[str]:
    """A day that is never null."""
    day = _literal(DAYS) if not names.days else _literal(DAYS) | _of(names.days)
    length = _literal(DURATIONS) if not names.durations else _literal(DURATIONS) | _of(names.durations)
    return st.one_of(day, day, _one(day, "+", length), st.just("date(as_of.year, 5, 31)"))


def organization_conditions(names: Names = NO_NAMES) -> st.SearchStrategy[str]:
    """Conditions on single facts."""
    guarded_day = st.builds(
        lambda name, operator, day: f"({name} != null and {name} {operator} {day})",
        _of(NULLABLE_DAYS),
        _of(ORDER),
        days(names),
    )
    elapsed = st.builds(
        lambda name, length, operator: f'({name} != null and {name} + @"{length}" {operator} as_of)',
        _of(NULLABLE_DAYS),
        _of(DURATIONS),
        _of(ORDER),
    )
    choices = [
        _of((*FLAGS, *UNKNOWN_FLAGS, *names.flags)),
        _one(_of((*FLAGS, *UNKNOWN_FLAGS)), _of(EQUALITY), _of(("true", "false"))),
        *(_one(name, _of(EQUALITY), _quoted(terms)) for name, terms in ENUMS.items()),
        st.builds(
            lambda name, terms: f"{name} in ({terms})",
            st.just("level"),
            st.lists(_quoted(ENUMS["level"]), min_size=1, max_size=3, unique=True).map(", ".join),
        ),
        *(_one(_quoted(terms), "in", name) for name, terms in SETS.items()),
        _one(_of(MONEY), _of(ORDER), amounts(names)),
        _one(_of(MONEY), "between", _of(AMOUNTS), "and", amounts(names)),
        _one(_of(COUNTED), _of(ORDER), _of((*COUNTS, *names.counts))),
        _one(_of(COUNTED), "+", _of(COUNTED), _of(ORDER), _of(COUNTS)),
        _one(_of(COUNTED), "in [", _of(COUNTS), "..", _of(COUNTS), ")"),
        _one("non_state_share", _of(ORDER), _of(RATIOS)),
        st.just("3 * non_state_share >= 2"),
        _one(_of(NULLABLE_DAYS), _of(EQUALITY), "null"),
        _one(_of(UNKNOWN_DAYS), _of(ORDER), days(names)),
        guarded_day,
        elapsed,
        _one("as_of", _of(ORDER), days(names)),
        _one("as_of.year", _of(ORDER), _of(YEARS)),
    ]
    for name in names.sets:
        choices.append(_one(_quoted(SETS["categories"]), "in", name))
        choices.append(st.just(f"some kind_of in categories satisfies kind_of in {name}"))
    for name in names.nullable_flags:
        choices.append(st.just(f"({name} != null and {name} = true)"))
        choices.append(st.just(f"{name} = null"))
    for name in names.nullable_money:
        choices.append(st.builds("({0} != null and {0} {1} {2})".format, st.just(name), _of(ORDER), _of(AMOUNTS)))
    for name in names.nullable_days:
        choices.append(st.builds("({0} != null and {0} {1} as_of)".format, st.just(name), _of(ORDER)))
    return st.one_of(choices)


def penalty_filters(names: Names = NO_NAMES) -> st.SearchStrategy[str]:
    """Conditions on one penalty, inside a filter."""
    on_that_day = [
        st.just(f"({name}_on(decided_on) != null and amount >= {name}_on(decided_on))") for name in names.money
    ]
    atom = st.one_of(
        _one("kind", _of(EQUALITY), _quoted(("warning", "fine", "revocation"))),
        _one("amount", _of(ORDER), amounts(names)),
        _one("quashed_on", _of(EQUALITY), "null"),
        _one("decided_on", _of(ORDER), days(names)),
        _one("decided_on +", _literal(DURATIONS), ">= as_of"),
        *on_that_day,
    )
    return atom | _one("(", atom, _of(("and", "or")), atom, ")")


def penalty_lists(names: Names = NO_NAMES) -> st.SearchStrategy[str]:
    """Lists of penalties."""
    plain = _of(("penalties", *names.penalty_lists))
    return plain | st.builds("{}[{}]".format, plain, penalty_filters(names))


def event_conditions(names: Names = NO_NAMES) -> st.SearchStrategy[str]:
    """Conditions on lists of events."""
    penalties = penalty_lists(names)
    largest = st.builds(
        lambda found, operator, amount: (
            f"({operator}({found}.amount) != null and {operator}({found}.amount) >= {amount})"
        ),
        penalties,
        _of(("sum", "min", "max")),
        amounts(names),
    )
    latest = st.builds(
        lambda operator, day: (
            "(max(listings[removed_on != null].removed_on) != null"
            f" and max(listings[removed_on != null].removed_on) {operator} {day})"
        ),
        _of(ORDER),
        days(names),
    )
    twice = st.builds(
        lambda found, length: (
            f"(some later in {found} satisfies count({found}[decided_on <= later.decided_on"
            f' and later.decided_on <= decided_on + @"{length}"]) >= 2)'
        ),
        penalties,
        _of(DURATIONS),
    )
    years = st.builds(
        lambda kind, low, conclusion: (
            f"({kind} y in {low}..as_of.year - 1 satisfies some r in annual_reports satisfies"
            f' r.year = y and (r.conclusion = null or r.conclusion != null and r.conclusion = "{conclusion}"))'
        ),
        _of(("some", "every")),
        _of(YEARS),
        _of(("passed", "failed")),
    )
    return st.one_of(
        st.builds("count({}) {} {}".format, penalties, _of(ORDER), _of(("0", "1", "2", "3"))),
        st.builds("count({}) = count(penalties)".format, penalties),
        st.builds('({} p in {} satisfies p.kind {} "fine")'.format, _of(("some", "every")), penalties, _of(EQUALITY)),
        largest,
        latest,
        twice,
        years,
        st.builds(
            "(some r in annual_reports satisfies r.year = as_of.year - 1 and r.submitted_on {} null)".format,
            _of(EQUALITY),
        ),
        st.builds(
            "(some g in ratings satisfies g.grade >= {} and g.announced_on + @\"P5Y\" >= as_of)".format, _of(GRADES)
        ),
        st.builds('count(listings[list = "{}" and removed_on = null]) >= 1'.format, _of(("anomaly", "dishonesty"))),
        st.builds("count(rectifications[completed_on = null and due_on < as_of]) >= {}".format, _of(("1", "2"))),
        st.builds("count(mailings[signed_for = {}]) >= 2".format, _of(("true", "false"))),
    )


def conditions(names: Names = NO_NAMES) -> st.SearchStrategy[str]:
    """Conditions of all kinds, also put together."""
    atom = organization_conditions(names) | event_conditions(names)

    def extended(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.lists(part, min_size=2, max_size=3).map(lambda parts: f"({' and '.join(parts)})"),
            st.lists(part, min_size=2, max_size=3).map(lambda parts: f"({' or '.join(parts)})"),
            st.builds("not({})".format, part),
            st.builds("(if {} then {} else {})".format, part, part, part),
        )

    return st.recursive(atom, extended, max_leaves=4)
