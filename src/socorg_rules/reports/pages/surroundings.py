"""What is around an expression: the entries it walks over, what its names mean, and of which type it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, cast

from socorg_rules.feel import syntax as s
from socorg_rules.problems import Language, Text
from socorg_rules.records.fields import list_named
from socorg_rules.reports.pages import phrases as say
from socorg_rules.reports.pages.markdown import escaped, link
from socorg_rules.reports.pages.names import Meaning, Names

ON_A_DAY: Final = "_on"
"""Behind the name of a parameter: its value on a day."""


@dataclass(slots=True)
class Entry:
    """What a filter, a quantifier or ``for_each`` walks over: an event, a year, or a member of a set.

    ``letter`` is what it is called from further in; ``called`` whether it was.
    """

    kind: Literal["event", "year", "member"]
    variable: str | None
    list_name: str
    type: str
    letter: str
    called: bool = field(default=False)


class Surroundings:
    """The names of one place's law in one language, and the entries between which an expression stands."""

    def __init__(self, names: Names, language: Language) -> None:
        self._names = names
        self._language: Language = language
        self._entries: list[Entry] = []

    def _enter(self, domain: s.Expression | s.YearRange, variable: str | None) -> Entry:
        letter = self._word(say.LETTERS)[len(self._entries)]
        if isinstance(domain, s.YearRange):
            entry = Entry("year", variable, "", "year", letter)
        else:
            type_ = self._type_of(domain)
            kind: Literal["event", "member"] = "event" if type_.startswith("list<") else "member"
            entry = Entry(kind, variable, self._list_name(domain), element(type_), letter)
        self._entries.append(entry)
        return entry

    def _list_name(self, node: s.Expression) -> str:
        type_ = self._type_of(node)
        return element(type_) if type_.startswith("list<") else ""

    def _introduced(self, entry: Entry) -> str:
        if not entry.called or entry.kind == "member":
            return ""
        letter = entry.letter
        if entry.kind == "year":
            letter = self._called(entry)
        return self._fill(say.NAMED, letter=letter)

    def _called(self, entry: Entry) -> str:
        entry.called = True
        match entry.kind:
            case "member":
                return self._word(say.THIS_MEMBER)
            case "year":
                return self._fill(say.YEAR_LETTER, letter=entry.letter)
        return entry.letter

    def _innermost(self) -> Entry | None:
        return next((entry for entry in reversed(self._entries) if entry.kind == "event"), None)

    def _walked(self, name: str) -> Entry | None:
        """The year or member that a variable stands for."""
        walked = (entry for entry in reversed(self._entries) if entry.variable == name and entry.kind != "event")
        return next(walked, None)

    def _entry_of(self, node: s.Expression) -> Entry | None:
        """Whose field a name or path is; None for a fact of the organization."""
        for entry in reversed(self._entries):
            if entry.kind != "event":
                continue
            match node:
                case s.Name(name=name) if entry.variable is None and self._names.field(entry.list_name, name):
                    return entry
                case s.Path(base=s.Name(name=variable)) if entry.variable == variable:
                    return entry
        return None

    def _meaning(self, node: s.Expression) -> Meaning | None:
        """What a name, or a field of an event, stands for."""
        entry = self._entry_of(node)
        if entry is not None:
            return self._names.field(entry.list_name, cast("s.Name | s.Path", node).name)
        return self._names.find(node.name) if isinstance(node, s.Name) else None

    def _titled(self, meaning: Meaning) -> str:
        title = meaning.title.in_language(self._language)
        return escaped(title) if meaning.link is None else link(title, meaning.link)

    def _law_noun(self, meaning: Meaning) -> str:
        """A name of law inside a sentence; entries of a list need no article."""
        said = self._titled(meaning)
        starts = meaning.title.en.partition(" ")[0] in ("the", "a", "an", "whether", "how")
        return said if meaning.type.startswith("list<") or starts else self._fill(say.LAW_NOUN, title=said)

    def _plain(self, meaning: Meaning) -> str:
        title = escaped(meaning.title.in_language(self._language))
        return title if self._language == "zh" else title[0].lower() + title[1:]

    def _type_of(self, node: s.Expression) -> str:
        """The type of an expression as far as it bears on how it is said."""
        match node:
            case s.NumberLiteral():
                return "number"
            case s.DateLiteral() | s.DateOf():
                return "date"
            case s.DurationLiteral():
                return "duration"
            case s.Name(name="as_of"):
                return "date"
            case s.Name(name=name):
                entry = self._walked(name)
                if entry is not None:
                    return entry.type
                meaning = self._meaning(node)
                return "" if meaning is None else meaning.type
            case s.Path(base=base, name=name):
                return self._type_of_path(node, base, name)
            case s.Arithmetic(left=left, right=right):
                kinds = (self._type_of(left), self._type_of(right))
                return next((kind for kind in ("date", "money", "year", "ratio") if kind in kinds), "number")
            case s.If(then=then, otherwise=otherwise):
                return self._type_of(then) or self._type_of(otherwise)
            case s.Filter(base=base):
                return self._type_of(base)
            case s.Call(function="count"):
                return "count"
            case s.Call(function="add_working_days"):
                return "date"
            case s.Call(function=("min" | "max" | "sum"), arguments=arguments):
                return next((kind for part in arguments if (kind := self._type_of(part))), "")
            case s.Call(function=function):
                meaning = self._names.find(function.removesuffix(ON_A_DAY))
                return "" if meaning is None else meaning.type
            case s.StringLiteral() | s.NullLiteral() | s.ListLiteral() | s.Negate():
                return ""
            case _:
                return "boolean"

    def _type_of_path(self, node: s.Expression, base: s.Expression, name: str) -> str:
        meaning = self._meaning(node)
        if meaning is not None:
            return meaning.type
        list_name = self._list_name(base)
        if list_name and list_named(list_name) is not None:
            inside = self._names.field(list_name, name)
            return "" if inside is None else inside.type
        return {"year": "year", "days": "days"}.get(name, "number")

    def _word(self, text: Text) -> str:
        return text.in_language(self._language)

    def _fill(self, text: Text, **values: object) -> str:
        return text.in_language(self._language).format(**values)


def element(type_: str) -> str:
    """What a set or list holds; the type itself of anything else."""
    return type_.partition("<")[2].removesuffix(">") or type_
