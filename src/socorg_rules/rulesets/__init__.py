"""Rulesets: from YAML with positions to the law of a place as a typed plan."""
