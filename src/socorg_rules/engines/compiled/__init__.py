"""The compiled engine: the plan of a law turned into Python source, once for each class of days.

It gives outcomes, values, grounds and missing facts, and nothing else; traces come from the reference engine, against
which it is tested. No text of a ruleset is spliced into the source: constants stand in a table, and every name is made
from a number or from the record's own fields.
"""
