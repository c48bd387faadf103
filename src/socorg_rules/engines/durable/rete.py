"""durable_rules in the one way that was found to hold.

One *sid*, facts asserted and never retracted, no events, no threads of its own, small integers as the only values.
Whoever uses it does so under a lock.

Retracting a fact that took part in a join which fired reads past the end of the join, and crashes now and then. So the
state of the *sid* is deleted instead. That frees a pointer that was never set unless some rule has fired: hence a rule
that always does. What was interrupted before is thrown away and made anew.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any, Final

from socorg_rules.engines.durable.circuit import Term
from socorg_rules.engines.durable.definitions import Definition, number_of
from socorg_rules.engines.durable.messages import ENGINE_FAILED, NOT_INSTALLED, PYTHON_TOO_NEW
from socorg_rules.problems import Place, ProblemsError

_SID: Final = "1"
_START: Final = "start"
"""The fact that is told first, and the rule that fires for it."""
_FIRST_NEW_PYTHON: Final = (3, 13)
_ERROR_CODE = re.compile(r"error code: (\d+)")
_OUT_OF_MEMORY: Final = 101
_FIRED = re.compile(r'\{"([^"]+)"')


def load_durable_rules() -> ModuleType:
    """The functions of durable_rules; raises ``ProblemsError`` that says why, where they can't be had."""
    if sys.version_info >= _FIRST_NEW_PYTHON:
        version = f"{sys.implementation.name} {sys.version_info.major}.{sys.version_info.minor}"
        raise ProblemsError([PYTHON_TOO_NEW.at(Place(), version=version)])
    try:
        import durable_rules_engine  # noqa: PLC0415
    except ImportError:
        raise ProblemsError([NOT_INSTALLED.at(Place())]) from None
    module: ModuleType = durable_rules_engine
    return module


class Rete:
    """Definitions compiled by durable_rules, and the facts told and concluded. Not for two threads at once."""

    def __init__(self, name: str, definitions: Mapping[str, Definition]) -> None:
        self._engine = load_durable_rules()
        self._name = name
        self._definitions = definitions
        rules = {name: definition.as_json() for name, definition in definitions.items()}
        self._text = json.dumps({_START: {"all": [{"m0": {_START: number_of(True)}}]}, **rules})
        self._has_started = False
        self._asserted: dict[str, bool] = {}
        self._handle = self._created()

    def tell(self, facts: Mapping[str, bool]) -> None:
        """Asserts facts and everything that follows from them; facts that are known already are left alone."""
        new = {fact: value for fact, value in facts.items() if fact not in self._asserted}
        if not new:
            return
        try:
            if not self._has_started:
                self._assert(Term(_START, True))
            for fact, value in new.items():
                offset = self._assert(Term(fact, value))
            self._conclude(offset)
        except BaseException:
            self._begin_anew()
            raise

    def value(self, term: Term) -> bool | None:
        """Whether a term is known to be true or false; None while nothing concludes it."""
        known = self._asserted.get(term.fact)
        return None if known is None else known is term.value

    def forget(self) -> None:
        """Takes all facts back, told and concluded ones."""
        if not self._has_started:
            return
        self._asserted = {}
        self._has_started = False
        try:
            self._call(self._engine.delete_state, self._handle, _SID)
        except BaseException:
            self._begin_anew()
            raise

    def held_facts(self) -> list[dict[str, Any]]:
        """What durable_rules holds of facts, for tests that nothing stays behind."""
        if not self._has_started:
            return []
        found: list[dict[str, Any]] = json.loads(self._call(self._engine.get_facts, self._handle, _SID))
        return [fact for fact in found if "$s" not in fact and fact["id"] != _START]

    def close(self) -> None:
        """Gives the compiled definitions back."""
        self.forget()
        self._call(self._engine.delete_ruleset, self._handle)

    def _begin_anew(self) -> None:
        self._asserted = {}
        self._has_started = False
        self._call(self._engine.delete_ruleset, self._handle)
        self._handle = self._created()

    def _created(self) -> int:
        handle: int = self._call(self._engine.create_ruleset, self._name, self._text)
        return handle

    def _assert(self, term: Term) -> int:
        fact = f'{{"sid":"{_SID}","id":"{term.fact}","{term.fact}":{number_of(term.value)}}}'
        _, offset = self._call(self._engine.assert_fact, self._handle, fact)
        self._asserted[term.fact] = term.value
        return int(offset)

    def _conclude(self, offset: int) -> None:
        """Lets every definition fire that can, and asserts what it concludes."""
        started = self._call(self._engine.start_action_for_state, self._handle, offset)
        fired = None if started is None else started[1]
        while fired is not None:
            match = _FIRED.match(fired)
            assert match is not None
            definition = self._definitions.get(match[1])
            if definition is None:
                self._has_started = True
            # A fact may be concluded in several ways.
            elif definition.concludes.fact not in self._asserted:
                self._assert(definition.concludes)
            fired = self._call(self._engine.complete_and_start_action, self._handle, offset)

    def _call(self, function: Callable[..., Any], *arguments: object) -> Any:
        """A call into durable_rules, whose errors say nothing but a number and are told in our own words."""
        try:
            return function(*arguments)
        except MemoryError:
            code = str(_OUT_OF_MEMORY)
        except self._engine.error as error:
            found = _ERROR_CODE.search(str(error))
            code = found[1] if found else "?"
        raise ProblemsError([ENGINE_FAILED.at(Place(), code=code)])
