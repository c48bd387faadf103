"""The durable engine: the rules of a law forward-chained by durable_rules.

What a condition says of an organization is computed by whoever hands in an evaluator, and enters durable_rules as a
small integer. Which rules are effective, and what follows of findings and requirements, durable_rules concludes. It is
used in the one way that was found to hold: see ``docs/durable.md``.
"""
