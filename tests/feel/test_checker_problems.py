"""Every problem of the checker: what it says, where, and what to write instead."""

from __future__ import annotations

from pathlib import Path

from socorg_rules.feel import type_messages
from socorg_rules.feel import types as t
from socorg_rules.feel.checker import Checker
from socorg_rules.feel.parser import parse_expression, parse_iterator
from socorg_rules.feel.places import place_in
from socorg_rules.feel.scope import EventFrame, Scope
from socorg_rules.problems import Problem, ProblemKind, Problems
from tests.feel.checking import Names, checker_for, problems_of
from tests.golden import check_golden

GOLDEN = Path(__file__).parent / "golden" / "checker.txt"

EXPRESSIONS = [
    # names
    "regstered_capital >= 30000",
    "注册资本 >= 30000",
    "count(penalties[count(listings[listed_on > decided_on and item_no = 1]) > 0]) > 0",
    "count(listings[count(judgment_defaults[listed_on <= as_of]) > 0]) > 0",
    "some p in penalties satisfies p.amont > 5",
    "party_duty_since.week = 1",
    "count(penalties.fine) > 0",
    "sum(penalties.amout) > 0",
    "registered_capital.year = 2024",
    # functions
    "average(penalties.amount) > 5",
    "large_fine_in(party_duty_since) > 5",
    "large_fine_on() > 5",
    "large_fine_on(5) != null",
    "count(penalties, ratings) > 5",
    "sum(1, 2) > 5",
    "max(penalties) > 5",
    "add_working_days(party_duty_since) > as_of",
    "add_working_days(5, 5) > as_of",
    "add_working_days(party_duty_since, 0) > as_of",
    "add_working_days(party_duty_since, 1.5) > as_of",
    # types
    "registered_capital + overseas > 5",
    "min(registered_capital, party_duty_since) > 5",
    "if overseas then 5 else party_duty_since",
    "sum(penalties.decided_on) > 5",
    "max(penalties.authority) > 5",
    "registered_capital > party_duty_since",
    "form = level",
    'categories = "sports"',
    "term = term",
    'form > "social_group"',
    "overseas < true",
    'form = "social_club"',
    'form in ("社会", "foundation")',
    '"footbal" in categories',
    "form in categories",
    'registered_capital = "much"',
    '"much" in 5',
    '"a" = "b"',
    "supervisor != null and supervisor = supervisor",
    "individual_members > registered_capital",
    "registered_capital * capital_paid_in > 5",
    "registered_capital + individual_members > 5",
    "as_of.year * 2 > 5",
    # null
    "registered_on > as_of",
    "max(ratings.withdrawn_on) != null",
    "registered_capital = null",
    "penalties = null",
    "cross_region != null",
    "null = null",
    "null > 5",
    "null",
    "if overseas then null else null",
    # numbers and dates
    "1000000000 * registered_capital > 5",
    "as_of",
    'party_duty_since > as_of + @"P1Y"',
    "max(as_of, party_duty_since) > party_duty_since",
    "as_of.month = 5",
    'party_duty_since - @"P1Y" < as_of',
    "party_duty_since - last_fundraising_on > 5",
    "(registered_capital - 5).days > 5",
    "party_duty_since + 5 > as_of",
    "party_duty_since" + ' + @"P99Y"' * 11 + " > as_of",
    "date(individual_members, 5, 31) > as_of",
    "date(as_of.year + 101, 5, 31) > as_of",
    "some y in 2018..2020 satisfies y > 2019",
    "some y in as_of.year..as_of.year satisfies y > 2019",
    "some y in 1800..as_of.year satisfies y > 2019",
    # lists
    "some p in registered_capital satisfies true",
    "some p in 5 satisfies true",
    "count(registered_capital) > 5",
    "count(first_day) > 5",
    "penalties",
    "fines",
    'penalties[kind = "fine"]',
    'penalties[kind = "fine"].amount > 5',
    '["fine"]',
    "[]",
    "some p in penalties satisfies p",
    "registered_capital",
    "registered_capital and overseas",
    "not(registered_capital)",
    "some fines in penalties satisfies true",
    "some as_of in penalties satisfies true",
]


def _rendered(text: str, problems: list[Problem]) -> str:
    lines = [text]
    for problem in problems:
        lines += [f"  {problem.render('zh')}", f"  {problem.render('en')}"]
    return "\n".join(lines)


def _found(text: str) -> list[Problem]:
    problems = Problems()
    tree = parse_expression(text, place_of=place_in("rules.yaml", text), problems=problems)
    if tree is not None:
        assert checker_for(text, problems).check_condition(tree) is None, text
    return problems.sorted()


def test_problems_read_as_they_should() -> None:
    check_golden(GOLDEN, "\n".join(_rendered(text, _found(text)) for text in EXPRESSIONS) + "\n")


def test_every_problem_of_the_checker_has_an_example() -> None:
    kinds = {kind.code for kind in vars(type_messages).values() if isinstance(kind, ProblemKind)}
    assert kinds == {problem.code for text in EXPRESSIONS for problem in _found(text)}


def test_a_problem_stands_at_its_own_part_of_the_expression() -> None:
    (problem,) = problems_of('overseas and form = "clubs"')
    assert (problem.place.line, problem.place.column) == (1, 21)


def test_only_one_problem_is_told_of_one_expression() -> None:
    assert len(problems_of("registered_on > as_of and filed_on > as_of")) == 1


def test_a_broken_definition_is_not_reported_again_where_it_is_used() -> None:
    assert problems_of("broken > 5").sorted() == []
    assert problems_of("broken_decision").sorted() == []
    assert problems_of("count(broken) > 5").sorted() == []


def test_a_value_may_be_null_only_where_the_caller_allows_it() -> None:
    assert [problem.code for problem in problems_of("registered_on", expected=t.DATE)] == ["E148"]


def test_an_iterator_over_something_else_is_refused() -> None:
    problems = Problems()
    text = "x in registered_capital"
    parts = parse_iterator(text, place_of=place_in("rules.yaml", text), problems=problems)
    assert parts is not None
    assert checker_for(text, problems).check_iterator(*parts) is None
    assert [problem.code for problem in problems] == ["E160"]


def test_a_wrong_definition_gives_nothing() -> None:
    problems = Problems()
    text = "penalties[amont > 5]"
    tree = parse_expression(text, place_of=place_in("rules.yaml", text), problems=problems)
    assert tree is not None
    assert checker_for(text, problems).check_any(tree) is None
    assert [problem.code for problem in problems] == ["E140"]


def test_an_event_is_no_value() -> None:
    frame = EventFrame("p", t.EventType("penalties"), named=True)
    problems = Problems()
    tree = parse_expression("p", place_of=place_in("rules.yaml", "p"), problems=problems)
    assert tree is not None
    checker = Checker(Scope(Names(), (frame,)), problems, place_in("rules.yaml", "p"))
    assert checker.check(tree) is None
    assert [problem.code for problem in problems] == ["E145"]
