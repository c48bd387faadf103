"""One organization a line, for programs: always the same bytes for the same input."""

from __future__ import annotations

import json
from collections.abc import Mapping

from socorg_rules.decisions.outcome import Caveat, Decision, Ground
from socorg_rules.decisions.record import caveat_record, decision_record, ground_record
from socorg_rules.evaluation import Evaluation
from socorg_rules.reports.questions import Questions
from socorg_rules.reports.remembered import Remembered
from socorg_rules.rulesets.plan import RulesetVersion


class JsonLines:
    """Writes evaluations as lines of JSON.

    What many organizations are told is written out once and put into each of their lines.
    """

    def __init__(self, questions: Questions) -> None:
        self._questions = questions
        self._decision = Remembered(self._decision_text)
        self._ground = Remembered(_ground_text)
        self._caveats = Remembered(_caveats_text)
        self._rulesets = Remembered(_rulesets_text)
        self._names: dict[tuple[str, ...], tuple[tuple[str, str], ...]] = {}

    def line(self, key: str, evaluation: Evaluation) -> str:
        """The organization's key, the names of its findings, and the evaluation as ``Rulebook.replay`` takes it."""
        decisions = ",".join(
            [f"{quoted}:{self._decision(evaluation[name])}" for name, quoted in self._ordered(evaluation)]
        )
        evaluated = {
            "as_of": _text(evaluation.as_of.isoformat()),
            "decisions": f"{{{decisions}}}",
            "input_digest": _text(evaluation.input_digest),
            "known_at": _text(evaluation.known_at.isoformat()),
            "library_version": _text(evaluation.library_version),
            "places": _text(evaluation.places),
            "rulesets": self._rulesets(evaluation.rulesets),
        }
        findings = sorted(self._questions.findings_in(evaluation))
        return _object({"evaluation": _object(evaluated), "findings": _text(findings), "key": _text(key)})

    def _ordered(self, evaluation: Evaluation) -> tuple[tuple[str, str], ...]:
        """The names of the decisions in alphabetical order, each with how JSON writes it."""
        names = tuple(evaluation)
        if names not in self._names:
            self._names[names] = tuple((name, _text(name)) for name in sorted(names))
        return self._names[names]

    def _decision_text(self, decision: Decision) -> str:
        # Grounds and caveats are long, and few: they are written by themselves.
        brief = Decision(
            decision.name,
            decision.title,
            decision.outcome,
            decision.value,
            missing=decision.missing,
            conflict=decision.conflict,
        )
        parts = {name: _text(part) for name, part in decision_record(brief).items()}
        parts["grounds"] = f"[{','.join([self._ground(ground) for ground in decision.grounds])}]"
        parts["caveats"] = self._caveats(decision.caveats)
        return _object(parts)


def _text(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _object(parts: Mapping[str, str]) -> str:
    """An object of members that are JSON already."""
    return f"{{{','.join([f'{_text(name)}:{parts[name]}' for name in sorted(parts)])}}}"


def _ground_text(ground: Ground) -> str:
    return _text(ground_record(ground))


def _caveats_text(caveats: tuple[Caveat, ...]) -> str:
    return _text([caveat_record(caveat) for caveat in caveats])


def _rulesets_text(rulesets: tuple[RulesetVersion, ...]) -> str:
    return _text([version.as_dict() for version in rulesets])
