"""The pictures show what the commands print today."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

import pytest

from scripts.write_picture import IMAGES, PICTURES, Picture, svg_of
from tests.docs.pages import text_of


@cache
def drawn_now(picture: Picture) -> str:
    return svg_of(picture)


def words_of(svg: str) -> str:
    """All that stands in a picture, without blanks: where lines break is rich's own business."""
    return re.sub(r"\s", "", unescape("".join(re.findall(r"<text [^>]*>([^<]*)</text>", svg))))


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_shows_what_its_command_prints(picture: Picture) -> None:
    drawn = text_of(IMAGES / f"{picture.name}.svg")
    assert words_of(drawn) == words_of(drawn_now(picture)), "run python -m scripts.write_picture"


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_drawing_twice_gives_the_same_picture(picture: Picture) -> None:
    assert svg_of(picture) == drawn_now(picture)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_loads_nothing_from_the_network(picture: Picture) -> None:
    addresses = re.findall(r"https?://[^\s\"<]+", text_of(IMAGES / f"{picture.name}.svg"))
    assert set(addresses) <= {"http://www.w3.org/2000/svg", "https://www.textualize.io"}


def test_there_is_no_picture_that_nothing_draws() -> None:
    assert {path.stem for path in IMAGES.iterdir()} == {picture.name for picture in PICTURES}
