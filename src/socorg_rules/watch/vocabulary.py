"""What can be told of an organization: a kind of event for every date of the record, and four besides.

Derived from the record's model, so that a field added there is an event at once. A kind is called as its field is in
files (``penalties.decided_on``, ``行政处罚.处罚决定日期``), or in words (``penalty decided``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from socorg_rules.problems import Text, did_you_mean
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, FieldSpec, ListSpec


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event.

    ``list``: the list of the record to which it belongs; ``field``: the date that it sets; None where there is none.
    ``words``: how it may be written besides.
    """

    name: str
    alias: str
    title: Text
    list: ListSpec | None = None
    field: FieldSpec | None = None
    words: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        return (self.name, self.alias, *self.words)


STATED: Final = EventKind("stated", "陈述", Text("陈述事实", "facts stated"))
"""Facts from a day on: fields of the organization, whole lists, or both."""
WITHDRAWN: Final = EventKind("withdrawn", "撤回", Text("撤回事件", "event withdrawn"))
"""An earlier event never was."""
DAY_PASSED: Final = EventKind("day_passed", "日期推进", Text("日期推进", "day passed"))
"""It is now the day ``on``."""

_PLAIN_WORDS: Final = {
    "annual_reports.submitted_on": Text("年报报送", "report filed"),
    "mailings.returned_on": Text("信函退回", "letter returned"),
    "listings.listed_on": Text("列入名录", "listed"),
    "listings.removed_on": Text("移出名录", "removed"),
}
"""What people say instead of list and field."""


def _kinds_of_lists() -> Iterator[EventKind]:
    for spec in EVENT_LISTS:
        for field in spec.fields:
            if field.kind == "date" and not field.is_term:
                yield _kind(f"{spec.name}.{field.name}", f"{spec.alias}.{field.alias}", spec, field)


def _kinds_of_fields() -> Iterator[EventKind]:
    for field in ORGANIZATION_FIELDS:
        if field.kind == "date":
            yield _kind(field.name, field.alias, None, field)


def _kind(name: str, alias: str, spec: ListSpec | None, field: FieldSpec) -> EventKind:
    done = field.name.removesuffix("_on").replace("_", " ")
    said = done if spec is None else f"{_one_of(spec.name)} {done}"
    in_chinese = field.alias.removesuffix("日期")
    title = Text(in_chinese if spec is None else f"{spec.alias}：{in_chinese}", said)
    plain = _PLAIN_WORDS.get(name)
    return EventKind(name, alias, plain or title, spec, field, tuple(dict.fromkeys((said, *(plain or ())))))


def _one_of(plural: str) -> str:
    """``penalties`` is ``penalty``."""
    words = plural.replace("_", " ")
    return f"{words.removesuffix('ies')}y" if words.endswith("ies") else words.removesuffix("s")


EVENT_KINDS: Final[tuple[EventKind, ...]] = (
    STATED,
    *_kinds_of_fields(),
    *_kinds_of_lists(),
    WITHDRAWN,
    DAY_PASSED,
)
KIND_OF: Final = {kind.name: kind for kind in EVENT_KINDS}
"""The kinds by their names."""


def _normal(written: str) -> str:
    return written.strip().lower().replace(" ", "_")


def _by_spelling(kinds: Iterable[EventKind]) -> dict[str, EventKind]:
    found: dict[str, EventKind] = {}
    for kind in kinds:
        for spelling in kind.spellings:
            found.setdefault(_normal(spelling), kind)
    return found


_BY_SPELLING: Final = _by_spelling(EVENT_KINDS)


def kind_named(written: str) -> EventKind | None:
    """The kind of this name, in either language or in words; None when there is none."""
    return _BY_SPELLING.get(_normal(written))


def nearest_kind(written: str) -> str | None:
    """The spelling that was perhaps meant."""
    return did_you_mean(written, [spelling for kind in EVENT_KINDS for spelling in kind.spellings])
