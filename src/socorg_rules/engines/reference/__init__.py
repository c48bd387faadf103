"""The reference engine: the meaning of rulesets, written to be read.

Other engines are tested against it. It works on one organization at a time and keeps everything it did, so it
also gives the trace of a decision.
"""
