"""The rule language: a profile of FEEL, from text to a typed plan."""
