"""From rules to atoms and gates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import product

import pytest

from socorg_rules.engines.durable.circuit import WIDEST, Atom, Circuit, Term, circuit_of, expression_of
from socorg_rules.engines.durable.definitions import definitions_of
from socorg_rules.engines.durable.limits import MOST_READERS, MOST_TESTS, excess_of
from socorg_rules.engines.durable.messages import TOO_LARGE
from socorg_rules.engines.durable.rulesets import DurableLaw
from socorg_rules.feel.printer import print_expression
from socorg_rules.problems import ProblemsError
from socorg_rules.rulesets.plan import LawPlan, RulePlan
from tests.small_law import AS_OF, TITLE, body, library_of, one_decision, rule, ruleset_text

FACTS = ("community_class", "decoupled", "active_in_community", "charter_and_organs")


def law_of(*rules: str, kind: str = "findings", extra: str = "", decision_keys: str = "") -> LawPlan:
    text = ruleset_text(one_decision(*rules, kind=kind, extra=extra, decision_keys=decision_keys))
    library = library_of(text)
    assert not library.check().errors
    return library.selection().law_for("320612", AS_OF)


def law_of_decisions(names: Iterable[str], rules: list[str]) -> LawPlan:
    decisions = "".join(f"{name}: {{title: {TITLE}, kind: findings}}\n" for name in names)
    return library_of(ruleset_text(body(decisions=decisions, rules=rules))).selection().law_for("320612", AS_OF)


def circuit(law: LawPlan) -> Circuit:
    return circuit_of(law, law.decisions, AS_OF)


def written(atom: Atom) -> str:
    return atom.meaning.id if isinstance(atom.meaning, RulePlan) else print_expression(expression_of(atom.meaning))


def concluded(made: Circuit, told: Mapping[str, bool]) -> dict[str, bool]:
    """All that follows from some atoms: the definitions, read as what they are."""
    known = dict(told)
    definitions = list(definitions_of(made))
    grown = -1
    while grown != len(known):
        grown = len(known)
        for one in definitions:
            if all(known.get(term.fact) is term.value for term in one.when):
                assert known.setdefault(one.concludes.fact, one.concludes.value) is one.concludes.value
    return known


def read(known: Mapping[str, bool], term: Term) -> bool | None:
    value = known.get(term.fact)
    return None if value is None else value is term.value


def every_answer(made: Circuit, when: str) -> set[tuple[bool | None, ...]]:
    """For all ways of answering the atoms: these answers and, last, whether the rule is effective."""
    atoms = {written(atom): atom.fact for atom in made.atoms}
    found = set()
    for answers in product((True, False, None), repeat=len(atoms)):
        told = {fact: answer for fact, answer in zip(atoms.values(), answers, strict=True) if answer is not None}
        by_name = dict(zip(atoms, answers, strict=True))
        effective = read(concluded(made, told), made.decisions["outcome"].effective[when])
        found.add((*(by_name.get(name) for name in FACTS[: len(atoms)]), effective))
    return found


def kleene_and(*values: bool | None) -> bool | None:
    return False if False in values else None if None in values else True


def kleene_not(value: bool | None) -> bool | None:
    return None if value is None else not value


def test_and_becomes_a_gate_that_is_kleene() -> None:
    made = circuit(law_of(rule("r", "outcome", when="community_class and decoupled")))
    assert every_answer(made, "r") == {(a, b, kleene_and(a, b)) for a, b in product((True, False, None), repeat=2)}


def test_or_becomes_a_gate_that_is_kleene() -> None:
    made = circuit(law_of(rule("r", "outcome", when="community_class or decoupled")))
    assert every_answer(made, "r") == {
        (a, b, kleene_not(kleene_and(kleene_not(a), kleene_not(b)))) for a, b in product((True, False, None), repeat=2)
    }


def test_not_asks_for_the_other_value_of_the_same_atom() -> None:
    made = circuit(law_of(rule("r", "outcome", when="not(community_class)")))
    assert [written(atom) for atom in made.atoms] == ["community_class"]
    assert every_answer(made, "r") == {(True, False), (False, True), (None, None)}


def test_an_if_is_unknown_when_its_condition_is_even_where_both_branches_agree() -> None:
    made = circuit(law_of(rule("r", "outcome", when="if community_class then decoupled else active_in_community")))
    for condition, then, otherwise, answer in every_answer(made, "r"):
        assert answer is (None if condition is None else then if condition else otherwise)


def test_a_null_test_and_its_contrary_are_one_atom_and_read_as_a_null_test() -> None:
    made = circuit(
        law_of(
            rule("r", "outcome", when="registered_on != null"),
            rule("s", "outcome", when="registered_on = null"),
        )
    )
    assert [written(atom) for atom in made.atoms] == ["registered_on = null"]
    known = concluded(made, {made.atoms[0].fact: True})
    effective = made.decisions["outcome"].effective
    assert (read(known, effective["r"]), read(known, effective["s"])) == (False, True)


def test_a_definition_that_two_rules_use_is_one_gate() -> None:
    law = law_of(
        rule("r", "outcome", when="big"),
        rule("s", "outcome", when="big and decoupled"),
        extra="""\
            definitions:
              big: {title: {zh: 大, en: big}, is: community_class and registered_capital >= 30000}
            """,
    )
    gates = [gate for gate in circuit(law).gates if gate.subject == "definition"]
    assert [gate.name for gate in gates] == ["big"]


def test_a_rule_about_every_member_of_a_list_is_one_atom() -> None:
    law = law_of(rule("r", "outcome", for_each="one in penalties", when="one.amount >= 5"))
    assert [written(atom) for atom in circuit(law).atoms] == ["r"]


def test_an_exception_takes_the_rule_away() -> None:
    law = law_of(
        rule("r", "outcome", when="community_class"),
        rule("x", "outcome", when="decoupled", exception_to="[r]"),
    )
    made = circuit(law)
    facts = {written(atom): atom.fact for atom in made.atoms}
    effective = made.decisions["outcome"].effective["r"]
    for beaten, expected in ((True, False), (False, True), (None, None)):
        told = {facts["community_class"]: True} | ({} if beaten is None else {facts["decoupled"]: beaten})
        assert read(concluded(made, told), effective) is expected


def test_outside_the_scope_a_decision_is_neither_satisfied_nor_not() -> None:
    law = law_of(rule("r", "outcome", when="community_class"), decision_keys="scope: decoupled\n")
    made = circuit(law)
    facts = {written(atom): atom.fact for atom in made.atoms}
    decision = made.decisions["outcome"]
    assert decision.outcome is not None
    for scope, holds, expected in (
        (True, True, True),
        (True, False, False),
        (False, True, None),
        (None, False, None),
    ):
        told = {facts["community_class"]: holds} | ({} if scope is None else {facts["decoupled"]: scope})
        assert read(concluded(made, told), decision.outcome) is expected


def test_a_decision_that_another_uses_is_chained_and_not_asked_for() -> None:
    rules = [
        rule("r", "first", when="community_class"),
        rule("s", "second", when="first != null and first and decoupled"),
    ]
    law = law_of_decisions(("first", "second"), rules)
    made = circuit(law)
    assert {written(atom) for atom in made.atoms} == {"community_class", "decoupled"}
    assert made.decisions["second"].after == ("first",)
    alone = circuit_of(law, ["second"], AS_OF)
    assert {written(atom) for atom in alone.atoms} == {"first", "first = null", "decoupled"}


def test_no_conjunction_is_wider_than_durable_rules_can_join() -> None:
    made = circuit(law_of(rule("r", "outcome", when=" and ".join(amounts(60)))))
    assert max(len(one.when) for one in definitions_of(made)) == WIDEST
    facts = [atom.fact for atom in made.atoms]
    effective = made.decisions["outcome"].effective["r"]
    assert read(concluded(made, dict.fromkeys(facts, True)), effective) is True
    assert read(concluded(made, {facts[53]: False}), effective) is False
    assert read(concluded(made, dict.fromkeys(facts[1:], True)), effective) is None


# Limits.


def amounts(count: int, start: int = 0) -> list[str]:
    return [f"registered_capital = {start + amount}" for amount in range(count)]


def test_a_decision_of_too_many_tests_is_refused_and_the_limit_named() -> None:
    law = law_of(*(rule(f"r{number}", "outcome", when=when) for number, when in enumerate(amounts(110))))
    with pytest.raises(ProblemsError) as refused:
        DurableLaw(law).ruleset("outcome", AS_OF)
    [problem] = refused.value.problems
    assert problem.code == TOO_LARGE.code
    assert str(MOST_TESTS) in problem.message("en") and str(MOST_TESTS) in problem.message("zh")
    assert "outcome" in problem.message("zh")


def test_all_decisions_that_pass_a_limit_are_named_at_once() -> None:
    rules = [
        rule(f"{name}-{number}", name, when=when)
        for name, start in (("first", 0), ("second", 1000))
        for number, when in enumerate(amounts(110, start))
    ]
    law = law_of_decisions(("first", "second"), rules)
    with pytest.raises(ProblemsError) as refused:
        DurableLaw(law).rulesets(AS_OF)
    assert [problem.place.path for problem in refused.value.problems] == ["decisions.first", "decisions.second"]


def test_a_test_that_too_many_definitions_read_is_refused() -> None:
    rules = [rule(f"r{number}", "outcome", when="community_class", then="1") for number in range(MOST_READERS + 1)]
    excess = excess_of(circuit(law_of(*rules, kind="answer", decision_keys="type: count\n")))
    assert excess is not None
    assert (excess.needed, excess.limit) == (MOST_READERS + 1, MOST_READERS)


def test_a_law_that_fits_is_one_ruleset() -> None:
    law = law_of(rule("r", "outcome", when=" or ".join(amounts(20))))
    assert [ruleset.name for ruleset in DurableLaw(law).rulesets(AS_OF)] == ["law"]


def test_a_law_too_large_for_one_ruleset_has_one_a_decision() -> None:
    names = ("first", "second", "third")
    rules = [rule(f"of-{name}", name, when=" or ".join(amounts(60, 100 * place))) for place, name in enumerate(names)]
    rules += [rule(f"also-{name}", name, when=" or ".join(amounts(30, 100 * i + 60))) for i, name in enumerate(names)]
    durable = DurableLaw(law_of_decisions(names, rules))
    assert [ruleset.name for ruleset in durable.rulesets(AS_OF)] == list(names)


def test_days_on_which_the_same_rules_are_in_force_share_their_rulesets() -> None:
    law = law_of(
        rule("r", "outcome", when="community_class"),
        rule("s", "outcome", when="decoupled", in_force="{from: 2022-01-01}"),
    )
    durable = DurableLaw(law)
    before, after = date(2021, 12, 31), date(2022, 1, 1)
    assert durable.ruleset("outcome", before) is durable.ruleset("outcome", date(2020, 5, 1))
    assert durable.ruleset("outcome", before) is not durable.ruleset("outcome", after)
    assert "s" not in durable.ruleset("outcome", before).circuit.decisions["outcome"].effective
