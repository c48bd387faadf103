"""How long the reference engine takes for one organization: deciding everything, and explaining it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from socorg_rules import Evaluation, Organization, Rulebook

EXAMPLES = Path(__file__).parent.parent / "examples" / "families.jsonl"
AS_OF = date(2026, 6, 15)
RUNS = 5


def main() -> None:
    """Prints milliseconds per organization, and what explaining costs as a multiple of deciding."""
    rulebook = Rulebook.bundled()
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line.strip()]
    organizations = [Organization.model_validate(record) for record in records]
    deciding: list[float] = []
    explaining: list[float] = []
    for _ in range(RUNS):
        start = perf_counter()
        evaluations: list[Evaluation] = [rulebook.evaluate(one, as_of=AS_OF) for one in organizations]
        decided = perf_counter()
        for evaluation in evaluations:
            evaluation.explain("zh")
        deciding.append((decided - start) / len(organizations))
        explaining.append((perf_counter() - decided) / len(organizations))
    print(f"{len(organizations)} organizations, {len(rulebook.decision_names)} decisions, median of {RUNS}")
    print(f"  deciding    {1000 * median(deciding):8.2f} ms each")
    ratio = median(explaining) / median(deciding)
    print(f"  explaining  {1000 * median(explaining):8.2f} ms each, {ratio:.1f} x deciding")


if __name__ == "__main__":
    main()
