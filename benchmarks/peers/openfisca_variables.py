"""openfisca-core: a variable a question, over arrays. It knows neither null nor lists: -1 stands for what is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from benchmarks.peers.encoding import code_of, coded
from benchmarks.peers.formulas import COMPARISONS, All, AnyOf, Compare, Constant, Fact, Formula, Known
from benchmarks.peers.peer import Loaded
from benchmarks.peers.questions import formulas
from benchmarks.peers.records import facts_named
from socorg_rules import Organization

_OPEN: Final = -1
Record = dict[str, int]


def load() -> Loaded:
    """One organization at a time."""
    simulate = _simulation()
    asked = list(formulas(lists=False))

    def answers(record: Record) -> list[int]:
        simulation = simulate([record])
        return [int(simulation.calculate(name, "2026-06-15")[0]) for name in asked]

    return prepared, answers


def prepared(organization: Organization) -> Record:
    """The facts as numbers."""
    facts = facts_named(formulas(lists=False))
    return {name: _OPEN if value is None else value for name, value in coded(organization, facts).items()}


def _simulation() -> Callable[[Sequence[Record]], Any]:
    import numpy as np  # noqa: PLC0415
    from openfisca_core.entities import build_entity  # noqa: PLC0415
    from openfisca_core.periods import DateUnit  # noqa: PLC0415
    from openfisca_core.simulations import SimulationBuilder  # noqa: PLC0415
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem  # noqa: PLC0415
    from openfisca_core.variables import Variable  # noqa: PLC0415

    entity = build_entity("organization", "organizations", "an organization", is_person=True)
    system = TaxBenefitSystem([entity])
    asked = formulas(lists=False)
    common = {"value_type": int, "entity": entity, "definition_period": DateUnit.DAY, "default_value": _OPEN}
    facts = sorted(facts_named(asked))
    for name in facts:
        system.add_variable(type(name, (Variable,), dict(common)))
    for name, (true, false) in asked.items():
        system.add_variable(type(name, (Variable,), {**common, "formula": _formula(true, false, np)}))

    def simulate(records: Sequence[Record]) -> Any:
        simulation = SimulationBuilder().build_default_simulation(system, count=len(records))
        for name in facts:
            simulation.set_input(name, "2026-06-15", np.array([record[name] for record in records], dtype=np.int32))
        return simulation

    return simulate


def _formula(true: Formula, false: Formula, np: Any) -> Callable[[Any, Any], Any]:
    def formula(organization: Any, period: Any) -> Any:
        def column(name: str) -> Any:
            return organization(name, period)

        return np.where(_mask(true, column), 1, np.where(_mask(false, column), 0, 2))

    return formula


def _mask(formula: Formula, column: Callable[[str], Any]) -> Any:
    match formula:
        case All(parts=[first, *others]):
            mask = _mask(first, column)
            for part in others:
                mask = mask & _mask(part, column)
            return mask
        case AnyOf(parts=[first, *others]):
            mask = _mask(first, column)
            for part in others:
                mask = mask | _mask(part, column)
            return mask
        case Known(fact=fact, known=known):
            return (column(fact.name) != _OPEN) == known
        case Compare(operator=operator, left=Fact(name=name), right=Constant(value=value)):
            return COMPARISONS[operator](column(name), code_of(name, value))
    raise TypeError(f"{type(formula).__name__} can't be written")
