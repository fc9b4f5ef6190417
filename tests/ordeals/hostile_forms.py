"""Every form, sent in every way in which no browser sends it: `python -m tests.ordeals.hostile_forms`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import time_machine

from tests.cast import NOW
from tests.web.spoilt_forms import RULES, SPOILT, a_house, spoil


def main() -> None:
    """Ends with 1 where a form did anything, or was answered with a fault of ours."""
    wrong = []
    with tempfile.TemporaryDirectory() as folder, a_house(Path(folder)) as house:
        for rule in RULES:
            with time_machine.travel(NOW.replace(hour=10), tick=False):
                try:
                    spoil(house, rule, list(SPOILT))
                except AssertionError as fault:
                    wrong.append(f"{rule}: {fault}")
    sys.stdout.write("\n".join([f"{len(RULES)} forms in {len(SPOILT)} ways, {len(wrong)} wrong", *wrong, ""]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
