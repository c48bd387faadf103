"""An auditor: reads an export, counts what was decided, and looks at one case by its article.

Run it from anywhere: ``python examples/api_auditor.py``.
"""

from collections import Counter
from datetime import date
from pathlib import Path

from socorg_rules import Outcome, Rulebook
from socorg_rules.records.readers import read_records

EXAMPLES = Path(__file__).parent


def main() -> None:
    """Count over a workbook, after saying what is wrong with it."""
    batch = read_records(EXAMPLES / "shangcheng-2013.xlsx")
    print(f"{len(batch.records)} records, {len(batch.problems)} problems")
    for problem in batch.problems:
        print(problem.render("zh"))

    rulebook = Rulebook.bundled()
    wanted = ["inspection_due", "report_late", "rating_in_force"]
    counts: Counter[tuple[str, str, Outcome]] = Counter()
    for record in batch.records:
        result = rulebook.evaluate(record.organization, as_of=date(2013, 10, 31), only=wanted)
        form = record.organization.form or "filed"
        counts.update((name, form, decision.outcome) for name, decision in result.items())
    for (name, form, outcome), count in sorted(counts.items()):
        if outcome is not Outcome.NOT_APPLICABLE:
            print(f"{name:<16} {form:<15} {outcome.value:<14} {count:>4}")


if __name__ == "__main__":
    main()
