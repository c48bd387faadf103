"""What an author of rulesets is told about their work."""
