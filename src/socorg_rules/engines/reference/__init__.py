"""The reference engine: the meaning of rulesets, written to be read.

Other engines are tested against it. It works on one organization at a time, and traces of decisions come from it.
"""
