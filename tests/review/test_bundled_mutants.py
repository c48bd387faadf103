"""The examples of the bundled rulesets notice mistakes in them: a sample here, all of them with `make mutants`."""

from __future__ import annotations

from socorg_rules.reports.mutation_report import MutationReport
from socorg_rules.review.mutation_jobs import MutationJob, MutationRequest
from socorg_rules.rulebook import bundled_path
from socorg_rules.rulesets.model import Ruleset

SAMPLE = 150
LEAST_PERCENT = 90
"""Five below what is asked of all of them: a sample of this size may lie so far off."""


def everything(ruleset: Ruleset) -> bool:
    return True


def test_a_sample_of_small_mistakes_is_noticed() -> None:
    job = MutationJob(MutationRequest(bundled_path(), everything, sample=SAMPLE, seed=20261122))
    verdicts = list(job.verdicts())
    report = MutationReport(verdicts, "en")
    assert len(verdicts) == SAMPLE
    assert report.percent >= LEAST_PERCENT, "\n".join(report.lines())
