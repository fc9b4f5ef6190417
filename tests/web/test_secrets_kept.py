"""Secrets are planted, and all that is written is read: answers, logs, mails, headers of the trail."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from pydantic import SecretStr

from app import create_app
from incidents.domain.words import Role
from incidents.services import casework, reminding
from incidents.store.models import Base
from incidents.web.marks import open_to_all
from logs import Lines
from tests import cast, databases, steps
from tests.cast import NOW, PASSWORD, browse
from tests.uploads import add as add_evidence

KEY = "canary-of-the-secret-key-which-is-long-enough"
MAIL = "canary-of-the-mail-password"
TYPED = "canary of a password typed wrong"
STORY = "canaryofthestory"
NAME = "Canary Ofaname"
LOGS = Lines()
PATHS = ("/", "/sign-in", "/today", "/cases", "/account", "/account/reading", "/people",
         "/settings/mail", "/trails", "/reminders", "/nothing", "/cases/FTS-9999-C", "/fault",
         "/policy", "/overview")  # fmt: skip


@pytest.fixture
def told(sqlite: databases.Database) -> Flask:
    """A program whose settings hold canaries, and that has a page with a fault that would tell them."""
    settings = databases.settings(sqlite.url).model_copy(
        update={"secret_key": SecretStr(KEY), "smtp_password": SecretStr(MAIL)}
    )
    app = create_app(settings)

    def fault(slug: str) -> str:
        raise RuntimeError(f"{KEY} {MAIL} {TYPED} {STORY} in the words of a fault")

    fault = open_to_all("a test")(fault)
    app.add_url_rule("/<slug>/fault", "fault", fault)
    return app


def test_no_secret_is_written_anywhere(told: Flask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with time_machine.travel(NOW.replace(hour=10), tick=False):
        ada = cast.join("fts", "Ada Okoro", [Role.MANAGER, Role.ADMIN, Role.AUDITOR, Role.CHAIR])
        reference = steps.opened(ada, story=STORY, about=NAME)
        add_evidence(ada, reference)
        casework.add_to_do(ada, reference, None, "a key", {"task": STORY, "due_on": "2026-11-23"}, NOW)
        visitor = browse(told, "fts", ada)
        with visitor.client.session_transaction() as cookie:
            token = str(cookie["_user_id"])
        answers = [visitor.client.get(f"/fts{path}") for path in (*PATHS, f"/cases/{reference}")]
        stranger = browse(told).client
        answers += [
            stranger.post("/fts/sign-in", data={"email": email, "password": TYPED})
            for email in (ada.email, "nobody@example.org")
        ]
        answers.append(stranger.post("/fts/report/what", data=b"\xff%00", content_type="text/plain"))
        answers.append(visitor.client.post(f"/fts/cases/{reference}/note", data={"body": STORY + "\0"}))
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        reminding.look(datetime.now(UTC))
    shown = "".join(f"{answer.headers}{answer.get_data(as_text=True)}" for answer in answers)
    mails = "".join(f"{row['subject']}{row['body']}{row['fault']}" for row in steps.rows("outbox"))
    headers = "".join(str(row["header"]) for row in steps.rows("event"))
    stored = "".join(str(row) for table in Base.metadata.tables for row in steps.rows(table))
    logs = "".join(LOGS.format(record) for record in caplog.records)
    assert [one.status_code for one in answers].count(500) == 1
    assert '"fault": "RuntimeError"' in logs
    assert mails
    for where, text in (
        ("shown", shown),
        ("mails", mails),
        ("headers", headers),
        ("logs", logs),
        ("db", stored),
    ):
        for secret in (KEY, MAIL, TYPED, PASSWORD, databases.MASTER_KEY):
            assert secret not in text, where
        assert token not in text, where
    for where, text in (("mails", mails), ("headers", headers), ("logs", logs)):
        for word in (STORY, NAME, "Ada Okoro"):
            assert word not in text, where
