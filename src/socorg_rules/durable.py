"""Deciding with durable_rules, for whoever runs that engine already or wants to see a law forward-chained.

Needs the ``durable`` extra and CPython before 3.13: ``pip install 'socorg-rules[durable]'``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from threading import RLock
from types import TracebackType

from socorg_rules.decisions.outcome import Decision, Outcome
from socorg_rules.decisions.values import public_value
from socorg_rules.engines.caveats import Basis, LawCaveats
from socorg_rules.engines.durable.deciding import DurableDecider, DurableResult, Value
from socorg_rules.engines.durable.rete import load_durable_rules
from socorg_rules.engines.durable.rulesets import DurableLaw, Retes
from socorg_rules.engines.reference.expressions import Evaluator
from socorg_rules.problems import UsageError, did_you_mean
from socorg_rules.records.facts import facts_of
from socorg_rules.records.organization import Organization
from socorg_rules.records.unknown import UNKNOWN
from socorg_rules.rulebook import Rulebook
from socorg_rules.rulesets.plan import LawPlan


class DurableEngine:
    """Decides as :meth:`Rulebook.evaluate` does, its rules run by durable_rules.

    It keeps what durable_rules compiled, some hundred kilobytes a decision, until it is closed: use it in a ``with``
    statement. Threads may share it; one evaluates at a time, because durable_rules loses firings otherwise.

    Raises :class:`~socorg_rules.ProblemsError` where durable_rules can't be had (E861, E862).
    """

    def __init__(self, rulebook: Rulebook) -> None:
        load_durable_rules()
        self._rulebook = rulebook
        self._laws: dict[int, tuple[LawPlan, DurableLaw]] = {}
        self._retes = Retes()
        self._lock = RLock()

    def evaluate(
        self,
        organization: Organization | Mapping[str, object],
        *,
        as_of: date,
        known_at: date | None = None,
        only: Collection[str] | None = None,
    ) -> dict[str, Decision]:
        """Every decision about an organization on the day ``as_of``, by name.

        The arguments are those of :meth:`Rulebook.evaluate`. Raises :class:`~socorg_rules.UsageError` for one that
        can't be, :class:`~socorg_rules.ProblemsError` for a decision that passes a limit of durable_rules (E860) and
        when durable_rules itself reports an error (E863). No message tells a fact of the organization.
        """
        if not isinstance(organization, Organization):
            organization = Organization.model_validate(organization)
        facts = facts_of(organization, as_of)
        law = self._rulebook.selection(known_at).law_for(organization.division, as_of)
        names = _wanted(law, only)
        with self._lock:
            decisions = _Decisions()
            evaluator = Evaluator(law, facts, as_of, decisions)
            decider = decisions.decider = DurableDecider(self._durable(law), self._retes, as_of, evaluator)
            caveats = LawCaveats(law, as_of)
            try:
                return {name: _decision_of(decider.decide(name), decider, caveats) for name in names}
            finally:
                decider.close()

    def close(self) -> None:
        """Gives back what durable_rules compiled. What is asked afterwards is compiled anew."""
        with self._lock:
            self._retes.close()

    def __enter__(self) -> DurableEngine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _durable(self, law: LawPlan) -> DurableLaw:
        """The rulesets of a law, which is kept with them, so that its id stays its own."""
        if id(law) not in self._laws:
            self._laws[id(law)] = law, DurableLaw(law)
        return self._laws[id(law)][1]


class _Decisions:
    """What a decision comes to inside an expression, for the evaluator."""

    decider: DurableDecider

    def decided(self, name: str) -> Value:
        result = self.decider.decide(name)
        match result.outcome:
            case Outcome.NOT_APPLICABLE:
                return None
            case Outcome.UNDETERMINED:
                return UNKNOWN
        return result.answer

    def missing(self, name: str) -> frozenset[str]:
        return self.decider.decide(name).missing


def _wanted(law: LawPlan, only: Collection[str] | None) -> tuple[str, ...]:
    if isinstance(only, str):
        raise UsageError("only is a collection of decision names, not one text")
    for name in only or ():
        if name not in law.decisions:
            near = did_you_mean(name, law.decisions)
            hint = f" Did you mean {near!r}?" if near else ""
            raise UsageError(f"there is no decision {name!r}.{hint}")
    return tuple(name for name in law.decisions if only is None or name in only)


def _decision_of(result: DurableResult, decider: DurableDecider, caveats: LawCaveats) -> Decision:
    plan = result.plan

    def basis_of(name: str) -> Basis:
        found = decider.decide(name)
        return Basis(
            outcome=found.outcome,
            grounds=frozenset(ground.rule.id for ground in found.grounds),
            exceptions=found.exceptions,
            notes=found.notes,
        )

    return Decision(
        plan.name,
        plan.title,
        result.outcome,
        public_value(result.value, plan.shown_type),
        grounds=tuple(ground.rule.ground(ground.since) for ground in result.grounds),
        missing=tuple(sorted(result.missing)),
        caveats=caveats.of(plan.name, basis_of),
        conflict=result.conflict,
    )


__all__ = ["DurableEngine"]
