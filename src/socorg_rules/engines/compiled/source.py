"""Pieces of Python source."""

from __future__ import annotations

from dataclasses import dataclass, field

INDENT = "    "
U = "..."
"""How source writes the unknown value: of all constants that Python compares by identity the one that is left."""
PYTHON_OPERATORS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


@dataclass(slots=True)
class Connective:
    """A Kleene *and* or *or* in its parts, so that one inside another needs no value of its own.

    Any of ``tests`` comes to ``settles`` (``False`` or ``True``); if none does, it is unknown where one of ``names``,
    variables that the tests bind, is unknown, and the opposite otherwise.
    """

    settles: str
    tests: list[str]
    names: list[str]


@dataclass(slots=True)
class Code:
    """An expression in Python. ``unknown`` and ``null``: whether it can come to that.

    ``simple``: a name or an item of ``s``, which may be written twice. ``loops``: it goes through events, so it is
    looked at after what costs less. ``connectives``: its parts, where it can be unknown and be told
    apart without a value of its own, in one way or both. ``negated``: what
    it denies, where it denies something that can be unknown.
    """

    text: str
    unknown: bool = False
    null: bool = False
    simple: bool = False
    loops: bool = False
    connectives: tuple[Connective, ...] = ()
    negated: Code | None = None


@dataclass(slots=True)
class Function:
    """A function while it is written. ``outer``: variables of the functions around it that it needs.

    ``kept_in``: where what it gives is left, as source, if it is asked again and again. ``leaves_unknown``: a loop in
    it may end with members that neither settle it nor can be left out. ``gives``: what it gives, as an
    expression, where it does nothing else.
    """

    name: str
    parameters: tuple[str, ...] = ("s",)
    kept_in: str | None = None
    gives: str | None = None
    bound: set[str] = field(default_factory=set)
    outer: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    temporaries: int = 0
    leaves_unknown: bool = False

    def temporary(self) -> str:
        self.temporaries += 1
        return f"t{self.temporaries}"

    def giving(self, value: str) -> str:
        """The statement that ends it."""
        if self.kept_in is None:
            return f"return {value}"
        return f"{self.kept_in} = {'r' if value == 'r' else f'r = {value}'}; return r"

    def line(self, depth: int, text: str) -> None:
        self.lines.append(INDENT * depth + text)

    def use(self, variable: str) -> str:
        """A variable of a loop, which is this function's own or comes to it as an argument."""
        if variable not in self.bound:
            self.outer.add(variable)
        return variable

    @property
    def arguments(self) -> str:
        return ", ".join([*self.parameters, *sorted(self.outer)])

    def source(self) -> str:
        return "\n".join([f"def {self.name}({self.arguments}):", *self.lines])
