"""From a cell to the value that the record's field takes.

Only what a cell can't say itself is translated: a text of digits to a count, 是 to true, a list with separators to a
set. What is not understood is passed on as it is, and the record says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Final

from socorg_rules.problems import Place, Problem
from socorg_rules.records.diagnosis import shown
from socorg_rules.records.readers.messages import DATE_NOT_IN_FORMAT, ERROR_CELL, UNCALCULATED_FORMULA
from socorg_rules.records.readers.table import ErrorCell, Uncalculated, is_empty
from socorg_rules.records.specs import FieldSpec

_YES_OR_NO: Final = {"true": True, "是": True, "1": True, "false": False, "否": False, "0": False}
_SEPARATORS: Final = re.compile(r"[;；、|,，]")
# Other programs write a column of counts that has gaps as 12.0.
_WHOLE_NUMBER: Final = re.compile(r"(-?[0-9]{1,20})(?:\.0+)?")
_MIDNIGHT: Final = time()


def value_of_cell(
    cell: object, spec: FieldSpec, place: Place, *, meanings: Mapping[str, str], date_format: str | None
) -> tuple[object, Problem | None]:
    """The value for the field, None for an empty cell; or the problem of a cell that holds no value at all.

    ``meanings`` say what the registry's own words stand for; ``date_format`` is how it writes days (strptime).
    """
    match cell:
        case ErrorCell():
            return None, ERROR_CELL.at(place, name=spec.name, alias=spec.alias, found=cell.code)
        case Uncalculated.FORMULA:
            return None, UNCALCULATED_FORMULA.at(place, name=spec.name, alias=spec.alias)
        case _ if is_empty(cell):
            return None, None
        case str() if spec.kind == "set":
            parts = (part.strip() for part in _SEPARATORS.split(cell))
            return [meanings.get(part, part) for part in parts if part], None
    written = _as_text(cell)
    if written is not None and written in meanings:
        cell = meanings[written]
    elif spec.kind == "date" and date_format is not None and isinstance(cell, str):
        return _day_in_format(cell.strip(), spec, place, date_format)
    return _typed(cell, spec), None


def _as_text(cell: object) -> str | None:
    """The cell as text, a whole number without its decimal point."""
    match cell:
        case bool():
            return None
        case str():
            return cell.strip()
        case int():
            return str(cell)
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return None


def _typed(cell: object, spec: FieldSpec) -> object:
    text = _as_text(cell)
    match spec.kind:
        case "boolean" if text is not None:
            return _YES_OR_NO.get(text.lower(), cell)
        case "count" | "year" if text is not None and (whole := _WHOLE_NUMBER.fullmatch(text)):
            return int(whole[1])
        case "date" if isinstance(cell, datetime) and cell.time() == _MIDNIGHT:
            return cell.date()
        case "text" | "identifier" | "enum" | "date" | "set":
            return cell if text is None else text
        case "money" | "ratio" if isinstance(cell, str):
            return cell.strip()
        case _:
            return cell


def _day_in_format(written: str, spec: FieldSpec, place: Place, date_format: str) -> tuple[date | None, Problem | None]:
    try:
        return datetime.strptime(written, date_format).date(), None
    except ValueError:
        return None, DATE_NOT_IN_FORMAT.at(
            place, name=spec.name, alias=spec.alias, found=shown(written), format=date_format
        )


def key_of_cell(cell: object) -> str | None:
    """The key that a cell holds, None when it is empty or no key."""
    text = _as_text(cell)
    return text or None
