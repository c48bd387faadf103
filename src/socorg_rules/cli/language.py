"""In which language to speak."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from socorg_rules.problems import Language

_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(environment: Mapping[str, str]) -> Language:
    """Chinese where the locale of messages is Chinese, English everywhere else."""
    locale = next((value for name in _VARIABLES if (value := environment.get(name))), "")
    return "zh" if locale.lower().startswith("zh") else "en"
