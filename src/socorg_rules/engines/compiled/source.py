"""Pieces of Python source, and the module they are put together in."""

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
    looked at after what costs less. ``connective``: its parts, where it is one that can be unknown. ``negated``: what
    it denies, where it denies something that can be unknown.
    """

    text: str
    unknown: bool = False
    null: bool = False
    simple: bool = False
    loops: bool = False
    connective: Connective | None = None
    negated: Code | None = None


@dataclass(slots=True)
class Function:
    """A function while it is written. ``outer``: variables of the functions around it that it needs.

    ``leaves_unknown``: a loop in it may end with members that neither settle it nor can be left out.
    """

    name: str
    parameters: tuple[str, ...] = ("s",)
    bound: set[str] = field(default_factory=set)
    outer: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)
    temporaries: int = 0
    leaves_unknown: bool = False

    def temporary(self) -> str:
        self.temporaries += 1
        return f"t{self.temporaries}"

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


@dataclass(slots=True)
class Module:
    """A module while it is written: its functions, and the constants they name.

    ``functions``: their source, by name. ``tables``: the function that fills a table, by the name of the table.
    """

    constants: dict[str, object] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    _names: dict[object, str] = field(default_factory=dict)
    _count: int = 0

    def fresh(self, prefix: str) -> str:
        """A name that nothing else has."""
        self._count += 1
        return f"{prefix}{self._count}"

    def constant(self, value: object) -> str:
        """The name of a constant; equal ones of one type share it."""
        return self.shared((type(value), value), value)

    def shared(self, key: object, value: object) -> str:
        """The name of something that is made once for each key."""
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = self.fresh("c")
            self.constants[name] = value
        return name

    def expression(self, key: object, parameters: str, text: str) -> str:
        """The name of a function that gives an expression, written once for each key."""
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = self.fresh("o")
            self.functions[name] = f"def {name}({parameters}): return {text}"
        return name

    def table(self, function: str) -> str:
        """The name of a table that a function of one value fills."""
        key = ("table", function)
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = self.fresh("y")
            self.tables[name] = function
        return name

    def add(self, function: Function) -> None:
        self.functions[function.name] = function.source()

    def text(self) -> str:
        return "\n\n".join(self.functions.values()) + "\n"
