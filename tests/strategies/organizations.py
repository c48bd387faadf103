"""Organizations as registries might hand them in, thick with the days and amounts on which the law turns.

``organization_records`` gives plain data as JSON has it, ``organizations`` the validated models.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, Absent, FieldSpec, ListSpec
from socorg_rules.records.organization import Organization

DAYS_OF_THE_LAW = tuple(
    date.fromisoformat(day)
    for day in (
        # Ends of months and leap days, where periods of months and years are clamped.
        "2019-12-31",
        "2020-01-31",
        "2020-02-28",
        "2020-02-29",
        "2020-03-01",
        "2021-02-28",
        "2022-02-28",
        "2023-02-28",
        "2024-02-29",
        # Three years to the day, two years to the day, and the days beside them.
        "2022-05-09",
        "2022-05-10",
        "2022-05-11",
        "2023-03-01",
        "2024-05-10",
        "2024-05-11",
        # Deadlines of reports, and first days of laws.
        "2018-01-23",
        "2018-01-24",
        "2021-05-31",
        "2021-06-01",
        "2024-03-31",
        "2024-05-31",
        "2024-06-30",
        "2026-03-01",
    )
)
AMOUNTS = ("0", "0.01", "1000", "999.99", "29999.99", "30000", "49999.99", "50000", "50000.00", "2000000", "8000000")
RATIOS = ("0", "0.06", "0.3", "0.66666", "0.66667", "0.7", "1")
COUNTS = (0, 1, 2, 3, 19, 20, 29, 30, 49, 50, 1_000_000_000)
YEARS = (1900, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2199)
DIVISIONS = ("100000", "320000", "320600", "320612", "330102", "420106", "511100")
IDENTIFIERS = ("民罚字〔2021〕1号", "民罚字〔2021〕2号", "区民政局")
CREDIT_CODES = ("51100000500002862F", "53100000500021676K", "53100000500020462H", "no code")


def days() -> SearchStrategy[date]:
    """Days that the law turns on, and any others of the years around them."""
    return st.sampled_from(DAYS_OF_THE_LAW) | st.dates(date(2015, 1, 1), date(2027, 12, 31))


def _texts(spec: FieldSpec) -> SearchStrategy[Any]:
    if spec.name == "division":
        return st.sampled_from(DIVISIONS)
    if spec.name == "credit_code":
        return st.sampled_from(CREDIT_CODES)
    if spec.name in ("decision_no", "authority"):
        return st.sampled_from(["民罚字〔2021〕1号", "民罚字〔2021〕2号", "区民政局"])
    return st.text(max_size=12)


def _money(spec: FieldSpec) -> SearchStrategy[Any]:
    low, high = int((spec.low or Decimal(0)) * 100), int((spec.high or Decimal(0)) * 100)
    anything = st.integers(low, high).map(lambda fen: Decimal(fen).scaleb(-2))
    near = st.integers(max(low, -10_000_000), 10_000_000).map(lambda fen: Decimal(fen).scaleb(-2))
    return st.sampled_from(AMOUNTS) | near | anything


def _whole(spec: FieldSpec) -> SearchStrategy[Any]:
    low, high = int(spec.low or 0), int(spec.high or 0)
    boundaries = [number for number in (*COUNTS, *YEARS) if low <= number <= high]
    return st.sampled_from(boundaries) | st.integers(low, high)


def _values_of(spec: FieldSpec) -> SearchStrategy[Any]:
    """Values that the field takes, as JSON writes them."""
    match spec.kind:
        case "text" | "identifier":
            return _texts(spec)
        case "boolean":
            return st.booleans()
        case "date":
            return days().map(date.isoformat)
        case "money":
            return _money(spec)
        case "ratio":
            return st.sampled_from(RATIOS) | st.integers(0, 100_000).map(lambda parts: Decimal(parts).scaleb(-5))
        case "count" | "year":
            return _whole(spec)
        case "enum" | "set":
            assert spec.vocabulary is not None
            terms = st.sampled_from(spec.vocabulary.values)
            return terms if spec.kind == "enum" else st.lists(terms, unique=True, max_size=3)


def _record_of(specs: tuple[FieldSpec, ...], *, complete: bool = False) -> SearchStrategy[dict[str, Any]]:
    """A record; a complete one leaves nothing unknown."""
    sure = (Absent.REQUIRED, Absent.UNKNOWN) if complete else (Absent.REQUIRED,)
    required = {spec.name: _values_of(spec) for spec in specs if spec.absent in sure}
    optional = {spec.name: st.none() | _values_of(spec) for spec in specs if spec.absent not in sure}
    return st.fixed_dictionaries(required, optional=optional)


def event_records(spec: ListSpec) -> SearchStrategy[dict[str, Any]]:
    """One event of a list; every field that may be absent is so now and then."""
    return _record_of(spec.fields)


def event_list_records(spec: ListSpec, *, max_size: int = 4) -> SearchStrategy[list[dict[str, Any]]]:
    """A list of events, empty ones and equal events among them."""
    event = event_records(spec)
    twice = event.map(lambda one: [one, dict(one)])
    return st.lists(event, max_size=max_size) | twice


def organization_records() -> SearchStrategy[dict[str, Any]]:
    """Records under English names: fields given, null or missing; lists absent, null, empty or filled."""
    lists = {spec.name: st.none() | event_list_records(spec) for spec in EVENT_LISTS}
    return st.tuples(_record_of(ORGANIZATION_FIELDS), st.fixed_dictionaries({}, optional=lists)).map(
        lambda parts: {**parts[0], **parts[1]}
    )


def organizations() -> SearchStrategy[Organization]:
    """Validated organizations."""
    return organization_records().map(Organization.model_validate)


def complete_records() -> SearchStrategy[dict[str, Any]]:
    """Records of which every fact is known: only facts such as "never happened" are absent."""
    lists = {spec.name: st.lists(_record_of(spec.fields, complete=True), max_size=2) for spec in EVENT_LISTS}
    parts = st.tuples(_record_of(ORGANIZATION_FIELDS, complete=True), st.fixed_dictionaries(lists))
    return parts.map(lambda both: {**both[0], **both[1]})
