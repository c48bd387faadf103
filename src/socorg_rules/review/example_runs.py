"""Running examples: what came out against what was expected."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal

from socorg_rules.decisions.outcome import Decision, DecisionValue
from socorg_rules.engines.reference.deciding import ReferenceDecider
from socorg_rules.engines.reference.results import decision_of
from socorg_rules.problems import Place, Problems, did_you_mean
from socorg_rules.records.facts import Facts, facts_of
from socorg_rules.review import messages
from socorg_rules.review.coverage import Sighting, sightings_in
from socorg_rules.review.examples import Example, Expectation, read_examples_file
from socorg_rules.rulebook import Rulebook
from socorg_rules.rulesets.library import EXAMPLES_SUFFIX
from socorg_rules.rulesets.model import Ruleset
from socorg_rules.rulesets.plan import LawPlan

Aspect = Literal["outcome", "value", "grounds", "missing", "caveats"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that came out otherwise: both sides as an examples file would write them."""

    decision: str
    aspect: Aspect
    expected: str
    found: str
    place: Place


@dataclass(frozen=True, slots=True)
class ExampleRun:
    """An example and how it differs from what was expected; no difference: it passed.

    ``sightings`` are of the rules of the decisions that it expects.
    """

    example: Example
    differences: tuple[Difference, ...]
    sightings: tuple[Sighting, ...]

    @property
    def passed(self) -> bool:
        return not self.differences


@dataclass(frozen=True, slots=True)
class FileRun:
    """All examples of one file."""

    file: str
    runs: tuple[ExampleRun, ...]

    @property
    def failed(self) -> tuple[ExampleRun, ...]:
        return tuple(run for run in self.runs if not run.passed)


def examples_path(ruleset: Ruleset) -> Path:
    """Where the examples of a ruleset version are, if it has any."""
    return Path(ruleset.file).with_suffix("").with_name(f"{ruleset.version_text}{EXAMPLES_SUFFIX}")


def run_examples(rulebook: Rulebook, rulesets: Sequence[Ruleset], problems: Problems) -> Iterator[FileRun]:
    """Runs the examples of these rulesets, file by file; files and examples that can't be used become problems.

    An example of a superseded version that names no ``known_at`` is asked on the last day of that version.
    """
    for ruleset in rulesets:
        if not examples_path(ruleset).is_file():
            continue
        known_at = last_day(ruleset, rulebook.rulesets)
        sound = sound_examples(ruleset, rulebook, problems)
        runs = tuple(run_example(rulebook, example, known_at=known_at) for example in sound)
        yield FileRun(examples_path(ruleset).as_posix(), runs)


def sound_examples(ruleset: Ruleset, rulebook: Rulebook, problems: Problems) -> tuple[Example, ...]:
    """The examples beside a ruleset that can be run; what is wrong with the others is added to ``problems``."""
    path = examples_path(ruleset)
    if not path.is_file():
        return ()
    examples = read_examples_file(path, problems)
    known_at = last_day(ruleset, rulebook.rulesets)
    rules = frozenset(rule.id for other in rulebook.rulesets for rule in other.rules)
    return tuple(example for example in examples if _names_are_known(example, known_at, rules, rulebook, problems))


def run_example(rulebook: Rulebook, example: Example, *, known_at: date | None = None) -> ExampleRun:
    """Decides what the example asks and compares. ``known_at`` serves examples that name none themselves."""
    selection = rulebook.selection(example.known_at or known_at)
    law = selection.law_for(example.organization.division, example.as_of)
    decider = example_decider(law, facts_of(example.organization, example.as_of), example.as_of)
    differences: list[Difference] = []
    sightings: list[Sighting] = []
    for expectation in example.then:
        result = decider.decide(expectation.decision)
        differences += differences_from(expectation, decision_of(result, decider))
        sightings += sightings_in(result, law.rulesets)
    return ExampleRun(example, tuple(differences), tuple(sightings))


def example_decider(law: LawPlan, facts: Facts, as_of: date) -> ReferenceDecider:
    """What decides examples. They ask each law only a few times, so preparing it would take longer than deciding."""
    return ReferenceDecider(law, facts, as_of)


def last_day(ruleset: Ruleset, rulesets: Sequence[Ruleset]) -> date | None:
    """The last day on which this version was the newest; None while it still is."""
    later = (other.released_on for other in rulesets if other.id == ruleset.id and other.version > ruleset.version)
    superseded_on = min(later, default=None)
    return None if superseded_on is None else superseded_on - timedelta(days=1)


