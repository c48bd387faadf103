"""Rules as code for China's social organizations: a record in, decisions with their articles out.

Names are loaded when they are first used, so that ``import socorg_rules`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from socorg_rules.version import __version__

if TYPE_CHECKING:
    from socorg_rules.decisions.outcome import Caveat, CitedArticle, Conflict, Decision, Ground, Outcome
    from socorg_rules.evaluation import Evaluation
    from socorg_rules.problems import Place, Problem, ProblemsError, SocorgRulesError, UsageError
    from socorg_rules.records.organization import Organization
    from socorg_rules.rulebook import Replay, Rulebook
    from socorg_rules.timeline.timeline import Timeline
    from socorg_rules.watch.watch import Watch

_HOMES = {
    "decisions.outcome": ("Caveat", "CitedArticle", "Conflict", "Decision", "Ground", "Outcome"),
    "problems": ("Place", "Problem", "ProblemsError", "SocorgRulesError", "UsageError"),
    "records.organization": ("Organization",),
    "evaluation": ("Evaluation",),
    "rulebook": ("Replay", "Rulebook"),
    "timeline.timeline": ("Timeline",),
    "watch.watch": ("Watch",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Caveat",
    "CitedArticle",
    "Conflict",
    "Decision",
    "Evaluation",
    "Ground",
    "Organization",
    "Outcome",
    "Place",
    "Problem",
    "ProblemsError",
    "Replay",
    "Rulebook",
    "SocorgRulesError",
    "Timeline",
    "UsageError",
    "Watch",
    "__version__",
]


def __getattr__(name: str) -> object:
    module = _HOME_OF.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted((*globals(), *__all__))
