"""``socorg-rules mutate``: would the examples notice a small mistake in the rulesets?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from socorg_rules.cli.exit_codes import ExitCode
from socorg_rules.cli.options import LanguageOption
from socorg_rules.cli.speaking import speaking


def mutate(  # noqa: PLR0913 - one an option
    path: Annotated[
        Path | None,
        typer.Argument(metavar="PATH", help="A folder of rulesets, or one ruleset. By default the bundled rulesets."),
    ] = None,
    *,
    only: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Only mistakes in this rule, table, parameter, definition, decision or source.",
            show_default=False,
        ),
    ] = None,
    at_least: Annotated[
        float, typer.Option(metavar="PERCENT", min=0, max=100, help="Exit with 1 when fewer are noticed.")
    ] = 0,
    sample: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Try only so many, chosen at random.", show_default=False)
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", help="Chooses the sample; the same number, the same sample.")] = 0,
    jobs: Annotated[int, typer.Option(metavar="N", min=1, help="Work in so many processes.")] = 1,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every change and who noticed it, as JSON.")
    ] = None,
    language: LanguageOption = None,
) -> None:
    """Make small mistakes in rulesets, one at a time, and say which of them no example notices.

    Each number is changed by its smallest step, each date by one day, each comparison made strict or loose, each
    condition dropped. A change that no example notices shows where an example is missing.

    Exit codes: 0 enough are noticed; 1 fewer than --at-least; 3 rulesets or examples that can't be used.

    Examples:
        socorg-rules mutate rulesets/cn/capital/1.0.0.yaml
        socorg-rules mutate rulesets/cn/credit-lists --only large-fine
        socorg-rules mutate --jobs 2 --at-least 95
    """
    with speaking(language) as voice:
        # Imported here so that --help and completion don't wait for it.
        from socorg_rules.cli.messages import MUTATING, NOTHING_TO_MUTATE  # noqa: PLC0415
        from socorg_rules.cli.output import output_to  # noqa: PLC0415
        from socorg_rules.cli.progress import ProgressBar  # noqa: PLC0415
        from socorg_rules.cli.ruleset_paths import ruleset_path  # noqa: PLC0415
        from socorg_rules.problems import Place, ProblemsError  # noqa: PLC0415
        from socorg_rules.reports.mutation_report import MutationReport  # noqa: PLC0415
        from socorg_rules.review.mutation_jobs import MutationJob, MutationRequest  # noqa: PLC0415

        location = ruleset_path(path)
        job = MutationJob(MutationRequest(location.root, location.covers_ruleset, only, sample, seed))
        if not job.mutants:
            raise ProblemsError([NOTHING_TO_MUTATE.at(Place(location.wanted.as_posix()))])
        voice.complain(job.problems)
        verdicts = []
        with ProgressBar(voice.say(MUTATING), len(job.mutants)) as progress:
            for verdict in job.verdicts(jobs):
                verdicts.append(verdict)
                progress.advance()
        report = MutationReport(verdicts, voice.language)
        for line in report.lines():
            print(line)
        if output is not None:
            with output_to(output) as stream:
                json.dump(report.as_dict(), stream, ensure_ascii=False, indent=1)
                stream.write("\n")
        code = ExitCode.FINDINGS if report.percent < at_least else ExitCode.NOTHING_FOUND
        if job.problems.errors:
            code = ExitCode.BAD_INPUT
    raise typer.Exit(code)
