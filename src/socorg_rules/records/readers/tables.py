"""Records in tables: finds out which table of a source is which, and puts them together."""

from __future__ import annotations

from collections import defaultdict
from contextlib import closing

from socorg_rules.problems import Place, Problems, did_you_mean
from socorg_rules.records.diagnosis import shown
from socorg_rules.records.readers.assembly import TableSet
from socorg_rules.records.readers.batch import Batch
from socorg_rules.records.readers.columns import ReadableTable, understand
from socorg_rules.records.readers.mapping import ColumnMapping
from socorg_rules.records.readers.messages import NO_ORGANIZATIONS_TABLE, TABLE_MISSING, TABLE_TWICE, UNKNOWN_TABLE
from socorg_rules.records.readers.place_table import read_place_figures
from socorg_rules.records.readers.source import TableSource
from socorg_rules.records.readers.table import ORGANIZATIONS, PLACES, TABLE_NAMES, table_alias, table_named


def read_tables(source: TableSource, mapping: ColumnMapping, problems: Problems) -> Batch:
    """The records of a source; a table of events that can't be used as a whole counts as not handed in."""
    with closing(source):
        readable = {
            name: understood
            for name, title in _named_tables(source, mapping, problems).items()
            if (understood := _read(source, name, title, mapping, problems)) is not None
        }
    organizations, places = readable.pop(ORGANIZATIONS, None), readable.pop(PLACES, None)
    figures = () if places is None else read_place_figures(places, problems)
    if organizations is None:
        return Batch([], problems, figures)
    return Batch(TableSet(organizations, readable).records(problems), problems, figures)


def _read(
    source: TableSource, name: str, own_name: str, mapping: ColumnMapping, problems: Problems
) -> ReadableTable | None:
    table = source.table(own_name, problems)
    return understand(table, name, mapping, problems) if table is not None else None


def _named_tables(source: TableSource, mapping: ColumnMapping, problems: Problems) -> dict[str, str]:
    """The English names of the record's tables that are there, each with the source's own name of it."""
    candidates: defaultdict[str, list[str]] = defaultdict(list)
    for name, table in mapping.tables.items():
        if table.source in source.titles:
            candidates[name].append(table.source)
        elif table.source is not None:
            problems.add(TABLE_MISSING.at(table.source_place, source=shown(table.source)))
    claimed = {own_name for own_names in candidates.values() for own_name in own_names}
    for own_name, title in source.titles.items():
        standard = table_named(title)
        if own_name in claimed:
            continue
        if standard is not None:
            candidates[standard].append(own_name)
        else:
            suggestion = did_you_mean(title, TABLE_NAMES)
            problems.add(UNKNOWN_TABLE.at(Place(source.file), suggestion=suggestion, table=shown(own_name)))
    for name, own_names in candidates.items():
        if len(own_names) > 1:
            sources = ", ".join(shown(own_name) for own_name in own_names)
            problems.add(TABLE_TWICE.at(Place(source.file), name=name, alias=table_alias(name), sources=sources))
    if ORGANIZATIONS not in candidates:
        problems.add(NO_ORGANIZATIONS_TABLE.at(Place(source.file)))
    return {name: own_names[0] for name, own_names in candidates.items() if len(own_names) == 1}
