"""The command line: ``socorg-rules``."""
