"""What a ruleset says, apart from where it is written."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from socorg_rules.feel.syntax import Node
from socorg_rules.problems import Place
from socorg_rules.rulesets.model import Ruleset

_Part = TypeVar("_Part")


def same_content(left: Ruleset, right: Ruleset) -> bool:
    """Whether two rulesets say the same, wherever they stand and however they are laid out."""
    return without_places(left) == without_places(right)


def without_places(ruleset: Ruleset) -> Ruleset:
    """The same ruleset without ``file``, ``digest`` and the places of its parts."""
    return replace(_without_places(ruleset), file="", digest="")


def _without_places(part: _Part) -> _Part:
    if not is_dataclass(part) or isinstance(part, Node | type):
        return part
    changed: dict[str, Any] = {}
    for item in fields(part):
        value = getattr(part, item.name)
        if isinstance(value, Place):
            changed[item.name] = Place()
        elif item.name == "place_of":
            changed[item.name] = None
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            changed[item.name] = tuple(_without_places(member) for member in value)
        else:
            changed[item.name] = _without_places(value)
    return replace(part, **changed)