def _names_are_known(
    example: Example, known_at: date | None, rules: Collection[str], rulebook: Rulebook, problems: Problems
) -> bool:
    asked_at = example.known_at or known_at
    if asked_at is not None and asked_at < rulebook.release_days[0]:
        first = rulebook.release_days[0].isoformat()
        problems.add(messages.NOTHING_RELEASED.at(example.place, known_at=asked_at.isoformat(), first=first))
        return False
    decisions = rulebook.selection(asked_at).names.decisions
    known = True
    for expectation in example.then:
        if expectation.decision not in decisions:
            suggestion = did_you_mean(expectation.decision, decisions)
            problems.add(
                messages.UNKNOWN_DECISION.at(expectation.place, suggestion=suggestion, name=expectation.decision)
            )
            known = False
    for rule, place in example.of:
        if rule not in rules:
            problems.add(messages.UNKNOWN_RULE.at(place, suggestion=did_you_mean(rule, rules), name=rule))
            known = False
    return known


def differences_from(expected: Expectation, found: Decision) -> Iterator[Difference]:
    """What came out otherwise than expected."""
    if expected.outcome is not None and expected.outcome is not found.outcome:
        outcome = found.outcome.value
        if found.missing:
            outcome += f" (missing: {', '.join(found.missing)})"
        elif found.conflict is not None:
            outcome += f" (conflict: {', '.join(found.conflict.rules)})"
        yield Difference(found.name, "outcome", expected.outcome.value, outcome, expected.place)
    if expected.has_value and not _is_value(expected.value, found.value):
        yield Difference(found.name, "value", _written(expected.value), written_value(found.value), expected.place)
    if expected.grounds is not None and not _are_grounds(expected, found):
        wanted = [(ground.rule, ground.since, ground.dated) for ground in expected.grounds]
        actual = [(ground.rule, ground.since, True) for ground in found.grounds]
        yield Difference(found.name, "grounds", _ground_list(wanted), _ground_list(actual), expected.place)
    if expected.missing is not None and set(expected.missing) != set(found.missing):
        yield Difference(
            found.name, "missing", _written(expected.missing), _written(tuple(found.missing)), expected.place
        )
    if expected.caveats is not None:
        kinds = tuple(dict.fromkeys(caveat.kind for caveat in found.caveats))
        # An example tells of the caveats it is about; only an empty list says that there is none.
        if not set(expected.caveats) <= set(kinds) or (not expected.caveats and kinds):
            yield Difference(found.name, "caveats", _written(expected.caveats), _written(kinds), expected.place)


def _is_value(written: str | tuple[str, ...] | None, value: DecisionValue) -> bool:
    match value:
        case None:
            return written is None
        case bool():
            return written == written_value(value)
        case frozenset() | tuple():
            labels = written if isinstance(written, tuple) else (written,)
            return set(labels) == set(value)
        case Decimal() | int():
            return isinstance(written, str) and _number(written) == value
        case _:
            return written == written_value(value)


def _number(written: str) -> Decimal | None:
    try:
        return Decimal(written)
    except InvalidOperation:
        return None


def _are_grounds(expected: Expectation, found: Decision) -> bool:
    """The same rules; a rule that is named with a day has a ground of that day, and every ground is named."""
    wanted = expected.grounds or ()
    actual = [(ground.rule, ground.since) for ground in found.grounds]
    all_found = all(
        any(rule == ground.rule and (not ground.dated or since == ground.since) for rule, since in actual)
        for ground in wanted
    )
    all_named = all(
        any(rule == ground.rule and (not ground.dated or since == ground.since) for ground in wanted)
        for rule, since in actual
    )
    return all_found and all_named


def written_value(value: DecisionValue) -> str:
    """A value as an examples file writes it."""
    match value:
        case None:
            return "none"
        case bool():
            return "true" if value else "false"
        case frozenset():
            return _written(tuple(sorted(value)))
        case tuple():
            return _written(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _written(value: str | tuple[str, ...] | None) -> str:
    if value is None:
        return "none"
    return value if isinstance(value, str) else f"[{', '.join(value)}]"


def _ground_list(grounds: list[tuple[str, date | None, bool]]) -> str:
    texts = (f"{rule} since {since or 'none'}" if dated else rule for rule, since, dated in grounds)
    return f"[{', '.join(texts)}]"
