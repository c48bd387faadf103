"""Writes schema/ruleset.schema.json: ``python scripts/write_ruleset_schema.py``."""

from __future__ import annotations

import json
from pathlib import Path

from socorg_rules.rulesets.schema import ruleset_schema

SCHEMA_FILE = Path(__file__).resolve().parent.parent / "schema" / "ruleset.schema.json"


def schema_text() -> str:
    """The file's text, Chinese characters as they are."""
    return json.dumps(ruleset_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.parent.mkdir(exist_ok=True)
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8", newline="\n")
