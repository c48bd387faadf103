"""Which mistakes the examples notice: those on the boundary do, those off it don't."""

from __future__ import annotations

from pathlib import Path

import pytest

from socorg_rules.problems import Problems
from socorg_rules.review.mutation import MutationRun
from socorg_rules.review.mutation_jobs import MutationJob, MutationRequest
from socorg_rules.rulesets.model import Ruleset
from tests.review.mutating import example, fates_in, library_in, verdicts_in, write
from tests.small_law import one_decision, rule

RICH = one_decision(rule("rich", "outcome", when="registered_capital >= 30000"))
STRICT = "registered_capital >= 30000 → registered_capital > 30000"
DROPPED = "registered_capital >= 30000 → None"


def test_examples_on_both_sides_of_a_boundary_notice_everything(tmp_path: Path) -> None:
    write(
        tmp_path,
        RICH,
        example("outcome: satisfied", "{registered_capital: 30000}"),
        example("outcome: not_satisfied", "{registered_capital: 29999.99}"),
    )
    fates = fates_in(tmp_path)
    assert {fates[change] for change in (STRICT, DROPPED, "30000 → 29999.99", "30000 → 30000.01")} == {"killed"}


def test_examples_off_the_boundary_notice_neither_step_nor_strictness(tmp_path: Path) -> None:
    write(
        tmp_path,
        RICH,
        example("outcome: satisfied", "{registered_capital: 31000}"),
        example("outcome: not_satisfied", "{registered_capital: 29000}"),
    )
    fates = fates_in(tmp_path)
    assert {fates[change] for change in (STRICT, "30000 → 29999.99", "30000 → 30000.01")} == {"survived"}
    assert fates[DROPPED] == "killed"


def test_the_example_that_noticed_is_named(tmp_path: Path) -> None:
    write(
        tmp_path,
        RICH,
        example("outcome: satisfied", "{registered_capital: 31000}"),
        example("outcome: satisfied", "{registered_capital: 30000}"),
    )
    killers = {verdict.was: verdict.killer for verdict in verdicts_in(tmp_path) if verdict.fate == "killed"}
    killer = killers["30000"]
    assert killer is not None
    assert (killer.file, killer.line) == ((tmp_path / "cn/test/1.0.0.examples.yaml").as_posix(), 6)


def test_days_are_noticed_by_examples_on_the_first_day_and_the_day_before(tmp_path: Path) -> None:
    given = "{registered_capital: 30000}"
    write(
        tmp_path,
        RICH,
        example("outcome: satisfied", given, "2000-01-01"),
        example("outcome: not_applicable", given, "1999-12-31"),
    )
    fates = fates_in(tmp_path)
    assert fates["from: 2000-01-01 → from: 1999-12-31"] == "killed"
    assert fates["from: 2000-01-01 → from: 2000-01-02"] == "killed"


def test_a_since_is_noticed_where_the_example_tells_the_day(tmp_path: Path) -> None:
    body = one_decision(rule("fined", "outcome", for_each="p in penalties", when="p.amount >= 5", since="p.decided_on"))
    given = "{penalties: [{kind: fine, amount: 5, decided_on: 2024-02-01}]}"
    shifted = 'p.decided_on → p.decided_on + @"P1D"'
    write(tmp_path / "told", body, example("outcome: {grounds: [{rule: fined, since: 2024-02-01}]}", given))
    write(tmp_path / "untold", body, example("outcome: satisfied", given))
    assert fates_in(tmp_path / "told")[shifted] == "killed"
    assert fates_in(tmp_path / "untold")[shifted] == "survived"


def test_what_the_checker_does_not_accept_is_refused(tmp_path: Path) -> None:
    when = "registered_on != null and registered_on < as_of"
    write(tmp_path, one_decision(rule("a", "outcome", when=when)), example("outcome: not_satisfied"))
    assert fates_in(tmp_path)["registered_on != null → None"] == "refused"


def test_rules_that_would_contradict_each_other_are_refused(tmp_path: Path) -> None:
    body = one_decision(
        rule("a", "outcome", when="individual_members < 5", then="1"),
        rule("b", "outcome", when="individual_members >= 5", then="2"),
        kind="answer",
        decision_keys="type: count",
    )
    write(tmp_path, body)
    fates = fates_in(tmp_path)
    assert fates["individual_members < 5 → individual_members <= 5"] == "refused"
    assert fates["individual_members >= 5 → individual_members > 5"] == "survived"


