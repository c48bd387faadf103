"""One line an organization, for programs."""

from __future__ import annotations

import json
from pathlib import Path

from socorg_rules import __version__
from socorg_rules.reports.json_lines import JsonLines
from socorg_rules.reports.questions import Questions
from tests.golden import check_golden
from tests.review.sample import BLAMELESS, GUILTY, sample_evaluation, sample_records, sample_rulebook

GOLDEN = Path(__file__).parent / "golden"


def line(key: str) -> str:
    return JsonLines(Questions(sample_rulebook().decisions)).line(key, sample_evaluation(key))


def test_a_line_holds_the_key_the_findings_and_the_whole_evaluation() -> None:
    text = json.dumps(json.loads(line(GUILTY)), ensure_ascii=False, indent=1).replace(__version__, "VERSION")
    check_golden(GOLDEN / "guilty.json", text + "\n")


def test_it_is_one_line_and_the_same_every_time() -> None:
    assert "\n" not in line(GUILTY)
    assert line(GUILTY) == line(GUILTY)


def test_parts_written_once_make_the_same_bytes_as_the_whole() -> None:
    questions = Questions(sample_rulebook().decisions)
    lines = JsonLines(questions)
    for key in [*sample_records(), *sample_records()]:
        evaluation = sample_evaluation(key)
        whole = {
            "evaluation": evaluation.as_dict(),
            "findings": sorted(questions.findings_in(evaluation)),
            "key": key,
        }
        assert lines.line(key, evaluation) == json.dumps(
            whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )


def test_no_findings_is_an_empty_list() -> None:
    assert json.loads(line(BLAMELESS))["findings"] == []


def test_the_evaluation_in_it_can_be_replayed() -> None:
    recorded = json.loads(line(GUILTY))["evaluation"]
    assert sample_rulebook().replay(recorded, sample_records()[GUILTY].organization).stands


def test_names_of_organizations_stay_out_of_it() -> None:
    name = sample_records()[GUILTY].organization.name
    assert name is not None
    assert name not in line(GUILTY)
