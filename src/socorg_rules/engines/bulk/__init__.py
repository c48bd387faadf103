"""The bulk engine: the law of a place turned into columns over tables of organizations and events.

``expressions`` and ``deciding`` turn the plan into columns (``columns``), and ``lowering`` makes them two-valued. Then
``vectors`` computes them in memory, or ``statement`` writes them as one SQL statement.
"""
