"""What is seen of a record: what conditions came to, which facts are null or unknown, and the values of facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from socorg_rules import Organization, Rulebook
from socorg_rules.engines.compiled.looking import Look, Loop, Seen, looking
from socorg_rules.feel import plan as p
from tests.small_law import library_of, one_decision, rule, ruleset_text

AS_OF = date(2026, 6, 15)
CAPITAL = p.Fact("registered_capital")
FILED = p.Fact("filed_on")
IS_POOR = p.Compare("<", CAPITAL, p.Constant(3_000_000))
AMOUNT = p.Element("each", "penalties", "amount")
IS_LARGE = p.Compare(">", AMOUNT, p.Constant(500))
WHEN = "registered_capital < 30000 and filed_on = null and not(some p in penalties satisfies p.amount > 5)"
RULEBOOK = Rulebook(library_of(ruleset_text(one_decision(rule("a", "outcome", when=f"'{WHEN}'")))))


def seen(look: Look, **facts: Any) -> Seen | None:
    """What is seen of a record with these facts."""
    organization = Organization.model_validate({"level": "county", "division": "110105", **facts})
    law = RULEBOOK.selection().law_for("110105", AS_OF)
    program = RULEBOOK.compiled_law(law).program(AS_OF)
    return looking(program.expressions, look)(program.reader(["outcome"])(vars(organization), AS_OF))


def shape(look: Look, **facts: Any) -> object:
    found = seen(look, **facts)
    return None if found is None else found[0]


def fine(amount: str) -> dict[str, str]:
    return {"decided_on": "2020-01-01", "amount": amount}


def test_conditions_tell_what_they_came_to() -> None:
    look = Look(dict.fromkeys([IS_POOR]))
    assert [shape(look, registered_capital=capital) for capital in ("5", "30000", None)] == [(True,), (False,), (...,)]


def test_facts_tell_whether_they_are_null_or_unknown_and_their_values() -> None:
    look = Look(facts=dict.fromkeys([CAPITAL, FILED]))
    assert seen(look) == ((..., None), [..., None], [])
    assert seen(look, registered_capital="5", filed_on="2020-01-01") == ((0, 0), [500, date(2020, 1, 1)], [])


def test_loops_tell_the_same_of_each_member_and_nothing_of_none() -> None:
    loop = Loop(p.Events("penalties"), "each", look=Look(dict.fromkeys([IS_LARGE]), dict.fromkeys([AMOUNT])))
    look = Look(loops={(loop.domain,): loop})
    assert seen(look, penalties=[fine("5"), fine("6")]) == (((None, (False, 0), (True, 0)),), [500, 600], [])
    assert seen(look, penalties=[]) == (((None,),), [], [])
    assert seen(look) == (((...,),), [], [])


def test_of_members_of_which_nothing_is_told_nothing_is_seen() -> None:
    loop = Loop(p.Events("penalties"), "each", IS_LARGE, wanted=(True,), look=Look(facts=dict.fromkeys([AMOUNT])))
    look = Look(loops={(loop.domain,): loop})
    assert seen(look, penalties=[fine("5"), fine("6")]) == (((None, (0,)),), [600], [])


def test_of_too_long_a_list_nothing_is_seen() -> None:
    loop = Loop(p.Events("penalties"), "each", look=Look(dict.fromkeys([IS_LARGE])))
    assert seen(Look(loops={(loop.domain,): loop}), penalties=[fine("5")] * 100) is None