def test_an_example_that_does_not_pass_notices_nothing(tmp_path: Path) -> None:
    write(tmp_path, RICH, example("outcome: not_satisfied", "{registered_capital: 30000}"))
    assert "killed" not in fates_in(tmp_path).values()


def test_only_the_decisions_that_an_example_expects_notice(tmp_path: Path) -> None:
    body = one_decision(rule("rich", "outcome", when="registered_capital >= 30000"))
    body = body.replace("rules:", "  other:\n    title: {zh: 他, en: other}\n    kind: findings\nrules:")
    body += "\n".join(f"  {line}" for line in rule("b", "other", when="individual_members >= 2").splitlines()) + "\n"
    write(tmp_path, body, example("other: satisfied", "{registered_capital: 30000, individual_members: 2}"))
    fates = fates_in(tmp_path)
    assert fates[STRICT] == "survived"
    assert fates["individual_members >= 2 → individual_members > 2"] == "killed"


def test_an_example_beside_another_ruleset_notices_too(tmp_path: Path) -> None:
    write(tmp_path, RICH)
    overlay = one_decision(rule("local", "local_outcome", when="individual_members > 1"), name="local_outcome")
    overlay = overlay.replace("act art.1", "local art.1")
    given = '{division: "320000", registered_capital: 30000}'
    write(tmp_path, overlay, example("outcome: satisfied", given), ruleset="cn/local", place="320000", source="local")
    assert fates_in(tmp_path)[STRICT] == "killed"


def test_a_superseded_version_is_asked_of_its_own_time(tmp_path: Path) -> None:
    write(tmp_path, RICH, example("outcome: satisfied", "{registered_capital: 30000}"))
    first = tmp_path / "cn/test/1.0.0.yaml"
    newer = (
        first.read_text(encoding="utf-8").replace("1.0.0", "1.1.0").replace("released_on: 2020", "released_on: 2021")
    )
    first.with_name("1.1.0.yaml").write_text(newer.replace("30000", "500"), encoding="utf-8")
    library = library_in(tmp_path)
    run = MutationRun(library, Problems())
    fates = {
        (ruleset.version_text, mutant.operator): run.verdict(mutant).fate
        for ruleset in library.rulesets
        for mutant in run.mutants(ruleset)
        if mutant.operator == "comparison"
    }
    assert fates == {("1.0.0", "comparison"): "killed", ("1.1.0", "comparison"): "survived"}


def everything(ruleset: Ruleset) -> bool:
    return True


def job(folder: Path, *, only: str | None = None, sample: int | None = None, seed: int = 0) -> MutationJob:
    return MutationJob(MutationRequest(folder, everything, only, sample, seed))


def test_a_sample_is_chosen_by_its_seed(tmp_path: Path) -> None:
    write(tmp_path, RICH)

    def sample(seed: int) -> list[str]:
        return [f"{mutant.was} {mutant.became}" for mutant in job(tmp_path, sample=3, seed=seed).mutants]

    assert len(job(tmp_path).mutants) == 6
    assert len(sample(1)) == 3
    assert sample(1) == sample(1)
    assert len({tuple(sample(seed)) for seed in range(10)}) > 1
    assert len(job(tmp_path, sample=100).mutants) == 6


def test_one_item_can_be_asked_for_by_name(tmp_path: Path) -> None:
    write(tmp_path, RICH)
    assert {mutant.item for mutant in job(tmp_path, only="rich").mutants} == {"rich"}
    assert {mutant.item for mutant in job(tmp_path, only="act").mutants} == {"act"}
    assert job(tmp_path, only="poor").mutants == ()


@pytest.mark.parametrize("jobs", [1, 2])
def test_several_processes_come_to_the_same(tmp_path: Path, jobs: int) -> None:
    write(tmp_path, RICH, example("outcome: satisfied", "{registered_capital: 30000}"))
    whole = job(tmp_path)
    assert [verdict.fate for verdict in whole.verdicts(jobs)] == [whole.verdict(index).fate for index in range(6)]
