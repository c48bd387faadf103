"""One organization a line, for programs: always the same bytes for the same input."""

from __future__ import annotations

import json

from socorg_rules.evaluation import Evaluation
from socorg_rules.reports.questions import Questions


def json_line(key: str, evaluation: Evaluation, questions: Questions) -> str:
    """The organization's key, the names of its findings, and the evaluation as ``Rulebook.replay`` takes it."""
    line = {
        "evaluation": evaluation.as_dict(),
        "findings": sorted(questions.findings_in(evaluation)),
        "key": key,
    }
    return json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
