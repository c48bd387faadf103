"""How many cases hypothesis generates: few at the desk, the same ones on every CI run, many at night."""

from __future__ import annotations

import os

from hypothesis import settings

EXAMPLES = 60

settings.register_profile("dev", max_examples=EXAMPLES, deadline=None, derandomize=False, print_blob=True)
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True)
settings.register_profile("nightly", settings.get_profile("dev"), max_examples=20 * EXAMPLES)

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") == "true" else "dev"))
