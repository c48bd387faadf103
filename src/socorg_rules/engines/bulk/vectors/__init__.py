"""Columns computed in memory: whole vectors of a batch of organizations at a time, with NumPy."""
