"""A ruleset as its file says it: read and well-formed, with every piece still knowing its place.

Expressions are parsed here but not yet typed; :mod:`socorg_rules.rulesets.library` puts rulesets together and
checks them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Literal

from socorg_rules.feel.places import PlaceOf
from socorg_rules.feel.plan import Duration
from socorg_rules.feel.syntax import Expression, Span, Tests, YearRange
from socorg_rules.problems import Place, Text

if TYPE_CHECKING:
    from socorg_rules.rulesets.indicator_model import Indicator, PublishedFigure

DecisionKind = Literal["answer", "findings", "requirements"]
Direction = Literal["relaxes", "tightens", "replaces"]
HitPolicy = Literal["unique", "collect"]
Stricter = Literal["higher", "lower"]
FindingOutcome = Literal["satisfied", "not_satisfied"]


class Checked(Enum):
    """How far a text or a value was checked. Everything but TEXT_READ is a caveat in a decision."""

    TEXT_READ = "text_read"
    OPENING_READ = "opening_read"
    SECONDARY = "secondary"
    INFERRED = "inferred"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which something is in force, both ends included; None is open."""

    start: date | None = None
    end: date | None = None

    def contains(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: Period) -> bool:
        starts_before_other_ends = self.start is None or other.end is None or self.start <= other.end
        return starts_before_other_ends and (other.start is None or self.end is None or other.start <= self.end)


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Recheck:
    """From a day on a text is due for another look (an amendment nobody has seen yet)."""

    since: date
    why: Text


@dataclass(frozen=True, slots=True)
class Source:
    """An instrument of law or a document: what it is, when it is in force, how far it was checked."""

    id: str
    title: Text
    number: str | None
    issuer: Text | None
    issued_on: date | None
    in_force: Period
    checked: Checked
    checked_on: date
    note: Text | None
    recheck: Recheck | None
    place: Place


@dataclass(frozen=True, slots=True)
class Citation:
    """Where in a source: article, paragraph, item; or a section of a policy; or key words of a document."""

    source: str
    article: str | None = None
    paragraph: str | None = None
    item: str | None = None
    section: str | None = None
    words: str | None = None
    number_unseen: bool = False
    place: Place = Place()


class Inherit(Enum):
    """The dated value ``inherit``: from that day on, what the place above says holds again."""

    INHERIT = "inherit"


ParameterValue = Decimal | bool | date | str | Duration | frozenset[str] | None


@dataclass(frozen=True, slots=True)
class DatedValue:
    """The value of a parameter from ``start`` until the next one's start. ``None`` is null: there is none."""

    start: date
    value: ParameterValue | Inherit
    cites: tuple[Citation, ...]
    checked: Checked | None
    note: Text | None
    recheck: Recheck | None
    place: Place


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated number, date, duration or set of law.

    ``stricter`` says which change tightens the law: a ``higher`` or a ``lower`` value (for a set: ``more`` or
    ``fewer`` members); ``None`` where neither does. ``direction`` is an overlay's claim.
    """

    name: str
    title: Text | None
    type: str | None
    values: tuple[DatedValue, ...]
    stricter: Stricter | None
    direction: Direction | None
    place: Place


@dataclass(frozen=True, slots=True)
class SourceExpression:
    """A parsed expression with the text it came from.

    ``place`` is where the text begins; :meth:`place_at` finds a node of the tree in the file.
    """

    text: str
    tree: Expression
    place: Place
    place_of: PlaceOf | None = field(default=None, compare=False, repr=False)

    def place_at(self, span: Span) -> Place:
        """Where in the file the part of the text at ``span`` stands."""
        return self.place if self.place_of is None else self.place_of(span)


@dataclass(frozen=True, slots=True)
class Iterator:
    """``for_each: later in small_sanctions``: one finding an element."""

    text: str
    variable: str
    domain: Expression | YearRange
    place: Place
    place_of: PlaceOf | None = field(default=None, compare=False, repr=False)

    def place_at(self, span: Span) -> Place:
        """Where in the file the part of the text at ``span`` stands."""
        return self.place if self.place_of is None else self.place_of(span)


@dataclass(frozen=True, slots=True)
class Definition:
    """A name for an expression. ``type`` is optional and then checked against what the expression gives."""

    name: str
    title: Text | None
    type: str | None
    expression: SourceExpression
    place: Place


@dataclass(frozen=True, slots=True)
class DecisionDeclaration:
    """A question the library answers. ``finding``: the outcome that tells an auditor of something wrong."""

    name: str
    title: Text
    description: Text | None
    kind: DecisionKind
    type: str | None
    scope: SourceExpression | None
    value: SourceExpression | None
    otherwise: SourceExpression | None
    finding: FindingOutcome | None
    place: Place


@dataclass(frozen=True, slots=True)
class Note:
    """A caveat a rule gives to its decision, always or when a condition holds."""

    text: Text
    when: SourceExpression | None
    place: Place


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of law.

    ``when`` says whom it concerns. An *answer* has ``then``; *requirements* have ``requires``; *findings* may
    have ``for_each``. ``exception_to`` names rules or groups it beats: in findings and requirements such a
    rule only takes away, in an answer it also gives its own ``then``. ``in_force`` is the rule's own period
    or, when it names none (``ALWAYS``), that of its first source. In a row of a table ``when`` is the *and* of the
    row's cells and of its own ``when``.
    """

    id: str
    decides: str
    title: Text
    cites: tuple[Citation, ...]
    in_force: Period
    groups: tuple[str, ...]
    exception_to: tuple[str, ...]
    for_each: Iterator | None
    when: SourceExpression | None
    requires: SourceExpression | None
    then: SourceExpression | None
    since: SourceExpression | None
    label: str
    notes: tuple[Note, ...]
    checked: Checked | None
    direction: Direction | None
    table: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Cell:
    """The unary tests of one cell of a table. The cell ``-`` is no cell."""

    text: str
    tests: Tests
    place: Place
    place_of: PlaceOf | None = field(default=None, compare=False, repr=False)

    def place_at(self, span: Span) -> Place:
        """Where in the file the part of the text at ``span`` stands."""
        return self.place if self.place_of is None else self.place_of(span)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row as written: a cell (None: any value) for every input, and the row's own condition."""

    rule: str
    cells: tuple[Cell | None, ...]
    when: SourceExpression | None


@dataclass(frozen=True, slots=True)
class Table:
    """What is checked of a table as a whole; its rows are rules of their own (``Rule.table`` names it)."""

    id: str
    decides: str
    title: Text
    hit_policy: HitPolicy
    inputs: tuple[SourceExpression, ...]
    rows: tuple[TableRow, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class FormerCode:
    """A division code that a place had until a day."""

    code: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A place by its GB/T 2260 code; ``100000`` is the whole country."""

    code: str
    title: Text
    former: tuple[FormerCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruleset:
    """One version of one ruleset: one file."""

    id: str
    version: tuple[int, int, int]
    released_on: date
    jurisdiction: Jurisdiction
    title: Text
    description: Text | None
    sources: tuple[Source, ...]
    parameters: tuple[Parameter, ...]
    definitions: tuple[Definition, ...]
    decisions: tuple[DecisionDeclaration, ...]
    rules: tuple[Rule, ...]
    tables: tuple[Table, ...]
    file: str
    digest: str
    indicators: tuple[Indicator, ...] = ()
    published_figures: tuple[PublishedFigure, ...] = ()

    @property
    def version_text(self) -> str:
        return ".".join(str(part) for part in self.version)
