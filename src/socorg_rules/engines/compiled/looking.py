"""What conditions and facts came to for one record, part by part: what a text about a decision depends on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from socorg_rules.engines.compiled.expressions import Expressions
from socorg_rules.engines.compiled.scope import Frame
from socorg_rules.engines.compiled.source import Function, U
from socorg_rules.feel import plan as p

MOST_EVENTS: Final = 12
"""Events of a list that are looked at one by one; of more than that texts hardly ever come out alike."""
_CONDITIONS: Final = (p.Compare, p.CompareCount, p.IsNull, p.IsMember, p.Quantifier, p.All, p.AnyOf, p.Negation)
"""Forms that come to nothing but true, false or unknown."""


@dataclass(slots=True)
class Look:
    """What to find out of a record, or of each member of a domain; each once and in order."""

    conditions: dict[p.Plan, None] = field(default_factory=dict)
    facts: dict[p.Plan, None] = field(default_factory=dict)
    loops: dict[tuple[object, ...], Loop] = field(default_factory=dict)


@dataclass(slots=True)
class Loop:
    """What to find out of the members of a domain, which all ``variables`` stand for.

    ``condition`` of each member: only of those for which it comes to the same as ``whole``, or to one of ``wanted``
    (None: unknown), more is to be found out. ``most``: of none, where more than so many all come to the same.
    ``apart``: each member is told by itself.
    """

    domain: p.Domain
    variable: str | None
    condition: p.Plan | None = None
    whole: p.Quantifier | None = None
    wanted: tuple[bool | None, ...] = ()
    most: int = 0
    apart: bool = False
    look: Look = field(default_factory=Look)

    @property
    def all_alike(self) -> bool:
        """What ``whole`` comes to where no member settles it otherwise."""
        return self.whole is not None and self.whole.kind == "every"


Seen = tuple[tuple[Any, ...], list[Any], list[int]]
"""How a record came out, the values of the facts in the order in which they were looked at, and where among them those
of each member begin that is told apart, and end those of the last.

