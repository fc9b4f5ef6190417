"""A copy of a picture holds pixels and nothing else; what is no picture, or asks for too much, gives none."""

from __future__ import annotations

import io
import os

import pytest
from PIL import Image

from incidents.exports.picture import PREVIEW, copy
from tests.hostile.files import DOCX, HIDDEN, MP4, PDF, SCRIPT, bomb_png, picture, telling_jpeg


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_every_kind_that_is_shown_becomes_a_plain_png(kind: str) -> None:
    made = copy([picture(kind, (40, 30))], PREVIEW)
    assert made is not None
    with Image.open(io.BytesIO(made)) as found:
        assert (found.format, found.size, found.info) == ("PNG", (40, 30), {})


def test_nothing_hidden_comes_along_and_it_is_made_smaller() -> None:
    made = copy([telling_jpeg((3_000, 1_500)), b"PK\x03\x04" + HIDDEN], PREVIEW)
    assert made is not None
    assert HIDDEN not in made
    with Image.open(io.BytesIO(made)) as found:
        assert found.size == (800, 1_600)


# what it is not, and its bytes
NONE = (
    ("nothing", b""),
    ("a PDF", PDF),
    ("a video", MP4),
    ("a letter", DOCX),
    ("a drawing with a script", b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>"),
    ("a program for a printer", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
    ("a picture of a kind we do not open", picture("TIFF")),
    ("a picture that ends early", picture("PNG")[:40]),
    ("a picture of 900 million pixels", bomb_png()),
    ("noise", os.urandom(5_000_000)),
)


@pytest.mark.parametrize(("what", "body"), NONE, ids=[row[0] for row in NONE])
def test_what_gives_no_copy(what: str, body: bytes) -> None:
    assert copy([body], PREVIEW) is None
