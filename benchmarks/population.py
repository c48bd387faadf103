"""A made population, written by DuckDB: organizations and about three events each, as Parquet files in a folder."""

# ruff: noqa: E501 - one line a column reads best

from __future__ import annotations

from pathlib import Path

import duckdb

_PICK = "hash(n * 31 + {salt}) % {of}"


def _pick(salt: int, of: int) -> str:
    return _PICK.format(salt=salt, of=of)


def _one_of(salt: int, *values: str) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"[{listed}][1 + ({_pick(salt, len(values))})::INTEGER]"


def _day(salt: int, first: str, days: int) -> str:
    return f"(DATE '{first}' + ({_pick(salt, days)})::INTEGER)"


def _rarely(salt: int, one_in: int, value: str) -> str:
    return f"CASE WHEN {_pick(salt, one_in)} = 0 THEN {value} END"


_FIELDS = ("natural_science", "engineering", "other", "natural_science,engineering")
_SERVICES = ("elderly", "education", "elderly,education", "other", "medical,other")


def _organizations(count: int, division: str | None) -> str:
    places = (
        (division,) if division else ("110101", "310104", "440305", "510104", "320612", "330102", "420106", "610102")
    )
    return f"""
    SELECT 'K' || lpad(n::VARCHAR, 9, '0') AS credit_code,
      {_one_of(1, "social_group", "social_group", "service_agency", "service_agency", "service_agency", "foundation")} AS form,
      {_one_of(2, "county", "county", "county", "prefecture", "provincial")} AS level,
      {_one_of(3, *places)} AS division,
      {_day(4, "1995-01-01", 11_000)} AS registered_on,
      {_rarely(5, 20, _day(6, "2015-01-01", 4_000))} AS deregistered_on,
      {_rarely(7, 15, _day(8, "2017-01-01", 3_000))} AS charity_recognized_on,
      CASE WHEN {_pick(9, 10)} > 0 THEN ({_pick(10, 200)}) * 5000.00 END AS registered_capital,
      CASE WHEN {_pick(11, 3)} > 0 THEN 'some office' END AS supervisor,
      CASE WHEN {_pick(12, 4)} > 0 THEN {_pick(13, 2)} = 0 END AS community_class,
      {_pick(14, 30)} = 0 AS public_fundraising,
      {_pick(15, 3)} = 0 AS party_organization_required,
      {_day(16, "2016-01-01", 3_000)} AS party_duty_since,
      {_rarely(17, 2, _day(18, "2016-06-01", 3_000))} AS party_organization_on,
      CASE WHEN {_pick(19, 5)} > 0 THEN {_one_of(20, "charity", "sports", "other", "science_technology")} END AS categories,
      {_rarely(21, 2, "DATE '2018-01-01'")} AS records_since,
      {_pick(110, 50)} = 0 AS overseas,
      {_pick(111, 3)} = 0 AS cross_region,
      CASE WHEN {_pick(112, 4)} > 0 THEN {_pick(113, 2)} = 0 END AS foundation_public,
      CASE WHEN {_pick(114, 3)} > 0 THEN ({_pick(115, 4)}) * 10000.00 END AS sector_minimum_capital,
      CASE WHEN {_pick(116, 4)} > 0 THEN ({_pick(117, 40)}) * 250000.00 END AS capital_paid_in,
      CASE WHEN {_pick(118, 3)} > 0 THEN {_one_of(119, *_FIELDS)} END AS science_fields,
      CASE WHEN {_pick(120, 3)} > 0 THEN {_one_of(121, *_SERVICES)} END AS charity_services,
      CASE WHEN {_pick(122, 3)} > 0 THEN {_pick(123, 2)} = 0 END AS active_in_community,
      {_rarely(124, 30, _day(125, "2016-01-01", 3_000))} AS filed_on,
      {_rarely(126, 20, _day(127, "2016-01-01", 3_000))} AS decoupled_on,
      {_pick(128, 9)} = 0 AS legal_person_by_law,
      {_pick(129, 9)} = 0 AS practice_licence,
      {_rarely(130, 80, _day(131, "2016-01-01", 3_800))} AS registration_annulled_on,
      {_rarely(132, 60, _day(133, "1998-01-01", 9_000))} AS registration_fraud_found_on,
      {_rarely(134, 60, _day(135, "2016-01-01", 3_000))} AS supervisor_consent_withdrawn_on
    FROM range({count}) t(n)"""


