"""The part that other engines are asked, too: the same questions in every form in which they are put."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.peer_engines import page_with
from benchmarks.peers import by_hand, durable_host
from benchmarks.peers.chart import bar_chart
from benchmarks.peers.encoding import code_of, coded
from benchmarks.peers.formulas import COMPARISONS, All, AnyOf, Compare, Constant, Contains, Events, Fact, Formula, Known
from benchmarks.peers.questions import formulas, names
from benchmarks.peers.records import facts_named, organizations, plain
from benchmarks.peers.registry import FLOOR, OURS, PEERS, REFERENCE, named
from socorg_rules import Organization

COUNT = 400
ORGANIZATIONS = organizations(COUNT)


def expected(organization: Organization, *, lists: bool = True) -> list[bool | None]:
    reference = named(REFERENCE)
    _, answers = reference.loaded(lists=lists)
    return reference.read(answers(organization))


def read(formula: Formula, record: dict[str, Any], event: dict[str, Any]) -> bool:
    """A formula, in two values."""

    def value(operand: Fact | Constant) -> Any:
        if isinstance(operand, Constant):
            return operand.value
        return (record if operand.list_name is None else event)[operand.name]

    match formula:
        case All(parts=parts):
            return all(read(part, record, event) for part in parts)
        case AnyOf(parts=parts):
            return any(read(part, record, event) for part in parts)
        case Known(fact=fact, known=known):
            return (value(fact) is not None) is known
        case Compare(operator=operator, left=left, right=right):
            return bool(COMPARISONS[operator](value(left), value(right)))
        case Contains(fact=name, term=term, contains=contains):
            return (term in record[name]) is contains
        case Events(kind=kind, list_name=name, condition=condition):
            found = [read(condition, record, one) for one in record[name]]
            return any(found) if kind == "some" else all(found)


def test_two_formulas_in_two_values_say_what_one_condition_says_in_three() -> None:
    asked = formulas()
    facts = facts_named(asked)
    for organization in ORGANIZATIONS:
        record = plain(organization, facts)
        answers = [
            True if read(true, record, {}) else False if read(false, record, {}) else None
            for true, false in asked.values()
        ]
        assert answers == expected(organization)


def test_every_question_has_all_three_answers_or_can_not_be_open() -> None:
    answers = list(zip(*(expected(organization) for organization in ORGANIZATIONS), strict=True))
    for name, given in zip(names(), answers, strict=True):
        # Where and with whom it is filed are facts, present or not.
        wanted = {True, False} if name == "filed_with_township" else {True, False, None}
        assert set(given) == wanted, name


def test_the_floor_answers_as_the_reference_engine() -> None:
    for organization in ORGANIZATIONS:
        assert list(by_hand.everything(organization)) == expected(organization)
        assert list(by_hand.facts(organization)) == expected(organization, lists=False)


@pytest.mark.parametrize("peer", [peer for peer in PEERS if peer.version is not None], ids=lambda peer: peer.name)
def test_every_engine_at_hand_answers_as_the_reference_engine(peer: Any) -> None:
    prepare, answers = peer.loaded(lists=peer.lists)
    for organization in ORGANIZATIONS[: peer.records // 2]:
        assert peer.read(answers(prepare(organization))) == expected(organization, lists=peer.lists)


def test_records_as_numbers_hold_nothing_else() -> None:
    facts = facts_named(formulas(lists=False))
    for organization in ORGANIZATIONS[:50]:
        assert {type(value) for value in coded(organization, facts).values()} <= {int, type(None)}
        assert {
            type(value) for name, value in durable_host.prepared(organization).items() if name not in ("sid", "id")
        } == {int}


def test_terms_have_numbers_of_their_own() -> None:
    forms = ("social_group", "service_agency", "foundation")
    assert len({code_of("form", form) for form in forms}) == len(forms)


def test_the_floor_and_the_engine_that_is_compared_are_among_the_peers() -> None:
    assert [named(name).name for name in (FLOOR, OURS, REFERENCE)] == [FLOOR, OURS, REFERENCE]


def test_the_page_keeps_what_stands_around_the_figures() -> None:
    page = "one\n<!-- figures -->\nold\n<!-- end -->\ntwo\n"
    assert page_with(page, {"figures": "new"}) == "one\n<!-- figures -->\n\nnew\n\n<!-- end -->\ntwo\n"
    with pytest.raises(AssertionError, match="lacks"):
        page_with(page, {"lacks": "new"})


def test_the_chart_draws_a_longer_bar_for_more_time() -> None:
    drawn = bar_chart("Times & more", [("one", 1.0, True), ("ten", 10.0, False), ("thousand", 1000.0, False)])
    widths = [float(line.split('width="')[1].split('"')[0]) for line in drawn.splitlines() if 'height="18"' in line]
    assert widths == sorted(widths)
    assert widths[2] == pytest.approx(3 * widths[1], abs=0.2)
    assert "Times &amp; more" in drawn
