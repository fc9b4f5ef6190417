"""The commands: read words, call one use case, print."""

from __future__ import annotations

from flask import Flask

from incidents.cli import clock, judge, lifecycle, people, policy, serious, serving, step, trail


def register(app: Flask) -> None:
    """Add every command to `python3 dev.py …`."""
    for room in (lifecycle, people, policy, judge, serious, serving, step, trail, clock):
        room.register(app)
