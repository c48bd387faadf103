"""The law for a durable_rules host: complete, readable, and right when a host runs it."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from socorg_rules import Organization, Rulebook
from socorg_rules.engines.durable.rulesets import DurableLaw
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.exports.durable import durable_definitions
from socorg_rules.records.facts import facts_of
from socorg_rules.rulesets.plan import RulePlan
from tests.cli.conftest import Call, call
from tests.feel.parsing import parsed

__all__ = ["call"]

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "families.jsonl"
AS_OF = date(2026, 6, 15)
FINDINGS = ("anomaly_listing", "establishment", "direct_registration", "evaluation_privileges", "charity_spending")


@pytest.fixture(scope="module")
def law() -> dict[str, Any]:
    return durable_definitions(Rulebook.bundled(), division="320612", as_of=AS_OF)


def test_every_decision_of_the_place_is_there(law: dict[str, Any]) -> None:
    decided = {name for table in law["facts"].values() for name in table["decisions"]}
    assert decided == set(Rulebook.bundled().selection().law_for("320612", AS_OF).decisions)


def test_every_fact_of_a_rule_is_in_a_table(law: dict[str, Any]) -> None:
    for name, rules in law["rulesets"].items():
        table = law["facts"][name]
        concluded = {rule["run"].partition("=")[0] for rule in rules.values()}
        asked = {fact for rule in rules.values() for one in rule["all"] for pattern in one.values() for fact in pattern}
        assert asked - concluded == table["atoms"].keys()
        assert table["gates"].keys() <= concluded


def test_only_small_integers_are_compared(law: dict[str, Any]) -> None:
    patterns = [p for rules in law["rulesets"].values() for rule in rules.values() for one in rule["all"] for p in one]
    assert patterns
    values = {
        value
        for rules in law["rulesets"].values()
        for rule in rules.values()
        for one in rule["all"]
        for pattern in one.values()
        for value in pattern.values()
    }
    assert values == {law["values"]["false"], law["values"]["true"]}


def test_every_atom_is_an_expression_that_can_be_read(law: dict[str, Any]) -> None:
    for table in law["facts"].values():
        for atom in table["atoms"].values():
            assert parsed(atom["feel"]) is not None


def test_atoms_of_rules_name_their_articles(law: dict[str, Any]) -> None:
    atoms = law["facts"]["anomaly_listing"]["atoms"].values()
    fines = [atom for atom in atoms if "anomaly_sanctions" in atom["feel"]]
    assert fines
    assert all("第11条第1款第5项" in "".join(atom["articles"]["zh"]) for atom in fines)


def test_names_inside_atoms_are_explained(law: dict[str, Any]) -> None:
    assert "small_sanctions" in law["definitions"]["anomaly_sanctions"]
    assert law["parameters"]["large_fine"] == {"2018-01-24": "50000.00"}
    assert law["parameters"]["social_group_report_term"]["1998-10-25"] == "P5M"


def test_atoms_that_need_another_decision_say_so(law: dict[str, Any]) -> None:
    after = {name for table in law["facts"].values() for atom in table["atoms"].values() for name in atom["after"]}
    assert "rating_in_force" in after


def test_only_what_is_asked_for_is_written() -> None:
    found = durable_definitions(Rulebook.bundled(), division="320612", as_of=AS_OF, only=["minimum_capital"])
    assert list(found["rulesets"]) == ["minimum_capital"]


def atoms_of(organization: Organization) -> tuple[dict[str, dict[str, int]], dict[str, str]]:
    """What a team would find out about an organization: its atoms, and the outcomes to be expected."""
    law = Rulebook.bundled().selection().law_for("320612", AS_OF)
    decider = ReferenceDecider(law, facts_of(organization, AS_OF), AS_OF)
    durable = DurableLaw(law)
    answered: dict[str, dict[str, int]] = {}
    for name in FINDINGS:
        answers = {}
        for atom in durable.ruleset(name, AS_OF).circuit.atoms:
            meaning = atom.meaning
            if isinstance(meaning, RulePlan):
                held = next((one.holds for one in decider.decide(name).rules if one.rule.id == meaning.id), None)
            else:
                held = decider.evaluator.evaluate(meaning)
            if isinstance(held, bool):
                answers[atom.fact] = int(held)
        answered[name] = answers
    return answered, {name: decider.decide(name).outcome.value for name in FINDINGS}


ORGANIZATIONS = [
    Organization.model_validate_json(line).model_copy(update={"division": "320612"})
    for line in EXAMPLES.read_text("utf-8").splitlines()
]


# durable_rules asks the clock in a way that newer versions of Python frown upon.
@pytest.mark.filterwarnings("ignore:.*utcfromtimestamp:DeprecationWarning")
@pytest.mark.parametrize("organization", ORGANIZATIONS[::2], ids=range(0, len(ORGANIZATIONS), 2))
def test_a_host_concludes_what_the_reference_engine_says(organization: Organization) -> None:
    pytest.importorskip("durable_rules_engine", exc_type=ImportError)
    host = importlib.import_module("examples.durable_host")
    atoms, expected = atoms_of(organization)
    law = durable_definitions(Rulebook.bundled(), division="320612", as_of=AS_OF, only=FINDINGS)
    assert host.outcomes(json.loads(json.dumps(law)), atoms, "1") == expected


def test_the_example_host_runs_as_it_says(tmp_path: Path) -> None:
    pytest.importorskip("durable_rules_engine", exc_type=ImportError)
    atoms, expected = atoms_of(ORGANIZATIONS[0])
    law = durable_definitions(Rulebook.bundled(), division="320612", as_of=AS_OF, only=FINDINGS)
    (tmp_path / "law.json").write_text(json.dumps(law), "utf-8")
    (tmp_path / "atoms.json").write_text(json.dumps(atoms), "utf-8")
    script, *files = (ROOT / "examples" / "durable_host.py", tmp_path / "law.json", tmp_path / "atoms.json")
    done = subprocess.run([sys.executable, script, *files], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == expected


# The command.


def test_the_command_writes_the_same(call: Call, tmp_path: Path) -> None:
    target = tmp_path / "law.json"
    options = ("--as-of", "2026-06-15", "--division", "320612", "--only", "minimum_capital")
    answer = call("export", "durable", *options, "--output", target)
    assert (answer.code, answer.out) == (0, "")
    written = json.loads(target.read_text("utf-8"))
    assert written == durable_definitions(Rulebook.bundled(), division="320612", as_of=AS_OF, only=["minimum_capital"])


def test_the_command_refuses_what_can_not_be_at_once(call: Call) -> None:
    answer = call("export", "durable", "--as-of", "2026-13-01", "--only", "minimum_capitol")
    assert answer.code == 3
    assert "2026-13-01" in answer.err and "minimum_capital" in answer.err
