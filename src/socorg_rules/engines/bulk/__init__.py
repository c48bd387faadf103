"""The bulk engine: the law of a place turned into relational expressions over tables of organizations and events.

``values`` and ``deciding`` turn the plan into columns (``columns``), ``schedule`` puts the columns into relations, and
``relations`` writes these as Ibis expressions, which run on DuckDB, PostgreSQL and other databases.
"""
