"""Explanations of many records: what was told once is told again with other values."""
