"""durable_rules as it is used here: told, asked, made to forget."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from socorg_rules.engines.durable.circuit import WIDEST, Term
from socorg_rules.engines.durable.definitions import Definition
from socorg_rules.engines.durable.limits import MOST_TESTS
from socorg_rules.engines.durable.messages import ENGINE_FAILED
from socorg_rules.engines.durable.rete import Rete
from socorg_rules.problems import ProblemsError

durable_rules = pytest.importorskip(
    "durable_rules_engine", reason="durable_rules can not be had here", exc_type=ImportError
)

Made = Callable[..., Rete]


@pytest.fixture
def made() -> Iterator[Made]:
    """Makes a Rete of definitions: the fact concluded (as ``fact=value``) and what it is concluded from."""
    all_made: list[Rete] = []

    def make(*definitions: tuple[str, list[str]]) -> Rete:
        named = {
            f"{concludes}:{position}": Definition(
                f"{concludes}:{position}", tuple(term(one) for one in when), term(concludes)
            )
            for position, (concludes, when) in enumerate(definitions)
        }
        all_made.append(Rete("test", named))
        return all_made[-1]

    yield make
    for one in all_made:
        one.close()


def term(text: str) -> Term:
    fact, value = text.split("=")
    return Term(fact, value == "1")


def names(count: int) -> list[str]:
    return [f"a{number}" for number in range(count)]


def test_a_conclusion_follows_when_all_its_facts_are_told(made: Made) -> None:
    rete = made(("g0=1", ["a0=1", "a1=0"]))
    rete.tell({"a0": True})
    assert rete.value(Term("g0", True)) is None
    rete.tell({"a1": False})
    assert rete.value(Term("g0", True)) is True
    assert rete.value(Term("g0", False)) is False


def test_conclusions_follow_from_conclusions(made: Made) -> None:
    rete = made(("g2=0", ["g1=0"]), ("g1=0", ["g0=1"]), ("g0=1", ["a0=1"]))
    rete.tell({"a0": True})
    assert rete.value(Term("g2", False)) is True


def test_what_follows_in_several_ways_is_concluded_once(made: Made) -> None:
    rete = made(("g0=1", ["a0=1"]), ("g0=1", ["a1=1"]), ("g1=1", ["g0=1"]), ("g2=1", ["g1=1"]))
    rete.tell({"a0": True, "a1": True})
    # Facts that no definition asks for are not kept.
    assert sorted(fact["id"] for fact in rete.held_facts()) == ["a0", "a1", "g0", "g1"]


def test_what_is_known_is_not_told_again(made: Made) -> None:
    """Decisions of one ruleset share atoms; durable_rules may crash on a fact that it holds already."""
    rete = made(("g0=1", ["a0=1", "a1=1"]), ("g0=0", ["a0=0"]))
    rete.tell({"a0": True})
    rete.tell({"a0": False, "a1": True})
    assert rete.value(Term("a0", True)) is True
    assert rete.value(Term("g0", True)) is True


def test_nothing_is_left_when_it_forgets(made: Made) -> None:
    rete = made(("g0=1", ["a0=1", "a1=1"]), ("g0=0", ["a0=0"]))
    rete.tell({"a0": True, "a1": True})
    assert rete.value(Term("g0", True)) is True
    rete.forget()
    assert rete.held_facts() == []
    assert rete.value(Term("g0", True)) is None
    rete.tell({"a0": False})
    assert rete.value(Term("g0", True)) is False


def test_nothing_is_retracted_or_posted(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Retracting reads past the end of a join that fired; events fire only the first rule that matches."""
    rete = made(("g0=1", ["a0=1", "a1=1"]))
    for name in ("retract_fact", "retract_facts", "assert_event", "assert_events", "update_state"):
        monkeypatch.delattr(durable_rules, name)
    for _ in range(3):
        rete.tell({"a0": True, "a1": True})
        assert rete.value(Term("g0", True)) is True
        rete.forget()


def test_a_state_is_deleted_only_after_a_rule_has_fired_for_it(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise durable_rules frees a pointer that nobody set."""
    rete = made(("g0=1", ["a0=1", "a1=1"]))
    called: list[str] = []
    for name in ("assert_fact", "start_action_for_state", "complete_and_start_action", "delete_state"):
        monkeypatch.setattr(durable_rules, name, noted(name, called))
    rete.forget()
    assert called == []
    rete.tell({"a0": True})  # from which nothing follows
    rete.forget()
    assert called == [
        "assert_fact",
        "assert_fact",
        "start_action_for_state",
        "complete_and_start_action",
        "delete_state",
    ]


def noted(name: str, called: list[str]) -> Callable[..., Any]:
    """A function of durable_rules that notes when it is called."""
    function = getattr(durable_rules, name)

    def noting(*arguments: object) -> Any:
        called.append(name)
        return function(*arguments)

    return noting


def test_the_widest_join_holds_again_and_again(made: Made) -> None:
    facts = names(WIDEST)
    rete = made(("g0=1", [f"{fact}=1" for fact in facts]))
    for left_out in [*facts, None] * 20:
        rete.tell({fact: True for fact in facts if fact != left_out})
        assert rete.value(Term("g0", True)) is (True if left_out is None else None)
        rete.forget()


def test_as_many_tests_as_are_allowed_work(made: Made) -> None:
    facts = names(MOST_TESTS // 2)
    definitions = [(f"g{number}={value}", [f"a{number}={value}"]) for number in range(len(facts)) for value in (0, 1)]
    rete = made(*definitions)
    rete.tell({fact: place % 3 == 0 for place, fact in enumerate(facts)})
    assert all(rete.value(Term(f"g{place}", place % 3 == 0)) is True for place in range(len(facts)))


def test_names_of_facts_never_share_a_hash() -> None:
    """durable_rules knows names only by FNV-1a of 32 bits."""

    def fnv(name: str) -> int:
        found = 0x811C9DC5
        for byte in name.encode():
            found = (found ^ byte) * 16777619 & 0xFFFFFFFF
        return found

    every_name = [f"{kind}{number}" for kind in "ag" for number in range(5 * MOST_TESTS)] + ["sid", "id", "$s", "start"]
    assert len({fnv(name) for name in every_name}) == len(every_name)


def test_an_interrupted_one_begins_anew(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """durable_rules would wait 30 seconds for an action that nobody ends."""
    rete = made(("g0=1", ["a0=1"]), ("g1=1", ["g0=1"]))

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(durable_rules, "complete_and_start_action", interrupted)
        with pytest.raises(KeyboardInterrupt):
            rete.tell({"a0": True})
    assert rete.value(Term("g0", True)) is None
    rete.tell({"a0": True})
    assert rete.value(Term("g1", True)) is True


def test_an_error_of_durable_rules_is_told_in_our_words_and_without_a_fact(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    rete = made(("g0=1", ["a0=1"]))

    def failing(_: int, fact: str) -> None:
        raise durable_rules.error(f"Could not assert fact, error code: 302 in {fact}")

    with monkeypatch.context() as patch:
        patch.setattr(durable_rules, "assert_fact", failing)
        with pytest.raises(ProblemsError) as caught:
            rete.tell({"a0": True})
    [problem] = caught.value.problems
    assert (problem.code, problem.values) == (ENGINE_FAILED.code, (("code", "302"),))
    assert "a0" not in str(caught.value)
    assert caught.value.__context__ is None


def test_an_exhausted_engine_is_told_in_our_words(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    rete = made(("g0=1", ["a0=1"]))

    def exhausted(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(durable_rules, "assert_fact", exhausted)
        with pytest.raises(ProblemsError, match="101"):
            rete.tell({"a0": True})
