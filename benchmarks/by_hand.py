"""The floor of the benchmarks: fourteen decisions as a registry's programmer would write them into the code today.

For places without rules of their own (Beijing's Chaoyang, say) and days from 2026-04-01 to 2026-12-31: thresholds,
dates and ids of rules stand in the code, which is exactly what the library is there to avoid. Nothing here is used by
the library. Outcomes and grounds are equal to the library's, unknown facts included (``tests/benchmarks`` compares
them); values, missing facts, caveats and citations are left out.

A result is ``(outcome, grounds)``, a ground ``(id of the rule, the day since when)``. None stands for an unknown truth
value, as it does for an absent fact; ``UNSURE`` for an unknown day, where None means that there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from socorg_rules import Organization
    from socorg_rules.records.events import Listing, Mailing, Penalty
    from socorg_rules.records.yearly import AnnualReport

Grounds = tuple[tuple[str, date | None], ...]
Result = tuple[str, Grounds]
Truth = bool | None
Listed = tuple[str | None, str | None, date, Truth]
"""A standing entry: its list, its item, its day, whether it surely stands."""
Removed = tuple[str | None, str | None, date, date]
"""An entry that was removed: its list, its item, its day, the day of its removal."""


class Unsure:
    """Type of :data:`UNSURE`."""


UNSURE: Final = Unsure()

PLACE: Final = "110105"
FIRST_DAY: Final = date(2026, 4, 1)
LAST_DAY: Final = date(2026, 12, 31)

NAMES: Final = (
    "direct_registration",
    "minimum_capital",
    "capital_sufficient",
    "inspection_due",
    "charity_report_due",
    "supervisor_deadline",
    "registrar_deadline",
    "report_late",
    "rating_in_force",
    "inspection_simplified",
    "evaluation_privileges",
    "anomaly_listing",
    "dishonesty_listing",
    "revocation_ground",
)

NOT_APPLICABLE: Final[Result] = ("not_applicable", ())
NOT_SATISFIED: Final[Result] = ("not_satisfied", ())
UNDETERMINED: Final[Result] = ("undetermined", ())

REPORT_YEAR: Final = 2025
YEAR_END: Final = date(2025, 12, 31)
YEAR_START: Final = date(2026, 1, 1)
LISTS_SINCE: Final = date(2018, 1, 24)
ORDER_39: Final = date(2011, 3, 1)
ORDER_82: Final = date(2026, 3, 1)
CHARITY_LAW_2023: Final = date(2024, 9, 5)
TAX_NOTICE: Final = date(2020, 5, 13)
FUNDRAISING_TERM_UNTIL: Final = date(2024, 9, 5)
FUNDRAISING_TERM_FROM: Final = date(2016, 9, 1)
CHARITY_DATES: Final = {2019: date(2020, 6, 30), 2023: date(2024, 3, 31)}
LARGE_FINE: Final = 50_000
DAY: Final = timedelta(days=1)

DIRECT_FIELDS: Final = frozenset(("natural_science", "engineering"))
DIRECT_SERVICES: Final = frozenset(
    (
        "poverty_relief",
        "hardship_aid",
        "elderly",
        "orphans",
        "illness",
        "disability",
        "disaster",
        "medical",
        "education",
    )
)
NEVER_DIRECT: Final = frozenset(("political_legal", "religious", "social_science"))
NOT_FILED: Final = {
    "social_group": "social-group-report-not-filed",
    "service_agency": "service-agency-report-not-filed",
    "foundation": "foundation-report-not-filed",
}


def decide(o: Organization, as_of: date) -> dict[str, Result]:
    """The decisions of :data:`NAMES` about a validated record on a day from ``FIRST_DAY`` to ``LAST_DAY``."""
    form = o.form
    registered = _by(o.registered_on, as_of)
    deregistered = _by(o.deregistered_on, as_of)
    annulled = _by(o.registration_annulled_on, as_of)
    charity = _by(o.charity_recognized_on, as_of)
    penalties = None if o.penalties is None else [p for p in o.penalties if p.decided_on <= as_of]
    reinstated = _reinstated(penalties, as_of)
    standing: Truth = False
    if registered is not None and deregistered is None and annulled is None:
        standing = _not_revoked(penalties, as_of)
    charity_for_year = registered is not None and registered <= YEAR_END and charity is not None and charity <= YEAR_END
    minimum, minimum_capital = _minimum_capital(o, registered, as_of)
    inspection_due = _inspection_due(form, standing, registered, charity_for_year)
    supervisor, registrar, late = _deadlines(o, as_of, standing, charity_for_year, inspection_due, reinstated)
    rated, grade, rating_since, rating_in_force = _rating(o, as_of)
    in_scope = registered is not None and deregistered is None
    anomaly = dishonesty = NOT_APPLICABLE
    if in_scope:
        assert registered is not None
        anomaly, dishonesty = _lists(o, as_of, standing, registered, annulled, charity, penalties, reinstated)
    return {
        "direct_registration": _direct_registration(o),
        "minimum_capital": minimum_capital,
        "capital_sufficient": _capital_sufficient(o, minimum, minimum_capital),
        "inspection_due": inspection_due,
        "charity_report_due": _charity_report_due(standing, charity_for_year),
        "supervisor_deadline": supervisor,
        "registrar_deadline": registrar,
        "report_late": late,
        "rating_in_force": rating_in_force,
        "inspection_simplified": _inspection_simplified(
            o,
            in_scope and annulled is None and not charity_for_year,
            registered,
            rated,
            grade,
            rating_since,
        ),
        "evaluation_privileges": _evaluation_privileges(rated, grade, rating_since),
        "anomaly_listing": anomaly,
        "dishonesty_listing": dishonesty,
        "revocation_ground": _revocation_ground(o, as_of, standing, registered, charity, reinstated),
    }


# -- what several decisions look at ------------------------------------------------------------------------------------


def _by(day: date | None, as_of: date) -> date | None:
    return day if day is not None and day <= as_of else None


def _or_unknown(grounds: Grounds, unknown: bool) -> Result:
    if grounds:
        return ("satisfied", grounds)
    return UNDETERMINED if unknown else NOT_SATISFIED


def _since(day: date, *others: date | Unsure | None) -> date | None:
    """The latest of some days; None where one of them is not known."""
    for other in others:
        if other is None:
            continue
        if isinstance(other, Unsure):
            return None
        day = max(day, other)
    return day


def _ordered(rule: str, days: Sequence[date | None]) -> Grounds:
    """A ground for each day on which a rule began to hold, one of no day before all."""
    if len(days) == 1:
        return ((rule, days[0]),)
    dated = sorted({day for day in days if day is not None})
    undated: Grounds = ((rule, None),) if None in days else ()
    return undated + tuple((rule, day) for day in dated)


def _half_a_year_later(day: date) -> date:
    return _months_later(day, 6)


def _years_later(day: date, years: int) -> date:
    if day.month == 2 and day.day == 29:
        return _months_later(day, 12 * years)
    return day.replace(year=day.year + years)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    if day.day <= 28:
        return first.replace(day=day.day)
    last = (first + timedelta(days=31)).replace(day=1) - DAY
    return first.replace(day=min(day.day, last.day))


def _not_revoked(penalties: list[Penalty] | None, as_of: date) -> Truth:
    if penalties is None:
        return None
    result: Truth = True
    for p in penalties:
        if p.kind in ("revocation", None) and (p.quashed_on is None or p.quashed_on > as_of):
            if p.kind is not None:
                return False
            result = None
    return result


def _reinstated(penalties: list[Penalty] | None, as_of: date) -> date | Unsure | None:
    """The day on which a revocation was quashed."""
    if penalties is None:
        return UNSURE
    latest: date | None = None
    for p in penalties:
        quashed = p.quashed_on
        if p.kind in ("revocation", None) and quashed is not None and p.decided_on < quashed <= as_of:
            if p.kind is None:
                return UNSURE
            if latest is None or quashed > latest:
                latest = quashed
    return latest


# -- registration ------------------------------------------------------------------------------------------------------


def _direct_registration(o: Organization) -> Result:
    if o.overseas:
        return NOT_SATISFIED
    categories = o.categories
    if categories is None:
        return UNDETERMINED
    if categories & NEVER_DIRECT:
        return NOT_SATISFIED
    grounds: Grounds = ()
    unknown = False
    if "charity" in categories:
        if o.charity_services is None:
            unknown = True
        elif o.charity_services and o.charity_services <= DIRECT_SERVICES:
            grounds += (("direct-charity", None),)
    if "community_service" in categories and o.level == "county":
        if o.active_in_community is None:
            unknown = True
        elif o.active_in_community:
            grounds += (("direct-community-service", None),)
    if "industry_association" in categories:
        grounds += (("direct-industry-association", None),)
    if "science_technology" in categories:
        if o.science_fields is None:
            unknown = True
        elif o.science_fields and o.science_fields <= DIRECT_FIELDS:
            grounds += (("direct-science-technology", None),)
    return _or_unknown(grounds, unknown)


def _minimum_capital(o: Organization, registered: date | None, as_of: date) -> tuple[object, Result]:
    """The amount besides, for the next decision."""
    if registered is None and _by(o.filed_on, as_of) is not None:
        return None, NOT_APPLICABLE
    amount: object
    match o.form:
        case None:
            return None, UNDETERMINED
        case "social_group":
            if o.level != "national":
                amount, row = 30_000, "social-group-local"
            elif o.cross_region:
                amount, row = 30_000, "social-group-cross-region"
            else:
                amount, row = 100_000, "social-group-national"
        case "service_agency":
            amount, row = o.sector_minimum_capital, "service-agency"
        case _:
            if o.foundation_public is None:
                return None, UNDETERMINED
            if not o.foundation_public:
                amount, row = 2_000_000, "foundation-non-public"
            elif o.level == "national":
                amount, row = 8_000_000, "foundation-public-national"
            else:
                amount, row = 4_000_000, "foundation-public-local"
    outcome = "not_satisfied" if amount is None else "satisfied"
    return amount, (outcome, ((f"minimum-capital.{row}", None),))


def _capital_sufficient(o: Organization, minimum: object, minimum_capital: Result) -> Result:
    if minimum is None:
        return UNDETERMINED if minimum_capital is UNDETERMINED else NOT_APPLICABLE
    if o.form == "foundation":
        rule, capital = "foundation-capital-reached", o.capital_paid_in
    else:
        rule, capital = "registered-capital-reached", o.registered_capital
        if minimum == 0:
            return ("satisfied", ((rule, None),))
    if capital is None:
        return UNDETERMINED
    return ("satisfied" if capital >= minimum else "not_satisfied", ((rule, None),))  # type: ignore[operator]


# -- the annual report -------------------------------------------------------------------------------------------------


def _inspection_due(form: str | None, standing: Truth, registered: date | None, charity_for_year: bool) -> Result:
    if not standing:
        return NOT_APPLICABLE if standing is False else UNDETERMINED
    assert registered is not None
    if charity_for_year or registered > YEAR_END:
        return NOT_SATISFIED
    if form is None:
        return UNDETERMINED
    if form == "foundation":
        return ("satisfied", (("foundation-inspection", None),))
    if registered > date(2025, 6, 30):
        return NOT_SATISFIED
    rule = "social-group-inspection" if form == "social_group" else "service-agency-inspection"
    return ("satisfied", ((rule, None),))


def _charity_report_due(standing: Truth, charity_for_year: bool) -> Result:
    if not standing:
        return NOT_APPLICABLE if standing is False else UNDETERMINED
    return ("satisfied", (("charity-report", None),)) if charity_for_year else NOT_SATISFIED


def _deadlines(
    o: Organization,
    as_of: date,
    standing: Truth,
    charity_for_year: bool,
    inspection_due: Result,
    reinstated: date | Unsure | None,
) -> tuple[Result, Result, Result]:
    """The deadline at the supervisor, the one at the registrar, and whether the report is late."""
    if standing is None:
        return UNDETERMINED, UNDETERMINED, UNDETERMINED
    due = inspection_due[0]
    if not standing or (not charity_for_year and due != "satisfied"):
        scope = UNDETERMINED if standing and due == "undetermined" else NOT_APPLICABLE
        return scope, scope, scope
    form = o.form
    decoupled = _by(o.decoupled_on, as_of) is not None
    straight: Result = ("not_satisfied", (("decoupled-associations-file-straight", None),))
    if charity_for_year:
        return straight if decoupled else NOT_SATISFIED, NOT_SATISFIED, NOT_SATISFIED
    supervisor = straight if decoupled else NOT_SATISFIED
    if o.supervisor is not None:
        if form == "service_agency":
            # Told to file straight and told a day: the two rules contradict each other.
            supervisor = UNDETERMINED if decoupled else ("satisfied", (("service-agency-supervisor-deadline", None),))
        elif form == "social_group" and not decoupled:
            supervisor = ("satisfied", (("social-group-supervisor-deadline", None),))
    if form == "foundation":
        kind, deadline = "foundation", date(2026, 3, 31)
    else:
        kind, deadline = ("social-group" if form == "social_group" else "service-agency"), date(2026, 5, 31)
    registrar: Result = ("satisfied", ((f"{kind}-deadline", None),))
    if as_of <= deadline:
        return supervisor, registrar, NOT_SATISFIED
    if o.annual_reports is None:
        return supervisor, registrar, UNDETERMINED
    filed: date | None = None
    for r in o.annual_reports:
        day = r.submitted_on
        if r.year == REPORT_YEAR and day is not None and day <= as_of and (filed is None or day < filed):
            filed = day
    on_record = o.records_since is None or o.records_since <= YEAR_START
    if (not on_record) if filed is None else filed <= deadline:
        return supervisor, registrar, NOT_SATISFIED
    late_from = deadline + DAY if on_record or filed is None else filed
    return supervisor, registrar, ("satisfied", ((f"{kind}-report-late", _since(late_from, reinstated)),))


# -- evaluation --------------------------------------------------------------------------------------------------------


def _rating(  # noqa: PLR0912, PLR0915 - one branch a case
    o: Organization, as_of: date
) -> tuple[Truth, int | None, date | None, Result]:
    """Whether it is rated, the grade (None: unknown), the day on which that took effect, and the decision."""
    if o.ratings is None:
        return None, None, None, UNDETERMINED
    ratings = [r for r in o.ratings if r.announced_on <= as_of]
    valid = []
    for r in ratings:
        announced, start, end = r.announced_on, r.valid_from, r.valid_until
        if _by(r.withdrawn_on, as_of) is not None:
            continue
        if end is None:
            if announced < ORDER_39:
                continue
            end = date(announced.year + 5, 12, 31) if announced >= ORDER_82 else _years_later(announced, 5)
        if end < as_of:
            continue
        if start is None:
            if announced < ORDER_82 or announced.year < as_of.year:
                valid.append(r)
        elif start <= as_of:
            valid.append(r)
    if not valid:
        return False, None, None, NOT_SATISFIED
    newest = max(r.announced_on for r in valid)
    by_calendar_years = newest >= ORDER_82
    grade: int | None = 5
    stated: date | None = None
    for r in valid:
        if r.announced_on != newest:
            continue
        if r.grade is None or grade is None:
            grade = None
        elif r.grade < grade:
            grade = r.grade
        if r.valid_from is not None and (stated is None or r.valid_from > stated):
            stated = r.valid_from
    since = newest
    if stated is not None:
        since = max(since, stated)
    elif by_calendar_years:
        since = date(newest.year + 1, 1, 1)
    for r in ratings:
        announced = r.announced_on
        if announced < newest:
            continue
        withdrawn = _by(r.withdrawn_on, as_of)
        if withdrawn is not None and withdrawn > announced and withdrawn > since:
            if r.valid_from is not None:
                had_begun = r.valid_from <= withdrawn
            else:
                had_begun = announced < ORDER_82 or announced.year < withdrawn.year
            if had_begun:
                since = withdrawn
        ended = r.valid_until
        if ended is not None and announced <= ended < as_of and ended + DAY > since:
            since = ended + DAY
    if grade is None:
        return None, None, since, UNDETERMINED
    rule, start_of_rule = ("rating", ORDER_82) if by_calendar_years else ("rating-2010", ORDER_39)
    return True, grade, since, ("satisfied", ((rule, max(since, start_of_rule)),))


def _inspection_simplified(
    o: Organization,
    applies: bool,
    registered: date | None,
    rated: Truth,
    grade: int | None,
    rating_since: date | None,
) -> Result:
    if not applies:
        return NOT_APPLICABLE
    assert registered is not None
    grounds: Grounds = ()
    unknown = rated is None
    if grade is not None and grade >= 4:
        assert rating_since is not None
        grounds = (("simplified-by-grade", max(rating_since, registered, ORDER_82)),)
    if o.legal_person_by_law:
        if o.form == "social_group":
            grounds += (("simplified-for-legal-persons", None),)
        unknown |= o.form is None
    if o.practice_licence:
        if o.form == "service_agency":
            grounds += (("simplified-for-licence-holders", None),)
        unknown |= o.form is None
    return _or_unknown(grounds, unknown)


def _evaluation_privileges(rated: Truth, grade: int | None, rating_since: date | None) -> Result:
    if rated is None:
        return UNDETERMINED
    if grade is None or grade < 3:
        return NOT_SATISFIED
    assert rating_since is not None
    since = max(rating_since, ORDER_82)
    simplified: Grounds = (("simplified-inspection-privilege", since),) if grade >= 4 else ()
    tax: Grounds = (("tax-deduction", max(rating_since, TAX_NOTICE)),)
    return ("satisfied", (("procurement-preference", since), *simplified, *tax))


# -- the two lists -----------------------------------------------------------------------------------------------------


def _lists(  # noqa: PLR0912, PLR0913, PLR0915, PLR0917 - one branch a rule
    o: Organization,
    as_of: date,
    standing: Truth,
    registered: date,
    annulled: date | None,
    charity: date | None,
    penalties: list[Penalty] | None,
    reinstated: date | Unsure | None,
) -> tuple[Result, Result]:
    """Whether it belongs on the anomaly list, and on the dishonesty list."""
    listable = max(registered, LISTS_SINCE)
    listings = None if o.listings is None else [entry for entry in o.listings if entry.listed_on <= as_of]
    entries: list[Listed] | None = None
    ended: list[Removed] = []
    if listings is not None:
        entries = []
        for entry in listings:
            removed = _by(entry.removed_on, as_of)
            if removed is None:
                carried = False if entry.list == "dishonesty" else _carried_on(listings, entry.listed_on)
                if not (carried and entry.list == "anomaly"):
                    entries.append((entry.list, entry.item, entry.listed_on, True if carried is False else None))
            elif removed > entry.listed_on:
                ended.append((entry.list, entry.item, entry.listed_on, removed))
    excused = _excuses(o, as_of)
    small = _small_sanctions(penalties, as_of)
    owed = _owed_reports(o, as_of, standing, registered, charity, excused)
    party = _party_duty_missed(o, as_of, excused)
    overdue = _overdue_rectifications(o, as_of, excused)
    letters = _mail_failures(o, as_of, excused)
    anomaly = NOT_APPLICABLE
    if annulled is None:
        grounds: Grounds = ()
        unknown = False

        def state(rule: str, found: Sequence[tuple[date, Truth]], item: str) -> None:
            """A rule about states: dealt with by a standing entry of its item, dated since they began."""
            nonlocal grounds, unknown
            days: list[date | None] = []
            for day, sure in found:
                dealt = _dealt_with(entries, item, day)
                if dealt is None or (dealt is False and not sure):
                    unknown = True
                elif not dealt:
                    days.append(_since(day, listable, _last_removed(ended, item, day)))
            if days:
                grounds += _ordered(rule, days)

        reports: dict[str, list[date | None]] = {}
        for rule, deadline, sure in owed:
            listed = _report_listed(entries, deadline)
            if listed is None or (listed is False and not sure):
                unknown = True
            elif not listed:
                day = _since(deadline + DAY, listable, reinstated, _last_report_removed(ended, deadline))
                reports.setdefault(rule, []).append(day)
        for rule, days in sorted(reports.items()):
            if rule < "no-party-organization":
                grounds += _ordered(rule, days)
        if party is not False and _by(o.party_organization_on, as_of) is None:
            since = _by(o.party_duty_since, as_of)
            if since is None:
                unknown = True
            else:
                state("no-party-organization", [(since, party)], "2")
        if overdue is None:
            unknown = True
        else:
            days = []
            for due, ordered, open_, sure in overdue:
                if not open_:
                    continue
                dealt = None if due is None else _dealt_with(entries, "3", due + DAY)
                if dealt is None or due is None or (dealt is False and not sure):
                    unknown = True
                elif not dealt:
                    days.append(_since(due + DAY, ordered, listable, _last_removed(ended, "3", due + DAY)))
            if days:
                grounds += _ordered("rectification-overdue", days)
        if "service-agency-report-not-filed" in reports:
            grounds += _ordered("service-agency-report-not-filed", reports["service-agency-report-not-filed"])
        if small is None:
            unknown = True
        else:
            days = []
            for p, is_small in small:
                sure = _and(is_small, _not_excused(excused, "5", p.decided_on))
                if sure is False:
                    continue
                listed = _on_list(o, as_of, "anomaly", p.decided_on)
                if listed is None or (listed is False and not sure):
                    unknown = True
                elif not listed:
                    days.append(max(p.decided_on, listable))
            if days:
                grounds += _ordered("small-sanction", days)
        if "social-group-report-not-filed" in reports:
            grounds += _ordered("social-group-report-not-filed", reports["social-group-report-not-filed"])
        if letters is None:
            unknown = True
        else:
            state("two-unsigned-mailings", _unanswered_since(o, as_of, letters), "6")
        if o.public_fundraising:
            if o.fundraising_lapses is None:
                unknown = True
            else:
                lapses = [
                    (lapse.found_on, sure)
                    for lapse in o.fundraising_lapses
                    if lapse.found_on <= as_of
                    and _by(lapse.restored_on, as_of) is None
                    and (sure := _not_excused(excused, "4", lapse.found_on)) is not False
                ]
                before = grounds
                state("unfit-for-fundraising", lapses, "4")
                if grounds is not before:
                    # The rule is younger than the lists.
                    days = [None if day is None else max(day, CHARITY_LAW_2023) for _, day in grounds[len(before) :]]
                    grounds = before + _ordered("unfit-for-fundraising", days)
        if o.contact_failures is None:
            unknown = True
        else:
            failures = [
                (failure.found_on, sure)
                for failure in o.contact_failures
                if failure.found_on <= as_of
                and _by(failure.restored_on, as_of) is None
                and (sure := _not_excused(excused, "6", failure.found_on)) is not False
            ]
            state("unreachable", failures, "6")
        anomaly = _or_unknown(grounds, unknown)
    if listings is None:
        return anomaly, UNDETERMINED
    dishonesty_grounds, unknown = _events(o, as_of, annulled, penalties, small, listable)
    if listings:
        clock = _anomaly_clock(
            o, as_of, registered, charity, entries, excused, penalties, small, party, overdue, letters, listable
        )
        if clock is UNSURE:
            unknown = True
        elif isinstance(clock, date):
            owed_since, lately = _owed_since(o, standing, charity, owed, clock, as_of)
            full = _years_later(clock, 2)
            if full < as_of and owed_since is not True:
                if owed_since is False:
                    dishonesty_grounds += (("two-years-on-the-anomaly-list", max(full + DAY, listable)),)
                else:
                    unknown = True
            if owed_since is not False and lately is not True:
                if owed_since and lately is False:
                    dishonesty_grounds += (("two-years-since-an-owed-report", None),)
                else:
                    unknown = True
    return anomaly, _or_unknown(dishonesty_grounds, unknown)


def _and(left: Truth, right: Truth) -> Truth:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _carried_on(listings: Sequence[Listing], day: date) -> Truth:
    """Whether a dishonesty entry under item 1, on the day or later, ended an anomaly entry."""
    result: Truth = False
    for entry in listings:
        if entry.listed_on >= day and entry.list in ("dishonesty", None) and entry.item in ("1", None):
            if entry.list is not None and entry.item is not None:
                return True
            result = None
    return result


def _is_of_item(list_: str | None, entry_item: str | None, item: str) -> Truth:
    """Whether an entry is on the anomaly list under the item, or on the dishonesty list under item 1."""
    if list_ is not None:
        return None if entry_item is None else entry_item == (item if list_ == "anomaly" else "1")
    return None if entry_item in (None, item, "1") else False


def _dealt_with(entries: list[Listed] | None, item: str, day: date) -> Truth:
    if entries is None:
        return None
    result: Truth = False
    for list_, entry_item, listed_on, sure in entries:
        if listed_on >= day:
            same = _is_of_item(list_, entry_item, item)
            if same and sure:
                return True
            if same is not False:
                result = None
    return result


def _last_removed(ended: list[Removed], item: str, day: date) -> date | Unsure | None:
    latest: date | None = None
    for list_, entry_item, listed_on, removed in ended:
        if listed_on >= day:
            same = _is_of_item(list_, entry_item, item)
            if same is None:
                return UNSURE
            if same and (latest is None or removed > latest):
                latest = removed
    return latest


def _report_listed(entries: list[Listed] | None, deadline: date) -> Truth:
    if entries is None:
        return None
    result: Truth = False
    for _, item, listed_on, sure in entries:
        if listed_on > deadline and item in ("1", None):
            if item is not None and sure:
                return True
            result = None
    return result


def _last_report_removed(ended: list[Removed], deadline: date) -> date | Unsure | None:
    latest: date | None = None
    for _, item, listed_on, removed in ended:
        if listed_on > deadline and item in ("1", None):
            if item is None:
                return UNSURE
            if latest is None or removed > latest:
                latest = removed
    return latest


def _on_list(o: Organization, as_of: date, list_: str, day: date) -> Truth:
    """Whether it was put on a list on a day or later, removed since or not."""
    if o.listings is None:
        return None
    result: Truth = False
    for entry in o.listings:
        if day <= entry.listed_on <= as_of and entry.list in (list_, None):
            if entry.list is not None:
                return True
            result = None
    return result


def _excuses(o: Organization, as_of: date) -> dict[str, date | Unsure]:
    """For each item the day of the last certificate that was accepted."""
    if o.certificates is None:
        return dict.fromkeys("123456", UNSURE)
    found: dict[str, date | Unsure] = {}
    for c in o.certificates:
        if c.issued_on <= as_of and _by(c.accepted_on, as_of) is not None:
            if c.item is None:
                return dict.fromkeys("123456", UNSURE)
            known = found.get(c.item)
            if not isinstance(known, date) or c.issued_on > known:
                found[c.item] = c.issued_on
    return found


def _not_excused(excused: dict[str, date | Unsure], item: str, day: date) -> Truth:
    until = excused.get(item)
    if until is None:
        return True
    return None if isinstance(until, Unsure) else day > until


def _small_sanctions(penalties: list[Penalty] | None, as_of: date) -> list[tuple[Penalty, Truth]] | None:
    """Warnings and fines below the large ones that stand, each with whether it surely is one."""
    if penalties is None:
        return None
    found: list[tuple[Penalty, Truth]] = []
    for p in penalties:
        if p.decided_on < LISTS_SINCE or _by(p.quashed_on, as_of) is not None:
            continue
        if p.kind == "warning":
            found.append((p, True))
        elif p.kind is None:
            found.append((p, None))
        elif p.kind == "fine" and (p.amount is None or p.amount < LARGE_FINE):
            found.append((p, None if p.amount is None else True))
    return found


def _reports_filed(reports: Sequence[AnnualReport], as_of: date) -> dict[int, Truth]:
    """The years whose report was filed as required or put right; None where nobody said whether it was."""
    filed: dict[int, Truth] = {}
    for r in reports:
        if _by(r.submitted_on, as_of) is not None:
            if r.compliant or _by(r.corrected_on, as_of) is not None:
                filed[r.year] = True
            elif r.compliant is None:
                filed.setdefault(r.year, None)
    return filed


def _owed_reports(
    o: Organization,
    as_of: date,
    standing: Truth,
    registered: date,
    charity: date | None,
    excused: dict[str, date | Unsure],
) -> list[tuple[str, date, Truth]]:
    """The reports that are owed or may be: the rule about them, their deadline, whether that is sure."""
    if standing is False:
        return []
    until = excused.get("1", registered)
    filed = None if o.annual_reports is None else _reports_filed(o.annual_reports, as_of)
    records_since = o.records_since
    owed: list[tuple[str, date, Truth]] = []

    def look_at(rule: str, year: int, deadline: date, sure: Truth) -> None:
        if deadline >= as_of or (records_since is not None and records_since > date(year + 1, 1, 1)):
            return
        if isinstance(until, Unsure):
            sure = None
        elif deadline < until:
            return
        done = None if filed is None else filed.get(year, False)
        if done is not True:
            owed.append((rule, deadline, None if done is None else sure))

    if charity is not None:
        for year, deadline in CHARITY_DATES.items():
            if charity.year <= year:
                look_at("charity-report-not-filed", year, deadline, standing)
    last = REPORT_YEAR if charity is None else min(REPORT_YEAR, charity.year - 1)
    for form in NOT_FILED if o.form is None else (o.form,):
        sure = None if o.form is None else standing
        rule = NOT_FILED[form]
        for year in range(max(registered.year, 2004 if form == "foundation" else 1998), last + 1):
            if form == "foundation":
                look_at(rule, year, date(year + 1, 3, 31), sure)
                continue
            half_a_year = year >= 2025 if form == "social_group" else year >= 2005
            if not half_a_year or registered <= date(year, 6, 30):
                look_at(rule, year, date(year + 1, 5, 31), sure)
    return owed


def _owed_since(
    o: Organization,
    standing: Truth,
    charity: date | None,
    owed: list[tuple[str, date, Truth]],
    clock: date,
    as_of: date,
) -> tuple[Truth, Truth]:
    """Whether a report is owed that fell due since the clock began, and one that did within two years."""
    since: Truth = False
    lately: Truth = False
    if o.form is None and standing is not False and _any_year_open(o, charity, as_of):
        since = lately = None
    for _, deadline, sure in owed:
        if deadline >= clock and since is not True:
            since = sure
        if lately is not True and _years_later(deadline + DAY, 2) >= as_of:
            lately = sure
    return since, lately


def _any_year_open(o: Organization, charity: date | None, as_of: date) -> bool:
    """Whether a report may be owed for some year by an organization of unknown form."""
    filed = None if o.annual_reports is None else _reports_filed(o.annual_reports, as_of)
    last = REPORT_YEAR if charity is None else min(REPORT_YEAR, charity.year - 1)
    return any(
        (o.records_since is None or o.records_since <= date(year + 1, 1, 1))
        and (filed is None or filed.get(year) is not True)
        for year in range(1998, last + 1)
    )


def _party_duty_missed(o: Organization, as_of: date, excused: dict[str, date | Unsure]) -> Truth:
    if o.party_organization_required is False:
        return False
    since = _by(o.party_duty_since, as_of)
    founded = _by(o.party_organization_on, as_of)
    if since is None:
        return None
    if founded is not None and founded <= since:
        return False
    return _and(o.party_organization_required, _not_excused(excused, "2", since))


def _overdue_rectifications(
    o: Organization, as_of: date, excused: dict[str, date | Unsure]
) -> list[tuple[date | None, date, bool, Truth]] | None:
    """Those not made in time: the day they were due and ordered, whether they are open, whether all this is sure."""
    if o.rectifications is None:
        return None
    until = excused.get("3")
    found: list[tuple[date | None, date, bool, Truth]] = []
    for r in o.rectifications:
        if r.ordered_on > as_of:
            continue
        verified = _by(r.verified_on, as_of)
        due = r.due_on
        if due is None:
            found.append((None, r.ordered_on, verified is None, None))
            continue
        completed = _by(r.completed_on, as_of)
        if (
            due >= as_of
            or (completed is not None and completed <= due)
            or (verified is not None and verified <= due)
            or (isinstance(until, date) and due < until)
        ):
            continue
        found.append((due, r.ordered_on, verified is None, None if isinstance(until, Unsure) else True))
    return found


def _mail_failures(o: Organization, as_of: date, excused: dict[str, date | Unsure]) -> list[tuple[date, Truth]] | None:
    """Second letters for which nobody signed: the first of each row of them."""
    if o.mailings is None:
        return None
    letters = [letter for letter in o.mailings if letter.sent_on <= as_of]
    unanswered: list[tuple[date, Truth]] = []
    for letter in letters:
        if letter.signed_for:
            continue
        second: Truth = False
        for first in letters:
            if not first.signed_for and 15 <= (letter.sent_on - first.sent_on).days <= 30:
                second = True if first.signed_for is False else second or None
        sure = second if letter.signed_for is False or second is False else None
        if sure is not False:
            unanswered.append((letter.sent_on, sure))
    failures: list[tuple[date, Truth]] = []
    for sent_on, surely_unanswered in unanswered:
        sure = _and(surely_unanswered, _not_excused(excused, "6", sent_on))
        for earlier, surely_earlier in unanswered:
            if sure is False:
                break
            if earlier < sent_on:
                reached = _reached_between(o, letters, earlier, sent_on, as_of)
                if reached is False and surely_earlier:
                    sure = False
                elif reached is not True:
                    sure = None
        if sure is not False:
            failures.append((sent_on, sure))
    return failures


def _reached_between(o: Organization, letters: Sequence[Mailing], earlier: date, later: date, as_of: date) -> Truth:
    """Whether somebody signed between two letters, or contact was restored from the first to the second."""
    reached: Truth = False
    for reply in letters:
        if reply.signed_for is not False and earlier < reply.sent_on < later:
            if reply.signed_for:
                return True
            reached = None
    if o.contact_failures is None:
        return None
    for failure in o.contact_failures:
        restored = _by(failure.restored_on, as_of)
        if failure.found_on <= as_of and restored is not None and earlier <= restored < later:
            return True
    return reached


def _unanswered_since(o: Organization, as_of: date, failures: list[tuple[date, Truth]]) -> list[tuple[date, Truth]]:
    """The failures after which nobody signed and contact was not restored."""
    still: list[tuple[date, Truth]] = []
    for sent_on, surely_failed in failures:
        sure = surely_failed
        for reply in o.mailings or ():
            if sent_on < reply.sent_on <= as_of and reply.signed_for is not False:
                sure = False if reply.signed_for else sure and None
                if sure is False:
                    break
        if sure is False:
            continue
        if o.contact_failures is None:
            sure = None
        elif any(
            failure.found_on <= as_of
            and (restored := _by(failure.restored_on, as_of)) is not None
            and restored >= sent_on
            for failure in o.contact_failures
        ):
            continue
        still.append((sent_on, sure))
    return still


def _events(
    o: Organization,
    as_of: date,
    annulled: date | None,
    penalties: list[Penalty] | None,
    small: list[tuple[Penalty, Truth]] | None,
    listable: date,
) -> tuple[Grounds, bool]:
    """The grounds of the dishonesty list but for item 1, and whether others may hold."""
    grounds: Grounds = ()
    unknown = False

    def event(rule: str, found: Sequence[tuple[date, Truth]] | None) -> None:
        """A rule about events: dealt with by an entry on the list since."""
        nonlocal grounds, unknown
        if found is None:
            unknown = True
            return
        days: list[date | None] = []
        for day, sure in found:
            listed = _on_list(o, as_of, "dishonesty", day)
            if listed is None or (listed is False and not sure):
                unknown = True
            elif not listed:
                days.append(max(day, listable))
        if days:
            grounds += _ordered(rule, days)

    changes, defaults = o.revoked_changes, o.judgment_defaults
    event(
        "change-obtained-by-fraud",
        None
        if changes is None
        else [
            (change.revoked_on, True)
            for change in changes
            if LISTS_SINCE <= change.revoked_on <= as_of and _by(change.quashed_on, as_of) is None
        ],
    )
    event(
        "judgment-default",
        None
        if defaults is None
        else [
            (default.listed_on, True)
            for default in defaults
            if LISTS_SINCE <= default.listed_on <= as_of and _by(default.removed_on, as_of) is None
        ],
    )
    if penalties is None or small is None:
        if annulled is not None and annulled >= LISTS_SINCE:
            event("registration-annulled", [(annulled, True)])
        return grounds, True
    large: list[tuple[date, Truth]] = []
    revocations: list[tuple[date, Truth]] = []
    suspensions: list[tuple[date, Truth]] = []
    for p in penalties:
        decided, kind = p.decided_on, p.kind
        if decided < LISTS_SINCE or _by(p.quashed_on, as_of) is not None:
            continue
        if kind in ("fine", None) and (p.amount is None or p.amount >= LARGE_FINE):
            large.append((decided, None if kind is None or p.amount is None else True))
        if kind in ("revocation", None):
            revocations.append((decided, None if kind is None else True))
        if kind in ("suspension", None):
            suspensions.append((decided, None if kind is None else True))
    event("large-fine", large)
    if annulled is not None and annulled >= LISTS_SINCE:
        event("registration-annulled", [(annulled, True)])
    event("registration-revoked", revocations)
    event("suspension", suspensions)
    event("two-small-sanctions", [(p.decided_on, sure) for p, sure in _repeated(small)])
    event("two-small-sanctions-on-one-day", [(p.decided_on, sure) for p, sure in _on_one_day(small)])
    return grounds, unknown


def _repeated(small: list[tuple[Penalty, Truth]]) -> list[tuple[Penalty, Truth]]:
    """Small sanctions by another decision than one of the three years before."""
    found: list[tuple[Penalty, Truth]] = []
    if len(small) < 2:
        return found
    for later, sure in small:
        second: Truth = False
        for earlier, surely_earlier in small:
            if earlier.decided_on <= later.decided_on <= _years_later(earlier.decided_on, 3):
                if earlier.decision_no is not None and later.decision_no is not None:
                    other = earlier.decision_no != later.decision_no
                else:
                    other = earlier.decided_on < later.decided_on
                if other:
                    second = True if surely_earlier else second or None
        if second is not False:
            found.append((later, _and(sure, second)))
    return found


def _on_one_day(small: list[tuple[Penalty, Truth]]) -> list[tuple[Penalty, Truth]]:
    """Small sanctions without a number that another authority gave on the same day."""
    found: list[tuple[Penalty, Truth]] = []
    for later, sure in small:
        same_day = [one for one in small if one[0].decided_on == later.decided_on]
        if len(same_day) < 2:
            continue
        several: Truth = True if sum(1 for one in same_day if one[1]) > 1 else None
        result: Truth = False
        for other, surely_other in same_day:
            if other.decision_no is not None and later.decision_no is not None:
                continue
            differ: Truth = True
            if other.authority is None or later.authority is None:
                differ = None
            elif other.authority == later.authority:
                continue
            result = True if surely_other and several and differ else result or None
        if result is not False:
            found.append((later, _and(sure, result)))
    return found


def _anomaly_clock(  # noqa: PLR0913, PLR0917 - one argument a kind of ground
    o: Organization,
    as_of: date,
    registered: date,
    charity: date | None,
    entries: list[Listed] | None,
    excused: dict[str, date | Unsure],
    penalties: list[Penalty] | None,
    small: list[tuple[Penalty, Truth]] | None,
    party: Truth,
    overdue: list[tuple[date | None, date, bool, Truth]] | None,
    letters: list[tuple[date, Truth]] | None,
    listable: date,
) -> date | Unsure | None:
    """The day on which the clock of the anomaly list began: the listing, or the newest ground since."""
    clock = _anomaly_listed_since(o, as_of, entries)
    if not isinstance(clock, date):
        return clock
    if None in (small, overdue, letters, o.contact_failures) or (party is None):
        return UNSURE
    days: list[date] = [clock, LISTS_SINCE]
    sure: Truth
    for p, is_small in small or ():
        sure = _and(is_small, _not_excused(excused, "5", p.decided_on))
        if sure is None:
            return UNSURE
        if sure:
            days.append(p.decided_on)
    for due, _, _, sure in overdue or ():
        if due is None or not sure:
            return UNSURE
        days.append(due + DAY)
    for failure in o.contact_failures or ():
        if failure.found_on <= as_of:
            sure = _not_excused(excused, "6", failure.found_on)
            if sure is None:
                return UNSURE
            if sure:
                days.append(failure.found_on)
    for sent_on, sure in letters or ():
        if not sure:
            return UNSURE
        days.append(sent_on)
    if party:
        assert o.party_duty_since is not None
        days.append(o.party_duty_since)
    fundraising = _newest_fundraising_ground(o, as_of, entries, excused)
    late = _newest_late_report_from(o, as_of, registered, charity, listable)
    if isinstance(fundraising, Unsure) or isinstance(late, Unsure):
        return UNSURE
    return max(*days, fundraising, late)


def _anomaly_listed_since(o: Organization, as_of: date, entries: list[Listed] | None) -> date | Unsure | None:
    """The first day of its stay on the anomaly list; entries without a gap between them are one stay."""
    listings = [entry for entry in o.listings or () if entry.listed_on <= as_of]
    current = [
        (day, sure if list_ is not None else None) for list_, _, day, sure in entries or () if list_ != "dishonesty"
    ]
    first: date | None = None
    for entry in listings:
        if entry.list == "dishonesty":
            continue
        removed = _by(entry.removed_on, as_of)
        stays: Truth = False
        for day, sure in current:
            if removed is None or removed >= day:
                stays = True if sure else stays or None
        if stays is False:
            continue
        carried = _carried_on(listings, entry.listed_on)
        if carried:
            continue
        if carried is None or stays is None or entry.list is None:
            return UNSURE
        if first is None or entry.listed_on < first:
            first = entry.listed_on
    return first


def _newest_fundraising_ground(
    o: Organization, as_of: date, entries: list[Listed] | None, excused: dict[str, date | Unsure]
) -> date | Unsure:
    if not o.public_fundraising:
        return LISTS_SINCE
    if o.fundraising_lapses is None:
        return UNSURE
    newest = LISTS_SINCE
    for lapse in o.fundraising_lapses:
        if lapse.found_on <= as_of:
            sure = _not_excused(excused, "4", lapse.found_on)
            if sure is None:
                return UNSURE
            if sure:
                newest = max(newest, lapse.found_on)
    asked: Truth = False
    for _, _, day, stands in entries or ():
        if FUNDRAISING_TERM_FROM <= day < FUNDRAISING_TERM_UNTIL:
            asked = True if stands else asked or None
    if asked is False:
        return newest
    quiet = _by(o.last_fundraising_on, as_of)
    if quiet is None:
        return UNSURE
    qualified = _by(o.fundraising_qualified_on, as_of)
    if qualified is not None and qualified > quiet:
        quiet = qualified
    idle_from = _half_a_year_later(quiet) + DAY
    if max(LISTS_SINCE, idle_from) >= FUNDRAISING_TERM_UNTIL or idle_from > as_of:
        return newest
    counts = _and(asked, _not_excused(excused, "4", idle_from))
    if counts is None:
        return UNSURE
    return max(newest, idle_from) if counts else newest


def _newest_late_report_from(
    o: Organization, as_of: date, registered: date, charity: date | None, listable: date
) -> date | Unsure:
    """The day on which the newest report that was put right late had become late."""
    if o.annual_reports is None:
        return UNSURE
    newest: int | None = None
    for r in o.annual_reports:
        submitted = _by(r.submitted_on, as_of)
        if submitted is None:
            continue
        corrected = _by(r.corrected_on, as_of)
        for day, counts in ((submitted, r.compliant), (corrected, None if r.compliant is None else not r.compliant)):
            if day is None or counts is False:
                continue
            late = _filed_late(o.form, registered, charity, r.year, day)
            if late is False:
                continue
            if late is None or counts is None:
                return UNSURE
            if newest is None or r.year > newest:
                newest = r.year
    if newest is None:
        return LISTS_SINCE
    if charity is not None and charity.year <= newest:
        deadline = CHARITY_DATES.get(newest)
    elif o.form is None:
        return UNSURE
    else:
        deadline = _deadline_of(o.form, newest)
    return (LISTS_SINCE if deadline is None else deadline) + DAY


def _deadline_of(form: str, year: int) -> date | None:
    if form == "foundation":
        return date(year + 1, 3, 31) if year >= 2004 else None
    return date(year + 1, 5, 31) if year >= 1998 else None


def _filed_late(form: str | None, registered: date, charity: date | None, year: int, day: date) -> Truth:
    """Whether a day lies after the deadline of a report year; no where the report was not owed."""
    if charity is not None and charity.year <= year:
        deadline = CHARITY_DATES.get(year)
        return deadline is not None and day > deadline
    if form is None:
        return None
    deadline = _deadline_of(form, year)
    if deadline is None or registered.year > year:
        return False
    half_a_year = (form == "social_group" and year >= 2025) or (form == "service_agency" and year >= 2005)
    if half_a_year and registered > date(year, 6, 30):
        return False
    return day > deadline


# -- revocation --------------------------------------------------------------------------------------------------------


def _revocation_ground(  # noqa: PLR0912, PLR0915 - one branch a ground
    o: Organization,
    as_of: date,
    standing: Truth,
    registered: date | None,
    charity: date | None,
    reinstated: date | Unsure | None,
) -> Result:
    if not standing:
        return NOT_APPLICABLE if standing is False else UNDETERMINED
    assert registered is not None
    form = o.form
    grounds: Grounds = ()
    unknown = False
    activities = None if o.activities is None else [a for a in o.activities if a.held_on <= as_of]
    whole_life = o.records_since is None or o.records_since <= registered

    if charity is not None:
        start = charity if o.records_since is None else max(charity, o.records_since)
        idle: date | None = start
        if activities is None:
            idle = None
        else:
            for a in activities:
                if a.charitable is None:
                    idle = None
                    break
                if a.charitable and a.held_on > start:
                    idle = start = a.held_on
        if idle is None:
            unknown = True
        elif (idle_from := _years_later(idle, 2) + DAY) <= as_of:
            since = _since(max(idle_from, registered), reinstated)
            grounds += (("charity-idle", None if since is None else max(since, CHARITY_LAW_2023)),)

    fraud = _by(o.registration_fraud_found_on, as_of)
    year_over = _years_later(registered, 1) < as_of and whole_life
    if form is None:
        unknown |= fraud is not None or _by(o.supervisor_consent_withdrawn_on, as_of) is not None
        unknown |= year_over and (
            activities is None or not any(a.held_on >= registered and a.within_charter for a in activities)
        )
        if not unknown and o.annual_reports is None:
            unknown = True
        elif not unknown:
            filed = _submitted_years(o.annual_reports or (), as_of)
            unknown = bool(
                _foundation_missed(o, as_of, registered, charity, filed)
                or _agency_missed(o, as_of, registered, charity, filed)
                or _agency_failed(o.annual_reports or (), as_of)
            )
        return _or_unknown(grounds, unknown)

    if fraud is not None:
        rule = form.replace("_", "-") + "-fraud"
        start = date(2004, 6, 1) if form == "foundation" else date(1998, 10, 25)
        since = _since(max(fraud, registered), reinstated)
        fraud_ground: Grounds = ((rule, None if since is None else max(since, start)),)
    else:
        fraud_ground = ()
    if form == "social_group":
        grounds += fraud_ground
        if year_over:
            if activities is None:
                unknown = True
            elif not any(a.held_on >= registered for a in activities):
                since = _since(_years_later(registered, 1) + DAY, reinstated)
                grounds += (("social-group-inactive", None if since is None else max(since, date(1998, 10, 25))),)
        return _or_unknown(grounds, unknown)

    reports = o.annual_reports
    if form == "foundation":
        grounds += fraud_ground
        if year_over:
            inactive: Truth = True if activities is not None else None
            for a in activities or ():
                if a.held_on >= registered and a.within_charter is not False:
                    inactive = False if a.within_charter else inactive and None
                    if inactive is False:
                        break
            if inactive:
                since = _since(_years_later(registered, 1) + DAY, reinstated)
                grounds += (("foundation-inactive", None if since is None else max(since, date(2004, 6, 1))),)
            unknown |= inactive is None
        submitted = None if reports is None else _submitted_years(reports, as_of)
        missed = _foundation_missed(o, as_of, registered, charity, submitted)
        if reports is None:
            unknown |= bool(missed)
        elif missed:
            days = [_since(max(day, date(2006, 1, 12)), registered, reinstated) for day in missed]
            grounds += _ordered("foundation-two-years-missed", days)
        return _or_unknown(grounds, unknown)

    grounds += fraud_ground
    if reports is None:
        unknown = True
    else:
        if failed := _agency_failed(reports, as_of):
            days = [_since(max(day, date(2005, 6, 1)), registered, reinstated) for day in failed]
            grounds += _ordered("service-agency-two-years-failed", days)
        if missed := _agency_missed(o, as_of, registered, charity, _submitted_years(reports, as_of)):
            days = [_since(day, registered, reinstated) for day in missed]
            grounds += _ordered("service-agency-two-years-missed", days)
    withdrawn = _by(o.supervisor_consent_withdrawn_on, as_of)
    if withdrawn is not None:
        since = _since(max(withdrawn, registered), reinstated)
        since = None if since is None else max(since, date(1998, 10, 25))
        grounds += (("supervisor-consent-withdrawn", since),)
    return _or_unknown(grounds, unknown)


def _submitted_years(reports: Sequence[AnnualReport], as_of: date) -> set[int]:
    return {r.year for r in reports if r.submitted_on is not None and r.submitted_on <= as_of}


def _foundation_missed(
    o: Organization, as_of: date, registered: date, charity: date | None, filed: set[int] | None
) -> list[date]:
    """The days after the deadlines of missed years before which another year was missed."""
    days: list[date] = []
    before = False
    for year in range(max(2005, registered.year), REPORT_YEAR + 1):
        if filed is not None and year in filed:
            continue
        if before and (charity is None or charity.year > year) and date(year + 1, 3, 31) < as_of:
            days.append(date(year + 1, 4, 1))
        before = before or o.records_since is None or o.records_since <= date(year + 1, 1, 1)
    return days


def _agency_missed(o: Organization, as_of: date, registered: date, charity: date | None, filed: set[int]) -> list[date]:
    """The days after the deadlines of missed years that follow a missed year."""
    days: list[date] = []
    last = REPORT_YEAR if charity is None else min(REPORT_YEAR, charity.year - 1)
    for year in range(max(2005, registered.year + 1), last + 1):
        if year in filed or year - 1 in filed:
            continue
        if o.records_since is not None and o.records_since > date(year, 1, 1):
            continue
        if date(year + 1, 5, 31) < as_of and (year == 2005 or registered <= date(year - 1, 6, 30)):
            days.append(date(year + 1, 6, 1))
    return days


def _agency_failed(reports: Sequence[AnnualReport], as_of: date) -> list[date]:
    """The days of conclusions by which the two latest concluded years were failed."""
    concluded = [(r.year, r.concluded_on, r.conclusion) for r in reports if r.conclusion is not None]
    concluded = [one for one in concluded if one[1] is not None and one[1] <= as_of]
    days: list[date] = []
    for year, day, conclusion in concluded:
        if conclusion != "failed" or day is None:
            continue
        for other, other_day, other_conclusion in concluded:
            if other == year or other_conclusion != "failed" or other_day is None or other_day > day:
                continue
            if all(each in (year, other) or each < min(year, other) for each, _, _ in concluded):
                days.append(day)
                break
    return days
