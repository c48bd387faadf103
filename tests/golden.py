"""Golden files: expected output that is read by people and re-accepted with one flag.

``ACCEPT_GOLDEN=1 pytest …`` writes what came out; the diff is then reviewed like any other change.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def check_golden(path: Path, text: str) -> None:
    """Fail unless the file holds exactly ``text``; with ``ACCEPT_GOLDEN=1``, write it instead."""
    if os.environ.get("ACCEPT_GOLDEN") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    if not path.is_file():
        pytest.fail(f"{path.name} is missing; ACCEPT_GOLDEN=1 pytest writes it")
    assert text == path.read_text(encoding="utf-8"), f"{path.name} differs; ACCEPT_GOLDEN=1 pytest accepts the change"
