"""The column mapping: a small YAML file for registries whose tables and columns are called otherwise.

.. code-block:: yaml

    key: {organizations: 机构编号, events: 机构编号}
    date_format: "%Y/%m/%d"
    encoding: gb18030
    tables:
      organizations:
        file: jigou.csv
        columns: {成立时间: registered_on}
        values: {form: {社团: social_group}}
        ignore: [备注]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from socorg_rules.problems import Place

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How one table differs from the standard: names of columns to names of fields, and what its cells mean."""

    source: str | None = None
    source_place: Place = Place()
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """How a registry's tables differ from the standard ones; names of tables and fields are in English."""

    organizations_key: str | None = None
    events_key: str | None = None
    date_format: str | None = None
    encoding: str | None = None
    tables: Mapping[str, TableMapping] = field(default_factory=dict)

    def table(self, name: str) -> TableMapping:
        return self.tables.get(name, TableMapping())
