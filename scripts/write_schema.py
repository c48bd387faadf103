"""Writes schema/organization.schema.json from the record models: ``python scripts/write_schema.py``."""

from __future__ import annotations

import json
from pathlib import Path

from socorg_rules.records.organization import Organization

SCHEMA_FILE = Path(__file__).resolve().parent.parent / "schema" / "organization.schema.json"


def schema_text() -> str:
    """The file's text: JSON Schema 2020-12 of one organization, Chinese characters as they are."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Organization.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.parent.mkdir(exist_ok=True)
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8", newline="\n")
