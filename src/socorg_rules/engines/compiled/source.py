"""Pieces of Python source, and the module they are put together in."""

from __future__ import annotations

from dataclasses import dataclass, field

INDENT = "    "
PYTHON_OPERATORS = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


@dataclass(frozen=True, slots=True)
class Code:
    """An expression in Python. ``unknown`` and ``null``: whether it can come to that.

    ``simple``: a name or an attribute, which may be written twice. ``loops``: it goes through events, so it is looked
    at after what costs less.
    """

    text: str
    unknown: bool = False
    null: bool = False
    simple: bool = False
    loops: bool = False


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
    """A module while it is written: its functions, and the constants they name."""

    constants: dict[str, object] = field(default_factory=dict)
    functions: list[str] = field(default_factory=list)
    _names: dict[object, str] = field(default_factory=dict)
    _count: int = 0

    def fresh(self, prefix: str) -> str:
        """A name that nothing else has."""
        self._count += 1
        return f"{prefix}{self._count}"

    def constant(self, value: object) -> str:
        """The name of a constant; equal ones of one type share it."""
        key = (type(value), value)
        if key not in self._names:
            name = self._names[key] = self.fresh("c")
            self.constants[name] = value
        return self._names[key]

    def callable(self, key: object, value: object) -> str:
        """The name of something to call, made once for each key."""
        if key not in self._names:
            name = self._names[key] = self.fresh("z")
            self.constants[name] = value
        return self._names[key]

    def table(self, variable: str, text: str) -> str:
        """The name of a table from a year to an expression over it, filled as years are looked up."""
        key = ("table", text.replace(variable, "y"))
        if key not in self._names:
            name = self._names[key] = self.fresh("y")
            self.functions.append(f"{name} = YearTable(lambda {variable}: {text})")
        return self._names[key]

    def add(self, function: Function) -> None:
        self.functions.append(function.source())

    def text(self) -> str:
        return "\n\n".join(self.functions) + "\n"
