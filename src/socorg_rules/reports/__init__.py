"""Decisions, rulesets and examples in the forms that people and programs read."""
