"""The second floor of the bulk benchmarks: the decisions of ``bulk_by_hand_sql`` as polars expressions, outcomes alone.

Written as somebody would who knows polars: years are unrolled into columns instead of rows, and dates of law, ids and
thresholds stand in the code. Nothing is checked, and every list is known.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import polars as pl
from polars import col

_SATISFIED: Final = pl.lit("satisfied")
_NOT_SATISFIED: Final = pl.lit("not_satisfied")
_UNDETERMINED: Final = pl.lit("undetermined")
_NOT_APPLICABLE: Final = pl.lit("not_applicable")
_SERVICES: Final = [
    "poverty_relief",
    "hardship_aid",
    "elderly",
    "orphans",
    "illness",
    "disability",
    "disaster",
    "medical",
    "education",
]
_FIRST_YEAR: Final = 2005
_LAST_YEAR: Final = 2025
_YEAR_OF_FIRST_BIT: Final = 1998
_RULES_OF_RATINGS: Final = pl.lit(date(2026, 3, 1))


def outcomes(folder: Path, as_of: date) -> pl.DataFrame:
    """One row an organization, an outcome a decision, from the Parquet files of a folder."""
    day = pl.lit(as_of)
    facts = _organizations(folder, day)
    for events in (_penalties(folder, day), _reports(folder, day), _activities(folder, day), _ratings(folder, day)):
        facts = facts.join(events, on="credit_code", how="left")
    facts = facts.join(_failed_agencies(folder, day), on="credit_code", how="left")
    facts = _shared(facts.with_columns(**_years_missed(as_of)), day)
    return _decided(facts).collect(engine="streaming")


def _table(folder: Path, name: str) -> pl.LazyFrame:
    return pl.scan_parquet(folder / f"{name}.parquet")


def _seen(name: str, day: pl.Expr) -> pl.Expr:
    return pl.when(col(name) <= day).then(col(name))


def _organizations(folder: Path, day: pl.Expr) -> pl.LazyFrame:
    return _table(folder, "organizations").with_columns(
        registered=_seen("registered_on", day),
        deregistered=_seen("deregistered_on", day),
        annulled=_seen("registration_annulled_on", day),
        charity=_seen("charity_recognized_on", day),
        fraud=_seen("registration_fraud_found_on", day),
        withdrawn=_seen("supervisor_consent_withdrawn_on", day),
        filed=(col("filed_on") <= day).fill_null(False),
        decoupled=(col("decoupled_on") <= day).fill_null(False),
        never=col("categories")
        .fill_null("")
        .str.split(",")
        .list.eval(pl.element().is_in(["political_legal", "religious", "social_science"]))
        .list.any(),
        listed="," + col("categories").fill_null("") + ",",
        direct_charity=(col("charity_services") != "")
        & col("charity_services").str.split(",").list.eval(pl.element().is_in(_SERVICES)).list.all(),
        direct_science=(col("science_fields") != "")
        & col("science_fields")
        .str.split(",")
        .list.eval(pl.element().is_in(["natural_science", "engineering"]))
        .list.all(),
    )


def _penalties(folder: Path, day: pl.Expr) -> pl.LazyFrame:
    stands = col("quashed_on").is_null() | (col("quashed_on") > day)
    rows = _table(folder, "penalties").filter(col("decided_on") <= day)
    return rows.group_by("credit_code").agg(
        revoked=((col("kind") == "revocation") & stands).any(),
        perhaps_revoked=(col("kind").is_null() & stands).any(),
    )


def _reports(folder: Path, day: pl.Expr) -> pl.LazyFrame:
    rows = _table(folder, "annual_reports").filter(col("submitted_on") <= day)
    bit = pl.lit(1, pl.Int64) * pl.lit(2, pl.Int64).pow(col("year") - _YEAR_OF_FIRST_BIT)
    return rows.group_by("credit_code").agg(
        report_filed=col("submitted_on").filter(col("year") == _LAST_YEAR).min(),
        filed_years=bit.filter(col("year").is_between(_YEAR_OF_FIRST_BIT, 2030)).cast(pl.Int64).bitwise_or(),
    )


def _activities(folder: Path, day: pl.Expr) -> pl.LazyFrame:
    held = col("held_on")
    return (
        _table(folder, "activities")
        .filter(held <= day)
        .group_by("credit_code")
        .agg(
            last=held.max(),
            last_charitable=held.filter(col("charitable")).max(),
            unsure_charitable=col("charitable").is_null().any(),
            last_within=held.filter(col("within_charter")).max(),
            last_unsure=held.filter(col("within_charter").is_null()).max(),
        )
    )


def _ratings(folder: Path, day: pl.Expr) -> pl.LazyFrame:
    announced = col("announced_on")
    until = pl.coalesce(
        col("valid_until"),
        pl.when(announced >= _RULES_OF_RATINGS)
        .then(pl.date(announced.dt.year() + 5, 12, 31))
        .when(announced >= pl.lit(date(2011, 3, 1)))
        .then(announced.dt.offset_by("5y")),
    )
    begun = (
        pl.when(col("valid_from").is_null())
        .then((announced < _RULES_OF_RATINGS) | (announced.dt.year() < day.dt.year()))
        .otherwise(col("valid_from") <= day)
    )
    withdrawn = (col("withdrawn_on") <= day).fill_null(False)
    valid = _table(folder, "ratings").filter((announced <= day) & ~withdrawn & (until >= day) & begun)
    newest = valid.group_by("credit_code").agg(newest=announced.max())
    of_newest = valid.join(newest, on="credit_code").filter(announced == col("newest"))
    return of_newest.group_by("credit_code").agg(
        rated_on=announced.first(),
        grade=pl.when(~col("grade").is_null().any()).then(col("grade").min()),
    )


def _failed_agencies(folder: Path, day: pl.Expr) -> pl.LazyFrame:
    concluded = _table(folder, "annual_reports").filter(col("conclusion").is_not_null() & (col("concluded_on") <= day))
    last = concluded.group_by("credit_code").agg(last_year=col("year").max())
    with_last = concluded.join(last, on="credit_code")
    before = with_last.filter(col("year") < col("last_year")).group_by("credit_code").agg(year_before=col("year").max())
    both = with_last.join(before, on="credit_code").filter(
        (col("conclusion") == "failed") & ((col("year") == col("last_year")) | (col("year") == col("year_before")))
    )
    return both.group_by("credit_code").agg(agency_failed=col("year").n_unique() > 1)


def _years_missed(as_of: date) -> dict[str, pl.Expr]:
    """Whether a foundation missed two years, and an agency two behind each other: a column of conditions a year."""
    first_year, charity_year = col("registered").dt.year(), col("charity").dt.year()
    foundation: pl.Expr = pl.lit(False)
    agency: pl.Expr = pl.lit(False)
    missed_before: pl.Expr = pl.lit(False)
    filed = col("filed_years").fill_null(0)
    since = col("records_since")
    for year in range(_FIRST_YEAR, _LAST_YEAR + 1):
        bit = 1 << year - _YEAR_OF_FIRST_BIT
        missed = (filed & bit == 0) & (first_year <= year)
        if date(year + 1, 3, 31) < as_of:
            foundation |= missed_before & missed & (charity_year.is_null() | (charity_year > year))
        missed_before |= missed & (since.is_null() | (since <= date(year + 1, 1, 1)))
        if date(year + 1, 5, 31) < as_of:
            in_time = pl.lit(True) if year == _FIRST_YEAR else col("registered") <= date(year - 1, 6, 30)
            agency |= (
                missed
                & (first_year < year)
                & (filed & bit >> 1 == 0)
                & (charity_year.is_null() | (charity_year > year))
                & (since.is_null() | (since <= date(year, 1, 1)))
                & in_time
            )
    form = col("form")
    return {
        "foundation_missed": foundation.fill_null(False) & (form.is_null() | (form == "foundation")),
        "agency_missed": agency.fill_null(False) & (form.is_null() | (form == "service_agency")),
    }


def _shared(facts: pl.LazyFrame, day: pl.Expr) -> pl.LazyFrame:
    """What several decisions look at, in the order in which one rests on the other."""
    form, national = col("form"), col("level") == "national"
    group, agency, foundation = form == "social_group", form == "service_agency", form == "foundation"
    registered, no_registration = col("registered"), col("registered").is_null()
    new_year = pl.lit(date(2025, 12, 31))
    facts = facts.with_columns(
        standing=pl.when(no_registration | col("deregistered").is_not_null() | col("annulled").is_not_null())
        .then(False)
        .when(col("revoked"))
        .then(False)
        .when(col("perhaps_revoked"))
        .then(None)
        .otherwise(True),
        charity_for_year=((registered <= new_year) & (col("charity") <= new_year)).fill_null(False),
        minimum=pl.when((no_registration & col("filed")) | form.is_null())
        .then(None)
        .when(group)
        .then(pl.when(national & ~col("cross_region").fill_null(False)).then(100_000).otherwise(30_000))
        .when(agency)
        .then(col("sector_minimum_capital"))
        .when(col("foundation_public").is_null())
        .then(None)
        .when(~col("foundation_public"))
        .then(2_000_000)
        .when(national)
        .then(8_000_000)
        .otherwise(4_000_000),
        minimum_outcome=pl.when(no_registration & col("filed"))
        .then(_NOT_APPLICABLE)
        .when(form.is_null())
        .then(_UNDETERMINED)
        .when(agency & col("sector_minimum_capital").is_null())
        .then(_NOT_SATISFIED)
        .when(foundation & col("foundation_public").is_null())
        .then(_UNDETERMINED)
        .otherwise(_SATISFIED),
        deadline=pl.when(foundation).then(pl.lit(date(2026, 3, 31))).otherwise(pl.lit(date(2026, 5, 31))),
        on_record=col("records_since").is_null() | (col("records_since") <= date(2026, 1, 1)),
        asked_for_activity=(registered.dt.offset_by("1y") < day)
        & (col("records_since").is_null() | (col("records_since") <= registered)),
        idle=pl.when(col("charity").is_not_null() & ~col("unsure_charitable").fill_null(False)).then(
            pl.max_horizontal("charity", "records_since", "last_charitable")
        ),
    )
    facts = facts.with_columns(
        due=pl.when(col("standing").is_null())
        .then(_UNDETERMINED)
        .when(~col("standing"))
        .then(_NOT_APPLICABLE)
        .when(col("charity_for_year") | (registered > new_year))
        .then(_NOT_SATISFIED)
        .when(form.is_null())
        .then(_UNDETERMINED)
        .when((form != "foundation") & (registered > date(2025, 6, 30)))
        .then(_NOT_SATISFIED)
        .otherwise(_SATISFIED),
        late=pl.when(col("report_filed").is_null())
        .then(col("on_record"))
        .otherwise(col("report_filed") > col("deadline"))
        .fill_null(False)
        & (day > col("deadline")),
        simple_applies=registered.is_not_null()
        & col("deregistered").is_null()
        & col("annulled").is_null()
        & ~col("charity_for_year"),
        charity_idle=(col("idle").dt.offset_by("2y") < day).fill_null(False),
        charity_unsure=col("charity").is_not_null() & col("idle").is_null(),
        silent=col("asked_for_activity") & (col("last") < registered).fill_null(True),
        without_charter=col("asked_for_activity") & ~(col("last_within") >= registered).fill_null(False),
        unsure_charter=(col("last_unsure") >= registered).fill_null(False),
        failed=col("agency_failed").fill_null(False),
        asked_directly=~(col("overseas") | col("never")).fill_null(False),
    )
    listed = col("listed").str
    return facts.with_columns(
        no_deadline=col("standing").is_null()
        | ~col("standing")
        | (~col("charity_for_year") & (col("due") != "satisfied")),
        no_deadline_outcome=pl.when(col("standing").is_null() | (col("standing") & (col("due") == "undetermined")))
        .then(_UNDETERMINED)
        .otherwise(_NOT_APPLICABLE),
        directly=col("asked_directly")
        & (
            (listed.contains(",charity,", literal=True) & col("direct_charity"))
            | (
                listed.contains(",community_service,", literal=True)
                & (col("level") == "county")
                & col("active_in_community")
            )
            | listed.contains(",industry_association,", literal=True)
            | (listed.contains(",science_technology,", literal=True) & col("direct_science"))
        ),
        perhaps_directly=(listed.contains(",charity,", literal=True) & col("charity_services").is_null())
        | (
            listed.contains(",community_service,", literal=True)
            & (col("level") == "county")
            & col("active_in_community").is_null()
        )
        | (listed.contains(",science_technology,", literal=True) & col("science_fields").is_null()),
        revocable=col("charity_idle")
        | (col("fraud").is_not_null() & form.is_not_null())
        | (group & col("silent"))
        | (foundation & col("without_charter") & ~col("unsure_charter"))
        | (foundation & col("foundation_missed"))
        | (agency & (col("failed") | col("agency_missed") | col("withdrawn").is_not_null())),
        perhaps_revocable=col("charity_unsure")
        | pl.when(form.is_null())
        .then(
            col("fraud").is_not_null()
            | col("withdrawn").is_not_null()
            | col("without_charter")
            | col("foundation_missed")
            | col("agency_missed")
            | col("failed")
        )
        .otherwise(foundation & col("without_charter") & col("unsure_charter")),
    )


def _decided(facts: pl.LazyFrame) -> pl.LazyFrame:
    form, standing = col("form"), col("standing")
    group, agency, foundation = form == "social_group", form == "service_agency", form == "foundation"
    capital = pl.when(foundation).then(col("capital_paid_in")).otherwise(col("registered_capital"))
    unsure_grade = col("rated_on").is_not_null() & col("grade").is_null()

    def by_deadline(otherwise: pl.Expr) -> pl.Expr:
        return pl.when(col("no_deadline")).then(col("no_deadline_outcome")).otherwise(otherwise)

    def yes(condition: pl.Expr) -> pl.Expr:
        return pl.when(condition).then(_SATISFIED).otherwise(_NOT_SATISFIED)

    return facts.select(
        organization=col("credit_code"),
        direct_registration=pl.when(col("overseas"))
        .then(_NOT_SATISFIED)
        .when(col("categories").is_null())
        .then(_UNDETERMINED)
        .when(col("never"))
        .then(_NOT_SATISFIED)
        .when(col("directly"))
        .then(_SATISFIED)
        .when(col("perhaps_directly"))
        .then(_UNDETERMINED)
        .otherwise(_NOT_SATISFIED),
        minimum_capital=col("minimum_outcome"),
        capital_sufficient=pl.when(col("minimum").is_null())
        .then(pl.when(col("minimum_outcome") == "undetermined").then(_UNDETERMINED).otherwise(_NOT_APPLICABLE))
        .when((form != "foundation") & (col("minimum") == 0))
        .then(_SATISFIED)
        .when(capital.is_null())
        .then(_UNDETERMINED)
        .otherwise(yes(capital >= col("minimum"))),
        inspection_due=col("due"),
        charity_report_due=pl.when(standing.is_null())
        .then(_UNDETERMINED)
        .when(~standing)
        .then(_NOT_APPLICABLE)
        .otherwise(yes(col("charity_for_year"))),
        supervisor_deadline=by_deadline(
            pl.when(col("charity_for_year") | col("supervisor").is_null() | foundation)
            .then(_NOT_SATISFIED)
            .when(col("decoupled"))
            .then(pl.when(agency).then(_UNDETERMINED).otherwise(_NOT_SATISFIED))
            .otherwise(_SATISFIED)
        ),
        registrar_deadline=by_deadline(yes(~col("charity_for_year"))),
        report_late=by_deadline(yes(~col("charity_for_year") & col("late"))),
        rating_in_force=pl.when(col("rated_on").is_null())
        .then(_NOT_SATISFIED)
        .when(col("grade").is_null())
        .then(_UNDETERMINED)
        .otherwise(_SATISFIED),
        inspection_simplified=pl.when(~col("simple_applies"))
        .then(_NOT_APPLICABLE)
        .when((col("grade") >= 4) | (col("legal_person_by_law") & group) | (col("practice_licence") & agency))
        .then(_SATISFIED)
        .when(unsure_grade | (form.is_null() & (col("legal_person_by_law") | col("practice_licence"))))
        .then(_UNDETERMINED)
        .otherwise(_NOT_SATISFIED),
        evaluation_privileges=pl.when(unsure_grade).then(_UNDETERMINED).otherwise(yes(col("grade") >= 3)),
        revocation_ground=pl.when(standing.is_null())
        .then(_UNDETERMINED)
        .when(~standing)
        .then(_NOT_APPLICABLE)
        .when(col("revocable"))
        .then(_SATISFIED)
        .when(col("perhaps_revocable"))
        .then(_UNDETERMINED)
        .otherwise(_NOT_SATISFIED),
    )
