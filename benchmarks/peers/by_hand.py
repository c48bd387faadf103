"""The questions as plain Python, as a programmer would write them today: the floor.

They read a validated organization and answer in the order of the ruleset. True, false, and None for unknown.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from socorg_rules import Organization

Answer = bool | None

_SHARE: Final = Decimal("0.66667")
_MINISTRY: Final = Decimal(20_000_000)
_FOUNDATION: Final = Decimal(2_000_000)
_LARGE: Final = Decimal(50_000)
_DECOUPLED_BY: Final = date(2020, 12, 31)
_LISTS_SINCE: Final = date(2018, 1, 24)
_FIXED: Final = frozenset(("own", "leased", "free"))


def both(one: Answer, other: Answer) -> Answer:
    """Kleene *and*."""
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def facts(of: Organization) -> tuple[Answer, ...]:
    """The questions about single facts."""
    form = of.form
    group = agency = foundation = None
    if form is not None:
        group, agency, foundation = form == "social_group", form == "service_agency", form == "foundation"
    registered, level = of.registered_on, of.level
    staff, organs, premises = of.full_time_staff, of.charter_and_organs, of.premises
    members, units = of.individual_members, of.unit_members
    no_staff = None if staff is None else staff == 0
    barred, same, national_name = of.founder_barred, of.same_field_exists, of.national_name
    share, board, supervisors = of.non_state_share, of.board_members, of.board_supervisors
    elsewhere = of.representative_elsewhere
    for_ministry: Answer = False
    if foundation is not False and level == "national":
        capital = of.registered_capital
        large = None if capital is None else capital > _MINISTRY
        if not (of.foundation_public or large or of.overseas_representative):
            wanted = (foundation, of.foundation_public, large, of.overseas_representative)
            for_ministry = None if None in wanted else True
    small: Answer = False
    if registered is None:
        small = None if of.activity_scale is None else of.activity_scale == "small_loose"
    late: Answer = False
    if registered is not None and registered <= _DECOUPLED_BY and of.decoupled_on is None:
        late = None if of.decoupled is None else not of.decoupled
    paid = of.capital_paid_in
    secretary: Answer = False
    if of.charity_recognized_on is not None:
        full_time, chair = of.full_time_secretary_general, of.chair_is_secretary_general
        if full_time is False or chair is True:
            secretary = True
        elif full_time is None or chair is None:
            secretary = None
    licensed = (group and of.legal_person_by_law) or (agency and of.practice_licence)
    if not licensed:
        licensed = None if form is None and (of.legal_person_by_law or of.practice_licence) else False
    few: Answer = None
    if (members is not None and members >= 50) or (units is not None and units >= 30):
        few = False
    elif members is not None and units is not None:
        few = True
    return (
        both(agency, no_staff),
        both(foundation, no_staff),
        both(agency, None if premises is None else premises == "none"),
        both(group, None if premises is None else premises not in _FIXED),
        both(foundation, None if organs is None else not organs),
        both(agency, None if share is None else share < _SHARE),
        both(group, barred),
        both(agency, same),
        group if national_name and level != "national" else False,
        both(foundation, None if board is None else not 5 <= board <= 25),
        both(foundation, None if supervisors is None else supervisors == 0),
        both(None if form is None else not agency, elsewhere),
        for_ministry,
        small,
        registered is None and of.filed_on is not None and of.filed_with == "township",
        late,
        group if of.registration_fraud_found_on is not None and registered is not None else False,
        agency if of.supervisor_consent_withdrawn_on is not None and registered is not None else False,
        licensed,
        both(foundation, None if paid is None else paid < _FOUNDATION) if registered is None else False,
        secretary,
        both(group, few),
    )


def lists(of: Organization) -> tuple[Answer, ...]:
    """The questions about lists and sets."""
    annulled_on, listings = of.registration_annulled_on, of.listings
    annulled: Answer = False
    if annulled_on is not None and annulled_on >= _LISTS_SINCE:
        annulled = None
        if listings is not None:
            listed: Answer = False
            for entry in listings:
                if entry.listed_on >= annulled_on:
                    if entry.list == "dishonesty":
                        listed = True
                        break
                    if entry.list is None:
                        listed = None
            annulled = None if listed is None else not listed
    standing = None if listings is None else any(entry.removed_on is None for entry in listings)
    fined: Answer = None
    if of.penalties is not None:
        fined = False
        for penalty in of.penalties:
            if penalty.quashed_on is None:
                kind, amount = penalty.kind, penalty.amount
                if (kind is not None and kind != "fine") or (amount is not None and amount < _LARGE):
                    continue
                if kind is None or amount is None:
                    fined = None
                    continue
                fined = True
                break
    categories = of.categories
    return annulled, standing, fined, None if categories is None else "industry_association" in categories


def everything(of: Organization) -> tuple[Answer, ...]:
    """All questions."""
    return facts(of) + lists(of)
