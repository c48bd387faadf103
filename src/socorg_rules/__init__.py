"""Rules as code for China's social organizations: a record in, decisions with their articles out."""

from socorg_rules.decisions.outcome import Caveat, CitedArticle, Conflict, Decision, Ground, Outcome
from socorg_rules.problems import Place, Problem, ProblemsError, SocorgRulesError, UsageError
from socorg_rules.records.organization import Organization
from socorg_rules.rulebook import Evaluation, Replay, Rulebook
from socorg_rules.version import __version__

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
    "UsageError",
    "__version__",
]
