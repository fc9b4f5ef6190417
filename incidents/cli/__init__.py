"""The commands: read words, call one use case, print."""

from __future__ import annotations

from flask import Flask

from incidents.cli import (
    clock,
    evidence,
    judge,
    lifecycle,
    people,
    policy,
    reseal,
    schemas,
    serious,
    serving,
    step,
    trail,
)


def register(app: Flask) -> None:
    """Add every command to `python3 dev.py …`."""
    for room in (
        lifecycle,
        people,
        policy,
        judge,
        serious,
        schemas,
        serving,
        step,
        trail,
        clock,
        evidence,
        reseal,
    ):
        room.register(app)
