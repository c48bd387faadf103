"""The law of a place on a day as definitions for a durable_rules host, with the table of what its atoms mean.

Nothing of durable_rules itself is needed to write them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from socorg_rules.decisions.record import plain_value
from socorg_rules.decisions.values import public_value
from socorg_rules.engines.durable.circuit import Atom, Circuit, DecisionCircuit, Gate, Term, expression_of
from socorg_rules.engines.durable.definitions import FALSE, TRUE, UNKNOWN, definitions_of, number_of
from socorg_rules.engines.durable.rulesets import DurableLaw
from socorg_rules.feel import plan as p
from socorg_rules.feel.literals import duration_text
from socorg_rules.feel.printer import print_expression
from socorg_rules.feel.types import ScalarType
from socorg_rules.problems import Text
from socorg_rules.rulebook import Rulebook
from socorg_rules.rulesets.plan import LawPlan, PlanValue, RulePlan
from socorg_rules.version import __version__

Json = dict[str, Any]


def durable_definitions(rulebook: Rulebook, *, division: str, as_of: date, only: Collection[str] | None = None) -> Json:
    """Plain data for JSON: rulesets as durable_rules reads them, what their rules conclude, and the tables of facts.

    A law that is too large for one ruleset has one a decision; ``only`` names the decisions wanted. Raises
    :class:`~socorg_rules.ProblemsError` for a decision that passes a limit of durable_rules (E860).
    """
    law = rulebook.selection().law_for(division, as_of)
    durable = DurableLaw(law)
    grouped: dict[str, tuple[Circuit, list[str]]] = {}
    for name in law.decisions:
        if only is None or name in only:
            ruleset = durable.ruleset(name, as_of)
            grouped.setdefault(ruleset.name, (ruleset.circuit, []))[1].append(name)
    names = _Names(law, as_of)
    atoms = [atom for circuit, _ in grouped.values() for atom in circuit.atoms]
    return {
        "division": division,
        "as_of": as_of.isoformat(),
        "library_version": __version__,
        "law": [{"id": one.id, "version": one.version, "digest": one.digest} for one in law.rulesets],
        "values": {"false": FALSE, "true": TRUE, "unknown": UNKNOWN},
        "rulesets": {name: _rules(circuit) for name, (circuit, _) in grouped.items()},
        "facts": {name: _facts(circuit, law, decided, names) for name, (circuit, decided) in grouped.items()},
        "definitions": names.definitions_behind(atoms),
        "parameters": names.parameters_behind(atoms),
    }


def _rules(circuit: Circuit) -> Json:
    """The rules of one ruleset; ``run`` names the fact that a rule concludes."""
    return {one.name: one.as_json() | {"run": _written(one.concludes)} for one in definitions_of(circuit)}


def _facts(circuit: Circuit, law: LawPlan, decided: list[str], names: _Names) -> Json:
    behind = _rules_by_atom(circuit)
    return {
        "atoms": {
            atom.fact: {
                "feel": _asked(atom),
                "rules": [rule.id for rule in behind[atom.fact]],
                "articles": _articles(behind[atom.fact]),
                "after": sorted(names.of(_nodes(atom)).decisions),
            }
            for atom in circuit.atoms
        },
        "gates": {gate.fact: {"tells": gate.subject, "of": gate.name} for gate in circuit.gates if gate.name},
        "decisions": {name: _decision(law, name, circuit.decisions.get(name)) for name in decided},
    }


def _decision(law: LawPlan, name: str, circuit: DecisionCircuit | None) -> Json:
    """How to read the outcome of a decision; of an answer, which rules are effective."""
    plan = law.decisions[name]
    told: Json = {"title": _both(plan.title), "kind": plan.kind}
    if circuit is None:
        return told | {"not_applicable": "always"}
    if circuit.scope is not None:
        told["not_applicable"] = _written(~circuit.scope)
    if circuit.outcome is not None:
        told |= {"satisfied": _written(circuit.outcome), "not_satisfied": _written(~circuit.outcome)}
    return told | {"rules": {rule.id: _rule(rule, circuit) for rule in circuit.rules}}


def _rule(rule: RulePlan, circuit: DecisionCircuit) -> Json:
    told: Json = {
        "title": _both(rule.title),
        "articles": _articles([rule]),
        "label": rule.label,
        "effective": _written(circuit.effective[rule.id]),
    }
    if rule.id in circuit.met:
        told["met"] = _written(circuit.met[rule.id])
    if rule.then is not None:
        told["answer"] = _feel(rule.then)
    return told


def _written(term: Term) -> str:
    return f"{term.fact}={number_of(term.value)}"


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _articles(rules: Iterable[RulePlan]) -> dict[str, list[str]]:
    texts = dict.fromkeys(article.text for rule in rules for article in rule.citations)
    return {"zh": [text.zh for text in texts], "en": [text.en for text in texts]}


# Atoms.


def _feel(node: p.AnyPlan) -> str:
    return print_expression(expression_of(node))


def _asked(atom: Atom) -> str:
    """What an evaluator has to answer, in FEEL."""
    if not isinstance(atom.meaning, RulePlan):
        return _feel(atom.meaning)
    each = atom.meaning.for_each
    assert each is not None
    return f"some {each.variable} in {_feel(each.domain)} satisfies {_feel(atom.meaning.when)}"


def _nodes(atom: Atom) -> list[p.AnyPlan]:
    if not isinstance(atom.meaning, RulePlan):
        return [atom.meaning]
    assert atom.meaning.for_each is not None
    return [atom.meaning.for_each.domain, atom.meaning.when]


def _rules_by_atom(circuit: Circuit) -> dict[str, list[RulePlan]]:
    """For every atom the rules whose conditions rest on it: none, where only a scope does."""
    gates = {gate.fact: gate for gate in circuit.gates}
    behind: dict[str, list[RulePlan]] = {atom.fact: [] for atom in circuit.atoms}
    for decision in circuit.decisions.values():
        for rule in decision.rules:
            terms = [decision.effective[rule.id], *([decision.met[rule.id]] if rule.id in decision.met else [])]
            for fact in _below([term.fact for term in terms], gates):
                if fact in behind:
                    behind[fact].append(rule)
    return behind


def _below(facts: Iterable[str], gates: Mapping[str, Gate]) -> set[str]:
    """The facts from which others follow, within their decision."""
    found: set[str] = set()
    waiting = list(facts)
    while waiting:
        fact = waiting.pop()
        if fact in found:
            continue
        found.add(fact)
        gate = gates.get(fact)
        if gate is not None and gate.subject not in ("decision", "not applicable"):
            waiting += [term.fact for way in (*gate.true_when, *gate.false_when) for term in way]
    return found


@dataclass(frozen=True, slots=True)
class _Used:
    """The names that some expressions use, those that their definitions use among them."""

    definitions: set[str]
    parameters: set[str]
    decisions: set[str]


@dataclass(frozen=True, slots=True)
class _Names:
    """What the names in the FEEL of atoms stand for."""

    law: LawPlan
    as_of: date

    def of(self, nodes: Iterable[p.AnyPlan]) -> _Used:
        used = _Used(set(), set(), set())
        waiting = list(nodes)
        while waiting:
            for node in p.walk(waiting.pop()):
                match node:
                    case p.Defined(name=name) | p.DefinedEvents(name=name) if name not in used.definitions:
                        used.definitions.add(name)
                        waiting.append(self.law.definitions[name].plan)
                    case p.Parameter(name=name) | p.ParameterOn(name=name):
                        used.parameters.add(name)
                    case p.Decided(name=name):
                        used.decisions.add(name)
        return used

    def definitions_behind(self, atoms: Iterable[Atom]) -> dict[str, str]:
        """Definitions that atoms use, in FEEL."""
        used = self.of(node for atom in atoms for node in _nodes(atom))
        return {name: _feel(self.law.definitions[name].plan) for name in sorted(used.definitions)}

    def parameters_behind(self, atoms: Iterable[Atom]) -> dict[str, Json]:
        """Parameters that atoms use: their values by the day from which each holds, up to the day asked about."""
        used = self.of(node for atom in atoms for node in _nodes(atom))
        return {
            name: {
                entry.start.isoformat(): _plain(entry.value, self.law.parameters[name].type)
                for entry in self.law.parameters[name].timeline
                if entry.start <= self.as_of
            }
            for name in sorted(used.parameters)
        }


def _plain(value: PlanValue, type_: ScalarType) -> object:
    if isinstance(value, p.Duration):
        return duration_text(value.months, value.days)
    return plain_value(public_value(value, type_))
