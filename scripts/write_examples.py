"""Writes ``examples/shangcheng-2013``, a district's organizations, as a registry and as an auditor would have them.

The same tables are written twice: as CSV under Chinese names, as registries export them, and as an Excel workbook under
English names, so that both vocabularies of the record are seen at work. Run from the root of the checkout:
``python -m scripts.write_examples [FOLDER]`` (default: ``examples``).
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from openpyxl import Workbook

from scripts.shangcheng_2013 import AS_OF, Population, Row, Tables
from socorg_rules.records.fields import EVENT_LISTS, ORGANIZATION_FIELDS, PLACE_FIELDS, FieldSpec

EXAMPLES: Final = Path(__file__).parent.parent / "examples"
POPULATION: Final = "shangcheng-2013"


def columns(name: str, rows: Sequence[Row]) -> list[FieldSpec]:
    """The columns of a table: of organizations those that are used, of the others all, the key first."""
    if name == "organizations":
        used = {field for row in rows for field, value in row.items() if value is not None}
        return [spec for spec in ORGANIZATION_FIELDS if spec.name in used]
    if name == "places":
        return list(PLACE_FIELDS)
    key = [spec for spec in ORGANIZATION_FIELDS if spec.name == "credit_code"]
    return key + [spec for events in EVENT_LISTS if events.name == name for spec in events.fields]


def chinese_cell(spec: FieldSpec, value: object) -> str:
    """A value as a registry writes it into a text file."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case tuple() if spec.vocabulary is not None:
            return "、".join(spec.vocabulary.term(item).labels.zh for item in value)
        case str() if spec.vocabulary is not None:
            return spec.vocabulary.term(value).labels.zh
        case _:
            return str(value)


def write_csv(folder: Path, tables: Tables) -> None:
    """One file a table, with Chinese columns and values, in UTF-8 with the byte order mark that Excel wants."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        specs = columns(name, rows)
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(spec.alias for spec in specs)
        writer.writerows([chinese_cell(spec, row.get(spec.name)) for spec in specs] for row in rows)
        (folder / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8-sig", newline="\n")


def write_excel(path: Path, tables: Tables) -> None:
    """One sheet a table, with English columns and values; dates, numbers and booleans are those of Excel."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in tables.items():
        sheet = workbook.create_sheet(name)
        sheet.freeze_panes = "A2"
        specs = columns(name, rows)
        sheet.append([spec.name for spec in specs])
        for row in rows:
            values = (row.get(spec.name) for spec in specs)
            sheet.append([";".join(value) if isinstance(value, tuple) else value for value in values])
    content = io.BytesIO()
    workbook.save(content)
    path.write_bytes(_without_clock(content.getvalue()))


def _without_clock(content: bytes) -> bytes:
    """The same workbook, with the day of its figures in place of the time at which it was written."""
    stamp = datetime(AS_OF.year, AS_OF.month, AS_OF.day)
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as written, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in written.namelist():
            part = written.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", f"{stamp.isoformat()}Z".encode(), part)
            kept.writestr(zipfile.ZipInfo(name, stamp.timetuple()[:6]), part, zipfile.ZIP_DEFLATED)
    return copy.getvalue()


def main(folder: Path = EXAMPLES) -> None:
    """Write the population into a folder."""
    tables = Population().fill()
    write_csv(folder / POPULATION, tables)
    write_excel(folder / f"{POPULATION}.xlsx", tables)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
