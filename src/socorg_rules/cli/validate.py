"""``socorg-rules validate``: everything that is wrong with rulesets."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from socorg_rules.cli.exit_codes import ExitCode
from socorg_rules.cli.options import LanguageOption
from socorg_rules.cli.speaking import speaking


def validate(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="PATH", help="A folder of rulesets, a part of it, or one file. By default the bundled rulesets."
        ),
    ] = None,
    language: LanguageOption = None,
) -> None:
    """Check rulesets and their examples, and name every problem at once: file, line, column, what to write instead.

    A single file is checked together with the folder of rulesets that it lies in.

    Exit codes: 0 no errors (there may be warnings); 3 errors.

    Examples:
        socorg-rules validate rulesets
        socorg-rules validate rulesets/cn/credit-lists/1.0.0.yaml --language zh
    """
    with speaking(language) as voice:
        # Imported here so that --help and completion don't wait for it.
        from socorg_rules.cli.messages import CHECKED_RULESETS, ERRORS_ELSEWHERE, ERRORS_FOUND  # noqa: PLC0415
        from socorg_rules.cli.ruleset_paths import ruleset_path  # noqa: PLC0415
        from socorg_rules.review.validation import validate_rulesets  # noqa: PLC0415

        location = ruleset_path(path)
        validation = validate_rulesets(location.root)
        here = [problem for problem in validation.problems if location.covers(problem.place.file)]
        errors = sum(problem.severity == "error" for problem in here)
        elsewhere = len(validation.problems.errors) - errors
        for problem in here:
            print(problem.render(voice.language))
        rulesets = [ruleset for ruleset in validation.rulesets if location.covers_ruleset(ruleset)]
        if errors:
            print(voice.say(ERRORS_FOUND, errors=errors))
        elif not elsewhere:
            print(
                voice.say(
                    CHECKED_RULESETS,
                    rulesets=len(rulesets),
                    rules=sum(len(ruleset.rules) for ruleset in rulesets),
                    parameters=sum(len(ruleset.parameters) for ruleset in rulesets),
                    examples=sum(validation.examples[ruleset.file] for ruleset in rulesets),
                )
            )
        if elsewhere:
            print(voice.say(ERRORS_ELSEWHERE, errors=elsewhere))
        code = ExitCode.BAD_INPUT if errors or elsewhere else ExitCode.NOTHING_FOUND
    raise typer.Exit(code)