_EVENTS = {
    "annual_reports": (
        2.0,
        f"""(2019 + {_pick(31, 7)})::INTEGER AS year,
        {_rarely(32, 1, _day(33, "2020-01-01", 2_300))} AS submitted_on,
        CASE WHEN {_pick(37, 40)} > 0 THEN {_pick(34, 12)} > 0 END AS compliant,
        {_one_of(35, "passed", "passed", "basic", "failed")} AS conclusion,
        {_day(36, "2020-06-01", 2_200)} AS concluded_on""",
    ),
    "ratings": (
        0.3,
        f"""CASE WHEN {_pick(43, 30)} > 0 THEN (1 + {_pick(41, 5)})::INTEGER END AS grade, 'regular' AS kind,
        {_day(42, "2014-01-01", 4_600)} AS announced_on,
        {_rarely(44, 9, _day(45, "2019-01-01", 2_700))} AS valid_from,
        {_rarely(46, 9, _day(47, "2022-01-01", 2_700))} AS valid_until,
        {_rarely(48, 12, _day(49, "2016-01-01", 3_800))} AS withdrawn_on""",
    ),
    "penalties": (
        0.2,
        f"""CASE WHEN {_pick(57, 30)} > 0 THEN
        {_one_of(51, "warning", "fine", "fine", "suspension", "revocation")} END AS kind,
        ({_pick(52, 100)}) * 1000.00 AS amount, {_day(53, "2016-01-01", 3_600)} AS decided_on,
        'office ' || ({_pick(54, 9)}) AS authority, {_rarely(55, 8, _day(56, "2019-01-01", 2_500))} AS quashed_on""",
    ),
    "listings": (
        0.2,
        f"""{_one_of(61, "anomaly", "anomaly", "dishonesty")} AS list,
        {_one_of(62, "1", "1", "2", "3", "5", "6")} AS item, {_day(63, "2018-02-01", 2_900)} AS listed_on,
        {_rarely(64, 2, _day(65, "2021-01-01", 1_900))} AS removed_on""",
    ),
    "rectifications": (
        0.1,
        f"""{_day(71, "2018-01-01", 2_900)} AS ordered_on, {_day(72, "2018-06-01", 2_900)} AS due_on,
        {_rarely(73, 2, _day(74, "2019-01-01", 2_600))} AS completed_on""",
    ),
    "mailings": (
        0.1,
        f"""{_day(81, "2019-01-01", 2_600)} AS sent_on, {_pick(82, 3)} > 0 AS signed_for""",
    ),
    "contact_failures": (0.02, f"""{_day(91, "2019-01-01", 2_600)} AS found_on"""),
    "certificates": (
        0.02,
        f"""{_day(95, "2019-01-01", 2_600)} AS issued_on, {_one_of(96, "1", "2", "5")} AS item""",
    ),
    "revoked_changes": (0.01, f"""{_day(97, "2019-01-01", 2_600)} AS revoked_on"""),
    "judgment_defaults": (0.01, f"""{_day(98, "2019-01-01", 2_600)} AS listed_on"""),
    "fundraising_lapses": (0.01, f"""{_day(99, "2019-01-01", 2_600)} AS found_on"""),
    "investigations": (0.01, f"""{_day(101, "2019-01-01", 2_600)} AS opened_on"""),
    "activities": (
        0.02,
        f"""{_day(102, "2023-01-01", 1_200)} AS held_on,
        CASE WHEN {_pick(104, 20)} > 0 THEN {_pick(103, 9)} > 0 END AS within_charter,
        CASE WHEN {_pick(105, 20)} > 0 THEN {_pick(106, 3)} > 0 END AS charitable""",
    ),
}


def write_population(folder: Path, organizations: int, division: str | None = None) -> int:
    """Writes the tables of a population; gives the number of events. The same number gives the same files.

    ``division``: of all organizations; else they live in eight places.
    """
    folder.mkdir(parents=True, exist_ok=True)
    database = duckdb.connect()

    def written(name: str, query: str) -> None:
        target = (folder / f"{name}.parquet").as_posix()
        database.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet)")

    written("organizations", _organizations(organizations, division))
    events = 0
    for name, (share, fields) in _EVENTS.items():
        count = int(organizations * share)
        events += count
        key = f"'K' || lpad(({_pick(7919, organizations)})::VARCHAR, 9, '0') AS credit_code"
        written(name, f"SELECT {key}, {fields} FROM range({count}) t(n)")
    return events
