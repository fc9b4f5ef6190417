"""The commands: read words, call one use case, print."""

from __future__ import annotations

from flask import Flask

from incidents.cli import judge, lifecycle, people, policy, serving, step, trail


def register(app: Flask) -> None:
    """Add every command to `python3 dev.py …`."""
    for room in (lifecycle, people, policy, judge, serving, step, trail):
        room.register(app)
