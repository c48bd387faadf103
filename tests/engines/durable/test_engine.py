"""The durable engine from outside: what callers pass, get and must not see."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from socorg_rules import Outcome, ProblemsError, Rulebook, UsageError
from socorg_rules.durable import DurableEngine
from tests.small_law import TITLE, body, one_decision, rule, rulebook_of, ruleset_text

durable_rules = pytest.importorskip(
    "durable_rules_engine", reason="durable_rules can not be had here", exc_type=ImportError
)

ROOT = Path(__file__).resolve().parents[3]
AS_OF = date(2026, 6, 15)
AT_NIGHT = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
RECORD: dict[str, object] = {
    "division": "320612",
    "level": "county",
    "form": "social_group",
    "registered_capital": "1000",
}
SECRET = "秘密研究会"


@pytest.fixture
def engine() -> Iterator[DurableEngine]:
    with DurableEngine(Rulebook.bundled()) as engine:
        yield engine


def small_engine(*rules: str) -> DurableEngine:
    return DurableEngine(rulebook_of(ruleset_text(one_decision(*rules))))


def test_it_answers_as_the_rulebook_does(engine: DurableEngine) -> None:
    found = engine.evaluate(RECORD, as_of=AS_OF, only=["minimum_capital"])
    assert found == {"minimum_capital": Rulebook.bundled().evaluate(RECORD, as_of=AS_OF)["minimum_capital"]}
    assert found["minimum_capital"].missing == ("community_class",)


def test_the_organization_before_leaves_nothing_behind() -> None:
    with small_engine(rule("r", "outcome", when="community_class")) as engine:
        outcomes = [
            engine.evaluate(RECORD | known, as_of=AS_OF)["outcome"].outcome
            for known in ({"community_class": True}, {}, {"community_class": False}, {})
        ]
    assert outcomes == [Outcome.SATISFIED, Outcome.UNDETERMINED, Outcome.NOT_SATISFIED, Outcome.UNDETERMINED]


def test_asked_alone_a_decision_has_those_it_uses_decided_before() -> None:
    decisions = f"""\
        first: {{title: {TITLE}, kind: findings}}
        second: {{title: {TITLE}, kind: findings}}
        """
    rules = [
        rule("r", "first", when="community_class"),
        rule("s", "second", when="first != null and first"),
    ]
    with DurableEngine(rulebook_of(ruleset_text(body(decisions=decisions, rules=rules)))) as engine:
        found = engine.evaluate(RECORD | {"community_class": True}, as_of=AS_OF, only=["second"])
    assert {name: decision.outcome for name, decision in found.items()} == {"second": Outcome.SATISFIED}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"as_of": "2026-06-15"}, "as_of must be"),
        ({"as_of": AS_OF, "only": "minimum_capital"}, "only is a collection"),
        ({"as_of": AS_OF, "only": ["minimum_capitol"]}, "Did you mean 'minimum_capital'"),
        ({"as_of": AS_OF, "known_at": date(1990, 1, 1)}, "released"),
    ],
)
def test_an_argument_that_can_not_be_is_refused(engine: DurableEngine, arguments: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        engine.evaluate(RECORD, **arguments)  # type: ignore[arg-type]


def test_after_closing_it_is_compiled_anew() -> None:
    engine = small_engine(rule("r", "outcome", when="community_class"))
    for _ in range(2):
        found = engine.evaluate(RECORD | {"community_class": True}, as_of=AS_OF)
        assert found["outcome"].outcome is Outcome.SATISFIED
        engine.close()


def test_no_fact_is_told_by_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_: int, fact: str) -> None:
        raise durable_rules.error(f"Could not assert fact, error code: 302: {SECRET} {fact}")

    with small_engine(rule("r", "outcome", when="community_class")) as engine, monkeypatch.context() as patch:
        patch.setattr(durable_rules, "assert_fact", failing)
        with pytest.raises(ProblemsError) as caught:
            engine.evaluate(RECORD | {"name": SECRET, "community_class": True}, as_of=AS_OF)
    told = "".join(traceback.format_exception(caught.value)) + caught.value.render("zh") + repr(caught.value.args)
    assert SECRET not in told


def test_after_an_error_the_next_organization_is_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise durable_rules.error("Could not start action, error code: 101")

    with small_engine(rule("r", "outcome", when="community_class")) as engine:
        with monkeypatch.context() as patch:
            patch.setattr(durable_rules, "start_action_for_state", failing)
            with pytest.raises(ProblemsError):
                engine.evaluate(RECORD | {"community_class": True}, as_of=AS_OF)
        found = engine.evaluate(RECORD | {"community_class": False}, as_of=AS_OF)
    assert found["outcome"].outcome is Outcome.NOT_SATISFIED


def test_threads_share_an_engine_without_losing_a_conclusion() -> None:
    rules = [rule(f"r{number}", "outcome", when=f"registered_capital >= {number}") for number in range(20)]
    wrong: list[object] = []

    def ask(engine: DurableEngine, capital: int) -> None:
        for _ in range(40):
            found = engine.evaluate(RECORD | {"registered_capital": capital}, as_of=AS_OF)["outcome"].grounds
            if len(found) != capital + 1:
                wrong.append(found)

    with small_engine(*rules) as engine:
        threads = [threading.Thread(target=ask, args=(engine, capital)) for capital in (3, 7, 11, 19)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    assert wrong == []


def test_many_evaluations_in_one_process_keep_memory_flat_and_leave_no_thread() -> None:
    """In a process of its own, and watched: what goes wrong with durable_rules hangs or ends the process."""
    count = 100_000 if AT_NIGHT else 2_000
    done = subprocess.run(
        [sys.executable, "-m", "tests.engines.durable.many_evaluations", str(count)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120 + count // 20,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["growth"] <= 0.05, told
    assert told["threads_after"] == told["threads_before"]
    assert told["python_threads"] == 1