How it came out says of each condition what it came to, of each fact whether it is null or unknown, and of each loop the
same for its members.
"""
Looking = Callable[[list[Any]], Seen | None]
"""From what is known of a record to what is seen of it; None where there is too much to look at."""


def looking(expressions: Expressions, look: Look) -> Looking:
    """The function that finds it out."""
    module = expressions.module
    with module.lock:
        function = Function(module.fresh("see"))
        function.line(1, "v, a = [], []")
        shape = _Writer(expressions, function).write(look, Frame(function), 1)
        function.line(1, f"return ({_listed(shape)}), v, a")
        return module.compiled(function)  # type: ignore[no-any-return]


class _Writer:
    """Writes what is found out; ``v`` holds the values of facts, ``a`` where those of members begin."""

    def __init__(self, expressions: Expressions, function: Function) -> None:
        self._expressions = expressions
        self._function = function

    def write(self, look: Look, frame: Frame, depth: int) -> list[str]:
        """How a record or a member came out, in its parts, as source."""
        flags = self._facts(look.facts, frame, depth)
        loops = [self._loop(loop, frame, depth) for loop in look.loops.values()]
        return [*[self._came_out(condition, frame) for condition in look.conditions], *flags, *loops]

    def _came_out(self, condition: p.Plan, frame: Frame) -> str:
        """What a condition came to; of any other expression, whether that is null or unknown."""
        code = self._expressions.compile(condition, frame)
        if isinstance(condition, _CONDITIONS):
            return code.text
        name = self._function.temporary()
        bound = f"({name} := {code.text})"
        return f"({name} if {bound}.__class__ is bool or {name} is None or {name} is {U} else 0)"

    def _facts(self, facts: Iterable[p.Plan], frame: Frame, depth: int) -> list[str]:
        """Whether those of some facts are null or unknown that can be."""
        values, flags = [], []
        for fact in facts:
            code = self._expressions.compile(fact, frame)
            if not (code.unknown or code.null):
                values.append(code.text)
                continue
            name = self._function.temporary()
            values.append(f"({name} := {code.text})")
            flags.append(f"({name} if {name} is None or {name} is {U} else 0)")
        if values:
            self._function.line(depth, f"v += ({_listed(values)})")
        return flags

    def _loop(self, loop: Loop, frame: Frame, depth: int) -> str:
        """Writes a loop; the name of what tells how its members came out."""
        # No other function has a name with this number.
        number, line = self._expressions.module.fresh(""), self._function.line
        members, member, came_out = f"x{number}", f"e{number}", f"k{number}"
        self._function.bound.add(member)
        walk = self._expressions.loops.walk(loop.domain, frame)
        names = [name for name, _ in walk.filters] + ([] if loop.variable is None else [loop.variable])
        inside = frame.inside(self._function, dict.fromkeys(names, member))
        source = walk.source
        if isinstance(loop.domain, p.Years):
            source = f"range({loop.domain.low}, {self._expressions.compile(loop.domain.high, frame).text} + 1)"
        line(depth, f"{members} = {source}")
        if walk.unknown:
            line(depth, f"if {members} is {U}:")
            line(depth + 1, f"{came_out} = ({_listed([U, *self._unlisted(loop.look, depth + 1)])})")
            line(depth, "else:")
            depth += 1
        whole = "None"
        if loop.whole is not None:
            whole = f"w{number}"
            line(depth, f"{whole} = {self._expressions.compile(loop.whole, frame).text}")
        if loop.most:
            line(depth, f"if {whole} is {loop.all_alike} and len({members}) > {loop.most}:")
            line(depth + 1, f"{came_out} = {whole}, len({members})")
            line(depth, "else:")
            depth += 1
        if walk.list_name is not None:
            line(depth, f"if len({members}) > {MOST_EVENTS}: return None")
        line(depth, f"{came_out} = [{'False' if loop.apart else whole}]")
        # Terms in the order in which they are told.
        each = f"sorted({members})" if walk.list_name is None and walk.years is None else members
        line(depth, f"for {member} in {each}:" if walk.certain else f"for {member}, b{number} in {each}:")
        shape = [] if walk.certain else [f"b{number}"]
        for _, condition in walk.filters:
            belongs = self._function.temporary()
            line(depth + 1, f"{belongs} = {self._expressions.compile(condition, inside).text}")
            line(depth + 1, f"if {belongs} is False: continue")
            shape.append(belongs)
        if loop.condition is not None:
            line(depth + 1, f"f{number} = {self._expressions.compile(loop.condition, inside).text}")
            wanted = [whole] if loop.whole is not None else [U if truth is None else truth for truth in loop.wanted]
            others = " and ".join(f"f{number} is not {value}" for value in wanted) or "True"
            line(depth + 1, f"if {others}: continue")
        if isinstance(loop.domain, p.Years):
            # What is the same for all records is not the same for all years.
            shape.append(member)
        if loop.apart:
            line(depth + 1, "a.append(len(v))")
        shape += self.write(loop.look, inside, depth + 1)
        line(depth + 1, f"{came_out}.append(({_listed(shape)}))")
        line(depth, f"{came_out} = tuple({came_out})")
        if loop.apart:
            line(depth, "a.append(len(v))")
        return came_out

    def _unlisted(self, look: Look, depth: int) -> list[str]:
        """Which loops inside one without members have none either; if one has, there is too much to look at."""
        unknown = []
        for loop in look.loops.values():
            if isinstance(loop.domain, p.Years | p.Members):
                self._function.line(depth, "return None")
            else:
                events = self._expressions.scope.fact(p.list_of(loop.domain))
                unknown.append(f"{events} is {U}")
                self._function.line(depth, f"if {events} and {events} is not {U}: return None")
        return unknown


def _listed(items: Iterable[str]) -> str:
    return "".join(f"{item}, " for item in items)
