"""The whole corpus: every hostile file with what becomes of it, and the sample that every test run sends."""

from __future__ import annotations

from tests.hostile.files import HONEST, OPAQUE, REFUSED, STRANGE
from tests.hostile.names import NAMES
from tests.hostile.packs import PACKS
from tests.hostile.pages import PAGES
from tests.hostile.pixels import PIXELS

EVERY = (*HONEST, *REFUSED, *OPAQUE, *STRANGE, *PAGES, *PACKS, *PIXELS, *NAMES)
# Every ninth, so that each sort is among them.
SAMPLE = EVERY[::9]
