"""What somebody gets who installs the library: built as a release is built, from the source archive."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from socorg_rules import __version__

ROOT = Path(__file__).resolve().parent.parent
RULESETS = ROOT / "rulesets"
# What only some callers need; the import of the library must not pay for it.
HEAVY = {
    "yaml",
    "openpyxl",
    "stdnum",
    "typer",
    "rich",
    "ibis",
    "duckdb",
    "pyspark",
    "psycopg",
    "z3",
    "durable",
    "durable_rules_engine",
}


def run(*command: object, cwd: Path, **environment: str) -> str:
    """Standard output of a command; its standard error is shown when it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}: exit {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def source_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", folder, cwd=ROOT)
    [archive] = folder.glob("*.tar.gz")
    return archive


@pytest.fixture(scope="module")
def wheel(source_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index", "--no-deps", "--no-build-isolation")
    run(*pip, "--wheel-dir", folder, source_archive, cwd=folder)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the library in it, away from the sources and their rulesets."""
    folder = tmp_path_factory.mktemp("installed")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps")
    run(*pip, "--target", folder, wheel, cwd=folder)
    return folder


def run_installed(installed: Path, *command: object) -> str:
    return run(*command, cwd=installed, PYTHONPATH=str(installed), PYTHONUTF8="1", COLUMNS="300")


def python_installed(installed: Path, statements: str) -> Any:
    """What ``answer`` is after the statements were run on the installed library."""
    program = f"import json, sys\n{statements}\nprint(json.dumps(answer))"
    return json.loads(run_installed(installed, sys.executable, "-c", program))


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def project() -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def test_the_wheel_carries_every_ruleset_file(wheel: Path) -> None:
    prefix = "socorg_rules/_bundled/rulesets/"
    packed = {name.removeprefix(prefix) for name in zipfile.ZipFile(wheel).namelist() if name.startswith(prefix)}
    assert packed
    assert packed == files_below(RULESETS)


def test_the_wheel_carries_every_source_file_the_licence_and_the_type_marker(wheel: Path) -> None:
    package = ROOT / "src" / "socorg_rules"
    names = set(zipfile.ZipFile(wheel).namelist())
    sources = {f"socorg_rules/{path.relative_to(package).as_posix()}" for path in package.rglob("*.py")}
    assert sources <= names
    assert "socorg_rules/py.typed" in names
    assert any(re.fullmatch(r"socorg_rules-[^/]+\.dist-info/licenses/LICENSE", name) for name in names)


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"socorg_rules", f"socorg_rules-{__version__}.dist-info"}


def test_the_installed_library_is_imported_and_not_the_checkout(installed: Path) -> None:
    file = python_installed(installed, "import socorg_rules\nanswer = socorg_rules.__file__")
    assert Path(file).is_relative_to(installed)


def test_importing_the_library_loads_nothing_heavy(installed: Path) -> None:
    loaded = python_installed(installed, "import socorg_rules\nanswer = sorted(sys.modules)")
    assert "socorg_rules" in loaded
    assert HEAVY.isdisjoint(loaded)


def test_the_installed_command_lists_every_bundled_ruleset(installed: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in RULESETS.rglob("*.yaml")]
    rulesets = {name for text in texts for name in re.findall(r"^ruleset:\s*(\S+)", text, flags=re.MULTILINE)}
    assert rulesets
    listed = run_installed(installed, installed / "bin" / "socorg-rules", "rulesets")
    assert {name for name in rulesets if name not in listed} == set()


def test_the_extra_all_names_every_other_extra_of_a_user() -> None:
    extras = project()["optional-dependencies"]
    [everything] = extras["all"]
    named = re.fullmatch(r"socorg-rules\[(.+)\]", everything)
    assert named is not None
    assert set(named[1].split(",")) == set(extras) - {"all", "bench", "dev"}


def test_the_changelog_has_a_section_for_the_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(__version__)}\b", changelog, flags=re.MULTILINE)
