"""What the tests of pages share: it is the day on which the invented people act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from tests.cast import NOW


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    """The clock of every request runs from an hour after `NOW`, at which the invented people came."""
    with time_machine.travel(NOW + timedelta(hours=1)):
        yield


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    """The same hour, standing still until the test moves it."""
    with time_machine.travel(NOW + timedelta(hours=1), tick=False) as clock:
        yield clock
