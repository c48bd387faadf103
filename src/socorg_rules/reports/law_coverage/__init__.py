"""How much of each instrument of law is in the rulesets: every article encoded, or the reason why it isn't."""
