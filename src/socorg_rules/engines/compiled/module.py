"""A module of generated source whose functions are written and compiled when they are first called."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import RLock
from typing import Any

from socorg_rules.engines.compiled.runtime import Table
from socorg_rules.engines.compiled.source import Function


class Module:
    """Functions, and the constants they name.

    Most records call for few of the functions. Whoever adds to it holds its ``lock``.
    """

    def __init__(self, shared_names: dict[str, object]) -> None:
        self.lock = RLock()
        self.namespace: dict[str, Any] = dict(shared_names)
        self._sources: dict[str, str] = {}
        self._writers: dict[str, Callable[[], Function]] = {}
        self._giving: dict[str, str] = {}
        self._names: dict[object, str] = {}
        self._count = 0

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
            self.namespace[name] = value
        return name

    def expression(self, key: object, parameters: str, text: str) -> str:
        """The name of a function that gives an expression, written once for each key."""
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = self.fresh("o")
            self._add(name, f"def {name}({parameters}): return {text}")
        return name

    def function(self, key: object, prefix: str, write: Callable[[str], Function]) -> str:
        """The name of a function that is written once for each key; ``write`` is told its name."""
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = self.fresh(prefix)
            self._add(name, write(name).source())
        return name

    def table(self, function: str) -> str:
        """The name of a table that a function of one value fills."""
        key = ("table", function)
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = self.fresh("y")
            self.namespace[name] = Table(partial(self._call, function))
        return name

    def add(self, function: Function) -> None:
        """A function that is written already."""
        self._add(function.name, function.source())

    def add_later(self, name: str, write: Callable[[], Function], replaced: str | None = None) -> None:
        """A function that is written when it is first called; from then on it does what ``replaced`` did, too."""
        self._writers[name] = write
        self.namespace[name] = partial(self._first_call, name, replaced)

    def _add(self, name: str, source: str) -> None:
        self._sources[name] = source
        self.namespace[name] = partial(self._first_call, name, None)

    def _call(self, name: str, argument: Any) -> Any:
        return self.namespace[name](argument)

    def _first_call(self, name: str, replaced: str | None, *arguments: Any) -> Any:
        """Two threads may both compile a function; either is as good."""
        with self.lock:
            self._write(name)
            exec(compile(self._sources[name], f"<compiled law: {name}>", "exec"), self.namespace)
            if replaced is not None:
                self.namespace[replaced] = self.namespace[name]
        return self.namespace[name](*arguments)

    def given(self, name: str) -> str | None:
        """What a function gives, as an expression, where it does nothing else; it is written to find out."""
        with self.lock:
            self._write(name)
            return self._giving.get(name)

    def _write(self, name: str) -> None:
        """Writes a function whose turn has come."""
        write = self._writers.pop(name, None)
        if write is not None:
            function = write()
            self._sources[name] = function.source()
            if function.gives is not None:
                self._giving[name] = function.gives

    def compiled(self, function: Function) -> Any:
        """A function that no other one calls."""
        exec(compile(function.source(), f"<compiled law: {function.name}>", "exec"), self.namespace)
        return self.namespace.pop(function.name)

    def text(self) -> str:
        """What has been written so far."""
        return "\n\n".join(self._sources.values()) + "\n"
