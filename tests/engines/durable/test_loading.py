"""Where durable_rules can't be had, that is said, and what to do instead."""

from __future__ import annotations

import subprocess
import sys

import pytest

from socorg_rules.engines.durable.messages import NOT_INSTALLED, PYTHON_TOO_NEW
from socorg_rules.engines.durable.rete import load_durable_rules
from socorg_rules.problems import ProblemsError


class Version(tuple[int, ...]):
    """Stands for ``sys.version_info``."""

    @property
    def major(self) -> int:
        return self[0]

    @property
    def minor(self) -> int:
        return self[1]


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", Version((3, 12, 1)))
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    with pytest.raises(ProblemsError) as caught:
        load_durable_rules()
    assert [problem.code for problem in caught.value.problems] == [NOT_INSTALLED.code]
    assert "socorg-rules[durable]" in caught.value.render("zh")
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("version", [(3, 13, 0), (3, 14, 1)])
def test_on_a_python_that_is_too_new_it_says_so(monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...]) -> None:
    monkeypatch.setattr(sys, "version_info", Version(version))
    with pytest.raises(ProblemsError) as caught:
        load_durable_rules()
    [problem] = caught.value.problems
    assert problem.code == PYTHON_TOO_NEW.code
    assert f"{version[0]}.{version[1]}" in problem.message("en")


def test_it_is_loaded_only_when_it_is_asked_for() -> None:
    program = (
        "import sys, socorg_rules.durable, socorg_rules.exports.durable\n"
        "assert not {'durable', 'durable_rules_engine'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
