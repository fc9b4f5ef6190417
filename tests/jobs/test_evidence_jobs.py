"""The worker scans what waits and reads every evidence file again: one changed file is said aloud."""

from __future__ import annotations

from pathlib import Path

import pytest
from huey import MemoryHuey

from incidents.domain.words import Role
from incidents.jobs import evidence
from incidents.store import files
from tests import cast, databases, steps
from tests.databases import EVIDENCE, MASTER_KEY, Database
from tests.scanner import answering
from tests.uploads import add, path_of


def test_what_waits_is_scanned_and_what_was_changed_is_named(
    sqlite: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = databases.make_app(sqlite.url)
    settings = app.config["CANDOUR"].model_copy(update={"clamd": str(tmp_path / "s")})
    app.config["CANDOUR"] = settings
    files.bind(tmp_path, MASTER_KEY)
    queue = MemoryHuey(results=False)
    evidence.add(queue, app)
    jobs = {task.name: task for task in queue._registry.periodic_tasks}
    lead = cast.join("fts", "Ada Okoro", [Role.MANAGER])
    made = add(lead, steps.opened(lead), scanner=True)
    with answering(tmp_path, b"stream: OK\0"):
        _run(queue, jobs["scan evidence"])
    assert [row["scan"] for row in steps.rows("evidence")] == ["clean"]
    with answering(tmp_path, b"stream: New.Thing FOUND\0"):
        _run(queue, jobs["scan all evidence again"])
    assert [row["scan"] for row in steps.rows("evidence")] == ["infected"]
    assert f"Scanned again: evidence file {made}: A virus was found" in capsys.readouterr().err
    path_of(tmp_path, made).unlink()
    _run(queue, jobs["read all evidence again"])
    assert f"BROKEN: evidence file {made}" in capsys.readouterr().err
    files.bind(EVIDENCE, MASTER_KEY)


def _run(queue: MemoryHuey, job: object) -> None:
    queue.enqueue(job)
    queue.execute(queue.dequeue())
