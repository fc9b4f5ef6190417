"""The worker as threads of `serve`, in practice mode: one command runs it all, and stopping stops it all."""

from __future__ import annotations

import sqlite3
import threading

import click
import psycopg
from flask import Flask
from huey.consumer import Consumer

from incidents.jobs import queue

_STOPPED = "The worker has stopped, the pages go on. Start it by itself with: python3 dev.py worker"


class Beside:
    """The worker of one process that serves pages too. It begins some seconds `after` them."""

    def __init__(self, app: Flask, after: float = 3.0) -> None:
        self._app, self._after = app, after
        self._stop = threading.Event()
        self._consumer: QuietConsumer | None = None
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        """Begin, without keeping the first page waiting."""
        self._thread.start()

    def stop(self) -> None:
        """Let it finish what it has in hand."""
        self._stop.set()
        if self._consumer is not None:
            self._consumer.stop(graceful=True)

    def _run(self) -> None:
        if self._stop.wait(self._after):
            return
        try:
            self._consumer = QuietConsumer(queue.make(self._app), workers=1, shutdown_timeout=10)
            self._consumer.run()
        except (OSError, sqlite3.Error, psycopg.Error) as fault:
            click.echo(f"The worker cannot begin ({type(fault).__name__}).", err=True)
        finally:
            if not self._stop.is_set():
                click.echo(_STOPPED, err=True)


class QuietConsumer(Consumer):
    """A consumer that leaves the signals to whoever serves."""

    def _set_signal_handlers(self) -> None:
        """None of ours: Ctrl-C is for the pages."""
