"""The schema that editors use agrees with the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from scripts.write_ruleset_schema import SCHEMA_FILE, schema_text
from socorg_rules.problems import Problems
from socorg_rules.rulesets.model import Ruleset
from socorg_rules.rulesets.schema import ruleset_schema
from socorg_rules.rulesets.writer import write_ruleset
from socorg_rules.rulesets.yaml_nodes import compose
from tests.rulesets.reading import DECISION, HEAD, problems_in, with_parameter, with_rule, with_table
from tests.rulesets.schema_validation import as_editor_reads, faults
from tests.strategies.rulesets import rulesets

SCHEMA = ruleset_schema()
ROOT = Path(__file__).parents[2] / "rulesets"
WHOLE = (Path(__file__).parent / "golden" / "reader" / "whole.yaml").read_text(encoding="utf-8")
SOURCE = """\
sources:
  mca-60: {title: {zh: 甲, en: a}, in_force: {from: 2018-01-24}, checked: {on: 2026-11-22, how: unseen}}
"""
FIGURE = """\
published_figures:
  - id: total
    says: {zh: 甲, en: a}
    as_of: 2024-01-01
    stated: 1
    cite: mca-60
    checks
"""


def _faults(text: str) -> list[str]:
    document = compose(text, file="f.yaml", problems=Problems())
    assert document is not None
    return list(faults(as_editor_reads(document.root), SCHEMA, SCHEMA))


def test_the_file_is_current() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run scripts/write_ruleset_schema.py"


def test_bundled_rulesets_fit_the_schema() -> None:
    files = [
        path
        for path in ROOT.rglob("*.yaml")
        if not path.name.endswith(".examples.yaml") and path.relative_to(ROOT).parts[0] != "calendars"
    ]
    assert files
    for path in files:
        assert _faults(path.read_text(encoding="utf-8")) == [], path.name


@given(rulesets())
def test_what_the_writer_writes_fits_the_schema(ruleset: Ruleset) -> None:
    assert _faults(write_ruleset(ruleset)) == []


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("version: 1.2.3", "version: 1.2"),
        ("ruleset: cn/jiangsu/sample", "ruleset: CN"),
        ("title: {zh: 样例, en: sample}", "title: 样例"),
        ("title: {zh: 样例, en: sample}", "title: {zh: 样例}"),
        ("released_on: 2026-11-22", "released_on: 2026/11/22"),
        ('code: "320612"', "code: 320612"),
        ("how: opening_read", "how: opening"),
        ("stricter: lower", "stricter: fewer"),
        ("type: money\n    stricter", "type: yuan\n    stricter"),
        ("2018-01-24: {value: 50000", "2018-1-24: {value: 50000"),
        ("cite: mca-60 art.15(5)", "cite: mca-60 第15条"),
        ("kind: answer", "kind: answers"),
        ('label: "5"', "label: 5"),
        ("group: [small, repeated]", "group: Small"),
        ("hit_policy: unique", "hit_policy: first"),
        ("    for_each:", "    foreach:"),
        ("sources:", "source:"),
    ],
)
def test_what_the_schema_refuses(written: str, instead: str) -> None:
    assert WHOLE.count(written) == 1
    assert _faults(WHOLE.replace(written, instead))


@pytest.mark.parametrize(
    ("definition", "text"),
    [
        (None, HEAD + "zzzz: 1\n"),
        ("text", HEAD.replace("en: sample", "en: sample, zzzz: x")),
        ("source", HEAD + SOURCE.replace("in_force", "zzzz: x, in_force")),
        ("period", HEAD + SOURCE.replace("{from", "{zzzz: x, from")),
        ("recheck", HEAD + SOURCE.replace("in_force", "recheck: {zzzz: x}, in_force")),
        ("parameter", with_parameter("direction: relaxes", "values: {2018-01-24: 5}", "cite: x", "zzzz: x")),
        ("definition", HEAD + "definitions: {a: {is: overseas, zzzz: x}}\n"),
        ("decision", HEAD + DECISION + "    zzzz: x\n"),
        ("rule", with_rule("zzzz: x")),
        ("note", with_rule("notes: [{zh: 甲, en: a, zzzz: x}]")),
        ("table", with_table("{id: one}").replace("hit_policy", "zzzz: x\n    hit_policy")),
        ("row", with_table("{id: one, zzzz: x}")),
        ("indicator", HEAD + "indicators: {total: {title: {zh: 甲, en: a}, zzzz: x}}\n"),
        ("publishedFigure", HEAD + "published_figures: [{zzzz: x}]\n"),
        ("figureCheck", HEAD + FIGURE.replace("checks", "checks: [{sum: [1], zzzz: x}] #")),
    ],
)
def test_the_schema_knows_the_keys_that_the_reader_knows(definition: str | None, text: str) -> None:
    schema: dict[str, Any] = SCHEMA if definition is None else SCHEMA["definitions"][definition]
    problem = next(problem for problem in problems_in(text) if problem.code == "E027")
    known = set(dict(problem.values)["known"].split(", "))
    if definition == "row":
        known -= {"form", "level"}
    assert set(schema["properties"]) == known
    missing = {dict(item.values)["key"] for item in problems_in(text) if item.code == "E028"}
    assert missing <= set(schema.get("required", ()))


def test_the_schema_is_plain_json() -> None:
    assert json.loads(schema_text()) == SCHEMA


def test_every_key_is_described_in_both_languages() -> None:
    def described(schema: Any, path: str) -> None:
        if isinstance(schema, dict):
            for key, value in schema.get("properties", {}).items():
                text = value.get("description", "")
                if "$ref" not in value:
                    assert " / " in text, f"{path}.{key}"
            for key, value in schema.items():
                described(value, f"{path}.{key}")

    described(SCHEMA, "")
