"""``socorg-rules test``: run the examples of rulesets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from socorg_rules.cli.exit_codes import ExitCode
from socorg_rules.cli.options import LanguageOption
from socorg_rules.cli.speaking import speaking


def test(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="PATH",
            help="A folder of rulesets, one ruleset, or one file of examples. By default the bundled rulesets.",
        ),
    ] = None,
    *,
    coverage_at_least: Annotated[
        float,
        typer.Option(metavar="PERCENT", min=0, max=100, help="Exit with 1 when the examples show fewer of the rules."),
    ] = 0,
    language: LanguageOption = None,
) -> None:
    """Run the examples that stand beside the rulesets, and say which come out otherwise.

    Also says which rules fire in no passing example, and which in every one.

    Exit codes: 0 all passed; 1 some failed, or too few rules are shown; 3 rulesets or examples that can't be used.

    Examples:
        socorg-rules test
        socorg-rules test rulesets/cn/credit-lists/1.0.0.examples.yaml
    """
    with speaking(language) as voice:
        # Imported here so that --help and completion don't wait for it.
        from socorg_rules.cli.ruleset_paths import ruleset_path  # noqa: PLC0415
        from socorg_rules.problems import Place, Problems, ProblemsError  # noqa: PLC0415
        from socorg_rules.reports.coverage_report import CoverageReport  # noqa: PLC0415
        from socorg_rules.reports.example_report import ExampleReport  # noqa: PLC0415
        from socorg_rules.review.coverage import Coverage  # noqa: PLC0415
        from socorg_rules.review.example_runs import run_examples  # noqa: PLC0415
        from socorg_rules.review.messages import NO_EXAMPLES  # noqa: PLC0415
        from socorg_rules.rulebook import Rulebook  # noqa: PLC0415

        location = ruleset_path(path)
        rulebook = Rulebook.bundled() if path is None else Rulebook.load(location.root)
        wanted = [ruleset for ruleset in rulebook.rulesets if location.covers_ruleset(ruleset)]
        problems = Problems()
        report = ExampleReport(rulebook, voice.language)
        coverage = Coverage(wanted)
        files = 0
        for run in run_examples(rulebook, wanted, problems):
            files += 1
            coverage.add(sighting for example in run.runs if example.passed for sighting in example.sightings)
            for line in report.lines(run):
                print(line)
        if not files:
            folder = location.wanted.as_posix()
            raise ProblemsError([NO_EXAMPLES.at(Place(folder), folder=folder)])
        print(report.totals())
        covered = CoverageReport(coverage, voice.language)
        for line in covered.lines():
            print(line)
        voice.complain(problems)
        found = report.failed or covered.percent < coverage_at_least
        code = ExitCode.FINDINGS if found else ExitCode.NOTHING_FOUND
        if problems.errors:
            code = ExitCode.BAD_INPUT
    raise typer.Exit(code)
