"""A durable_rules host that runs exported law: atoms in, decisions out.

    socorg-rules export durable --as-of 2026-06-15 --only anomaly_listing --output law.json
    python examples/durable_host.py law.json atoms.json

``atoms.json`` holds what is known of one organization: for each ruleset its atoms, 0 (false) or 1 (true); an atom that
is unknown is left out. What an atom asks stands under ``facts`` in law.json, in FEEL, with the articles behind it.

Needs durable_rules, which runs on CPython before 3.13.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from durable.engine import Host, MessageNotHandledException


class LawHost(Host):  # type: ignore[misc]
    """Collects what the rules of the law conclude, and tells it to the rules that wait for it."""

    def __init__(self, rulesets: dict[str, Any]) -> None:
        self.concluded: dict[tuple[str, str], dict[str, int]] = {}
        super().__init__(rulesets)

    def _run(self) -> None:
        """No threads in the background: they dispatch by themselves, and firings are lost."""

    def get_action(self, action_name: str) -> Any:
        """What a rule does: ``run`` names the fact that it concludes, such as ``g5=1``."""
        fact, _, value = action_name.partition("=")

        def conclude(context: Any) -> None:
            known = self.concluded.setdefault((context._ruleset._name, context.s.sid), {})
            # Several rules may conclude the same.
            if fact not in known:
                known[fact] = int(value)
                tell(context.assert_fact, {"id": fact, fact: int(value)})

        return conclude


def tell(assert_fact: Any, fact: dict[str, Any]) -> None:
    """Asserts a fact; durable_rules raises when no rule asks for it, which is no error here."""
    with suppress(MessageNotHandledException):
        assert_fact(fact)


def outcomes(law: dict[str, Any], atoms: dict[str, dict[str, int]], sid: str) -> dict[str, str]:
    """The outcomes of findings and requirements; what is neither concluded true nor false is undetermined."""
    host = LawHost(law["rulesets"])
    found: dict[str, str] = {}
    for ruleset, table in law["facts"].items():
        for fact, value in atoms.get(ruleset, {}).items():
            tell(lambda one, ruleset=ruleset: host.assert_fact(ruleset, one), {"sid": sid, "id": fact, fact: value})
        concluded = {f"{fact}={value}" for fact, value in host.concluded.get((ruleset, sid), {}).items()}
        for name, decision in table["decisions"].items():
            keys = ("not_applicable", "satisfied", "not_satisfied")
            found[name] = next((key for key in keys if decision.get(key) in {"always", *concluded}), "undetermined")
    return found


if __name__ == "__main__":
    law_file, atoms_file = sys.argv[1:]
    told = outcomes(json.loads(Path(law_file).read_text("utf-8")), json.loads(Path(atoms_file).read_text("utf-8")), "1")
    print(json.dumps(told, indent=2))
