"""The floor and this library's own engines."""

from __future__ import annotations

from typing import Final

from benchmarks.peers import by_hand
from benchmarks.peers.peer import Loaded
from benchmarks.peers.questions import AS_OF, names, rulebook
from socorg_rules import Organization, Outcome
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.records.facts import facts_of

OUTCOMES: Final = {Outcome.SATISFIED: True, Outcome.NOT_SATISFIED: False, Outcome.UNDETERMINED: None}


def _itself(organization: Organization) -> Organization:
    return organization


def load_by_hand(*, lists: bool = True) -> Loaded:
    """The functions written by hand."""
    return _itself, by_hand.everything if lists else by_hand.facts


def load_compiled(*, lists: bool = True) -> Loaded:
    """``Rulebook.evaluate``, as callers call it."""
    book, wanted = rulebook(), names(lists=lists)

    def answers(organization: Organization) -> tuple[Outcome, ...]:
        return book.evaluate(organization, as_of=AS_OF, only=wanted).outcomes

    return _itself, answers


def load_reference(*, lists: bool = True) -> Loaded:
    """The reference engine, which is written to be read."""
    wanted, book = names(lists=lists), rulebook()

    def answers(organization: Organization) -> list[Outcome]:
        law = book.selection().law_for(organization.division, AS_OF)
        decider = ReferenceDecider(law, facts_of(organization, AS_OF), AS_OF)
        return [decider.decide(name).outcome for name in wanted]

    return _itself, answers


def load_durable(*, lists: bool = True) -> Loaded:
    """The durable engine: atoms answered by this library, gates concluded by durable_rules."""
    from socorg_rules.durable import DurableEngine  # noqa: PLC0415

    wanted, engine = names(lists=lists), DurableEngine(rulebook())

    def answers(organization: Organization) -> list[Outcome]:
        result = engine.evaluate(organization, as_of=AS_OF, only=wanted)
        return [result[name].outcome for name in wanted]

    return _itself, answers
