"""Small folders of rulesets and examples, and what becomes of their mutants."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

from socorg_rules.problems import Problems
from socorg_rules.review.mutants import Mutant
from socorg_rules.review.mutation import MutationRun, Verdict
from socorg_rules.rulesets.library import Library, read_library
from tests.small_law import ruleset_text


def example(then: str, given: str = "{}", as_of: str = "2024-03-01", **keys: str) -> str:
    """An entry of ``examples:``; keys and values as YAML."""
    lines = ["- name: an example", f"  given: {given}", f"  as_of: {as_of}"]
    lines += [f"  {key}: {value}" for key, value in keys.items()]
    return "\n".join([*lines, f"  then: {{{then}}}"])


def write(folder: Path, body: str, *examples: str, ruleset: str = "cn/test", **head: str) -> Path:
    """Writes a ruleset of version 1.0.0 and its examples; returns the folder."""
    home = folder / ruleset
    home.mkdir(parents=True)
    (home / "1.0.0.yaml").write_text(ruleset_text(body, ruleset=ruleset, **head), encoding="utf-8")
    if examples:
        text = "examples:\n" + indent("\n".join(examples), "  ") + "\n"
        (home / "1.0.0.examples.yaml").write_text(text, encoding="utf-8")
    return folder


def library_in(folder: Path) -> Library:
    """The rulesets of a folder, which must be sound."""
    problems = Problems()
    library = read_library(folder, problems)
    problems.extend(library.check())
    assert not problems.errors, "\n".join(problem.render() for problem in problems)
    return library


def mutants_in(folder: Path) -> Iterator[Mutant]:
    """All mutants of all rulesets of a folder."""
    library = library_in(folder)
    run = MutationRun(library, Problems())
    for ruleset in library.rulesets:
        yield from run.mutants(ruleset)


def verdicts_in(folder: Path) -> list[Verdict]:
    """What becomes of all mutants of a folder."""
    library = library_in(folder)
    problems = Problems()
    run = MutationRun(library, problems)
    assert not problems.errors, "\n".join(problem.render() for problem in problems)
    return [run.verdict(mutant) for ruleset in library.rulesets for mutant in run.mutants(ruleset)]


def told(verdict: Verdict | Mutant) -> str:
    """A change as a report tells it."""
    return f"{verdict.was} → {verdict.became}"


def fates_in(folder: Path) -> dict[str, str]:
    """What becomes of every change, by what it is."""
    return {told(verdict): verdict.fate for verdict in verdicts_in(folder)}
