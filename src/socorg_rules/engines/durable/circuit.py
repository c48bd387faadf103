"""The rules of some decisions as a circuit: atoms in, conclusions out, nothing between them but *and* and *not*.

An atom is a condition that an evaluator answers. A gate is what follows from atoms and other gates: that a definition
holds, that a rule is effective, that a requirement is met, that a decision is satisfied. Everything is Kleene: a gate
is true or false when one of its conjunctions says so, and unknown as long as none does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal, cast

from socorg_rules.feel import plan as p
from socorg_rules.feel import syntax as s
from socorg_rules.rulesets.plan import DecisionPlan, LawPlan, RulePlan

WIDEST: Final = 8
"""Most facts that one conjunction joins. durable_rules has room for 16, and a join costs more with each."""

Subject = Literal["condition", "definition", "scope", "rule", "requirement", "rules", "decision", "not applicable"]


@dataclass(frozen=True, slots=True)
class Term:
    """A fact, and the one of its two values that is asked for."""

    fact: str
    value: bool

    def __invert__(self) -> Term:
        return Term(self.fact, not self.value)


Conjunction = tuple[Term, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """A fact that an evaluator answers: a condition, or a rule asked about every member of a list."""

    fact: str
    meaning: p.Plan | RulePlan


@dataclass(frozen=True, slots=True)
class Gate:
    """A fact that follows from others: true when one of ``true_when`` holds, false when one of ``false_when`` does.

    ``subject`` and ``name`` say what it tells: a rule by its id, a definition or a decision by its name.
    """

    fact: str
    subject: Subject
    name: str
    true_when: tuple[Conjunction, ...]
    false_when: tuple[Conjunction, ...]


@dataclass(frozen=True, slots=True)
class DecisionCircuit:
    """A decision on a day in terms of facts.

    ``scope`` is None where there is none; ``truth`` (what the rules come to) and ``outcome`` (the same within its
    scope) are None for answers, whose values no circuit holds. ``effective`` and ``met`` are by rule. ``scope_atoms``
    and ``rule_atoms`` are what has to be told for it, ``after`` the decisions that have to be told before.
    """

    plan: DecisionPlan
    rules: tuple[RulePlan, ...]
    scope: Term | None
    effective: Mapping[str, Term]
    met: Mapping[str, Term]
    truth: Term | None
    outcome: Term | None
    scope_atoms: tuple[Atom, ...]
    rule_atoms: tuple[Atom, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Circuit:
    """Some decisions on a day; those that never apply then are not among them."""

    decisions: Mapping[str, DecisionCircuit]
    atoms: tuple[Atom, ...]
    gates: tuple[Gate, ...]


def circuit_of(law: LawPlan, names: Iterable[str], day: date) -> Circuit:
    """The circuit of some decisions, in the order of the law."""
    builder = _Builder(law)
    decisions: dict[str, DecisionCircuit] = {}
    wanted = set(names)
    for name, plan in law.decisions.items():
        rules = plan.rules_on(day)
        if name in wanted and not all(rule.only_takes_away for rule in rules):
            decisions[name] = builder.decision(plan, rules)
    return Circuit(decisions, tuple(builder.atoms.values()), tuple(builder.gates.values()))


def expression_of(node: p.AnyPlan) -> s.Expression | s.YearRange:
    """The expression that an atom, or a piece of one, was written as; a null test always as ``… = null``."""
    origin = node.origin
    if isinstance(node, p.IsNull) and isinstance(origin, s.Comparison):
        return replace(origin, operator="=")
    return cast(s.Expression | s.YearRange, origin)


@dataclass(slots=True)
class _Builder:
    """Makes atoms and gates, equal ones once."""

    law: LawPlan
    atoms: dict[p.Plan | str, Atom] = field(default_factory=dict)
    gates: dict[str, Gate] = field(default_factory=dict)
    _conjunctions: dict[Conjunction, Term] = field(default_factory=dict)
    _definitions: dict[str, Term] = field(default_factory=dict)
    _chained: dict[str, Term] = field(default_factory=dict)
    _inapplicable: dict[str, Term] = field(default_factory=dict)

    def decision(self, plan: DecisionPlan, rules: tuple[RulePlan, ...]) -> DecisionCircuit:
        """The circuit of a decision, after those of the decisions it uses."""
        scope = None if plan.scope is None else self._named("scope", plan.name, self._term(plan.scope))
        effective = self._effective(rules)
        giving = [rule for rule in rules if not rule.only_takes_away]
        met: dict[str, Term] = {}
        truth = outcome = None
        if plan.kind == "findings":
            truth = self._named("rules", plan.name, self._any([effective[rule.id] for rule in giving]))
        elif plan.kind == "requirements":
            for rule in giving:
                assert rule.requires is not None
                unmet = self._all([effective[rule.id], ~self._term(rule.requires)])
                met[rule.id] = self._named("requirement", rule.id, ~unmet)
            truth = self._named("rules", plan.name, self._all(list(met.values())))
        if truth is not None:
            outcome = self._outcome(plan.name, scope, truth)
        scope_atoms, before = self._rests_on([scope] if scope is not None else [])
        rule_atoms, also_before = self._rests_on([*effective.values(), *met.values()])
        told = set(scope_atoms)
        return DecisionCircuit(
            plan,
            rules,
            scope,
            effective,
            met,
            truth,
            outcome,
            scope_atoms,
            tuple(atom for atom in rule_atoms if atom not in told),
            tuple(dict.fromkeys((*before, *also_before))),
        )

    def _effective(self, rules: tuple[RulePlan, ...]) -> dict[str, Term]:
        """For every rule: that it holds, and that none of those that beat it is effective."""
        by_id = {rule.id: rule for rule in rules}
        beaters: dict[str, list[str]] = {rule.id: [] for rule in rules}
        for rule in rules:
            for beaten in rule.beats & by_id.keys():
                beaters[beaten].append(rule.id)
        done: dict[str, Term] = {}

        def effective(rule_id: str) -> Term:
            if rule_id not in done:
                holds = self._holds(by_id[rule_id])
                unbeaten = [~effective(beater) for beater in beaters[rule_id]]
                done[rule_id] = self._named("rule", rule_id, self._all([holds, *unbeaten]))
            return done[rule_id]

        return {rule.id: effective(rule.id) for rule in rules}

    def _holds(self, rule: RulePlan) -> Term:
        return self._term(rule.when) if rule.for_each is None else self._atom(f"{rule.decision}/{rule.id}", rule)

    def _outcome(self, name: str, scope: Term | None, truth: Term) -> Term:
        """Satisfied or not within the scope; outside it neither, and then it is known not to apply."""
        within = (scope,) if scope is not None else ()
        outcome = self._gate("decision", name, ((*within, truth),), ((*within, ~truth),))
        self._chained[name] = outcome
        never: tuple[Conjunction, ...] = ((~scope,),) if scope is not None else ()
        self._inapplicable[name] = self._gate("not applicable", name, never, ((outcome,), (~outcome,)))
        return outcome

    # -- conditions ----------------------------------------------------------------------------------------

    def _term(self, node: p.Plan) -> Term:
        """A condition: connectives as they were written become gates, everything else is an atom."""
        match node:
            case p.Negation(operand=operand) if isinstance(node.origin, s.Not) or isinstance(operand, p.IsNull):
                return ~self._term(operand)
            case p.All(operands=operands, origin=s.And()):
                return self._all([self._term(operand) for operand in operands])
            case p.AnyOf(operands=operands, origin=s.Or()):
                return self._any([self._term(operand) for operand in operands])
            case p.Choice(condition=condition, then=then, otherwise=otherwise):
                return self._choice(self._term(condition), self._term(then), self._term(otherwise))
            case p.Defined(name=name):
                return self._defined(name)
            case p.Decided(name=name) if name in self._chained:
                return self._chained[name]
            case p.IsNull(operand=p.Decided(name=name)) if name in self._inapplicable:
                return self._inapplicable[name]
        return self._atom(node, node)

    def _defined(self, name: str) -> Term:
        if name not in self._definitions:
            plan = self.law.definitions[name].plan
            assert not isinstance(plan, p.Events | p.DefinedEvents | p.Filtered)
            self._definitions[name] = self._named("definition", name, self._term(plan))
        return self._definitions[name]

    def _choice(self, condition: Term, then: Term, otherwise: Term) -> Term:
        """Unknown where the condition is, even if both branches agree."""
        return self._gate(
            "condition",
            "",
            ((condition, then), (~condition, otherwise)),
            ((condition, ~then), (~condition, ~otherwise)),
        )

    def _atom(self, key: p.Plan | str, meaning: p.Plan | RulePlan) -> Term:
        if key not in self.atoms:
            self.atoms[key] = Atom(f"a{len(self.atoms)}", meaning)
        return Term(self.atoms[key].fact, True)

    # -- gates ---------------------------------------------------------------------------------------------

    def _any(self, terms: list[Term]) -> Term:
        return ~self._all([~term for term in terms])

    def _all(self, terms: list[Term]) -> Term:
        """A conjunction; one that is too wide to be joined at once is made of narrower ones."""
        joined = tuple(dict.fromkeys(terms))
        while len(joined) > WIDEST:
            joined = tuple(self._all(list(joined[start : start + WIDEST])) for start in range(0, len(joined), WIDEST))
        if len(joined) == 1:
            return joined[0]
        if joined not in self._conjunctions:
            self._conjunctions[joined] = self._gate("condition", "", (joined,), tuple((~term,) for term in joined))
        return self._conjunctions[joined]

    def _named(self, subject: Subject, name: str, term: Term) -> Term:
        return self._gate(subject, name, ((term,),), ((~term,),))

    def _gate(
        self, subject: Subject, name: str, true_when: tuple[Conjunction, ...], false_when: tuple[Conjunction, ...]
    ) -> Term:
        fact = f"g{len(self.gates)}"
        self.gates[fact] = Gate(fact, subject, name, true_when, false_when)
        return Term(fact, True)

    def _rests_on(self, terms: Iterable[Term]) -> tuple[tuple[Atom, ...], tuple[str, ...]]:
        """The atoms below some terms, and the decisions of this circuit that are met on the way to others."""
        by_fact = {atom.fact: atom for atom in self.atoms.values()}
        atoms: dict[Atom, None] = {}
        decisions: dict[str, None] = {}
        seen: set[str] = set()
        waiting = [term.fact for term in terms]
        while waiting:
            fact = waiting.pop()
            if fact in seen:
                continue
            seen.add(fact)
            if fact in by_fact:
                atoms[by_fact[fact]] = None
                continue
            gate = self.gates[fact]
            if gate.subject in ("decision", "not applicable"):
                decisions[gate.name] = None
                continue
            waiting.extend(term.fact for terms in (*gate.true_when, *gate.false_when) for term in terms)
        return tuple(atoms), tuple(decisions)
