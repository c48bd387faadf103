"""Rulesets as pages for people: every rule in plain words, with its article, its parameters and how sure it is."""
