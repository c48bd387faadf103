"""The page about records says what the models say; its tables are written from them."""

from __future__ import annotations

import doctest
import os
from collections.abc import Iterator
from pathlib import Path

from socorg_rules.problems import ProblemKind
from socorg_rules.records import messages as record_messages
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, PLACE_FIELDS, FieldSpec, Vocabulary
from socorg_rules.records.readers import messages as reader_messages

PAGE = Path(__file__).parents[2] / "docs" / "records.md"
BEGIN, END = "<!-- tables -->\n", "<!-- /tables -->\n"


def _table(header: str, rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    columns = header.split(", ")
    yield f"| {' | '.join(columns)} |"
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def _fields(specs: tuple[FieldSpec, ...]) -> Iterator[str]:
    def kind(spec: FieldSpec) -> str:
        return f"[{spec.kind}](#{spec.vocabulary.name})" if spec.vocabulary else spec.kind

    def absent(spec: FieldSpec) -> str:
        return f"{spec.absent.value} (false)" if spec.default is False else spec.absent.value

    return _table(
        "field, Chinese name, kind, absent, meaning",
        ((f"`{spec.name}`", spec.alias, kind(spec), absent(spec), spec.description.en) for spec in specs),
    )


def _vocabularies() -> dict[str, Vocabulary]:
    fields = (*ORGANIZATION_FIELDS, *(field for spec in EVENT_LISTS for field in spec.fields))
    return {field.vocabulary.name: field.vocabulary for field in fields if field.vocabulary is not None}


def _problem_kinds() -> list[ProblemKind]:
    declared = [*vars(record_messages).values(), *vars(reader_messages).values()]
    return sorted((kind for kind in declared if isinstance(kind, ProblemKind)), key=lambda kind: kind.code)


def _tables() -> Iterator[str]:
    yield ""
    yield from _fields(ORGANIZATION_FIELDS)
    yield "## Lists of events"
    yield ""
    for spec in EVENT_LISTS:
        yield f"### {spec.name} ({spec.alias})"
        yield ""
        yield f"{spec.description.en}. Dated by {', '.join(f'`{name}`' for name in spec.dated_by)}."
        yield ""
        yield from _fields(spec.fields)
    yield "## Figures of a place (places, 地区)"
    yield ""
    yield "They describe the place of a population, for its indicators, and no organization."
    yield ""
    yield from _fields(PLACE_FIELDS)
    yield "## Vocabularies"
    yield ""
    for vocabulary in _vocabularies().values():
        yield f"### {vocabulary.name}"
        yield ""
        yield from _table(
            "value, Chinese, also written, meaning",
            ((f"`{t.value}`", t.labels.zh, ", ".join(t.synonyms), t.labels.en) for t in vocabulary.terms),
        )
    yield "## Problems"
    yield ""
    yield "Words in braces stand for what was found."
    yield ""
    yield from _table(
        "code, message, what to write instead",
        ((kind.code, f"{kind.message.zh}<br>{kind.message.en}", kind.hint.en) for kind in _problem_kinds()),
    )


def test_the_tables_of_the_page_are_current() -> None:
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    written, _, after = rest.partition(END)
    current = "\n".join(_tables()) + "\n"
    if os.environ.get("ACCEPT_GOLDEN") == "1":
        PAGE.write_text(before + BEGIN + current + END + after, encoding="utf-8", newline="\n")
        return
    assert written == current, "ACCEPT_GOLDEN=1 pytest tests/records/test_record_docs.py writes the tables"


def test_the_examples_of_the_page_run() -> None:
    results = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert results.attempted > 0
    assert results.failed == 0


def test_every_code_stands_for_one_problem_of_the_range_of_records() -> None:
    codes = [kind.code for kind in _problem_kinds()]
    assert len(codes) == len(set(codes))
    for kind in _problem_kinds():
        assert 300 <= int(kind.code[1:]) < 400
        assert kind.code[0] == ("W" if kind.severity == "warning" else "E")
        assert kind.message.zh.endswith("。")
        assert kind.message.en.endswith(".")
