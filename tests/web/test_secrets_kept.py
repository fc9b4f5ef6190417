"""Secrets are planted, and then everything that is written is read: answers, logs, mails, the trail's headers."""

from __future__ import annotations

import logging
import secrets

import pytest
import time_machine
from flask import Flask
from pydantic import SecretStr

from app import create_app
from incidents.domain.words import Role
from incidents.services import reminding
from tests import cast, databases, steps
from tests.cast import NOW, browse
from tests.services.test_second_step import code_of, have_factor
from tests.uploads import add as add_evidence

KEY = "canary-of-the-secret-key-which-is-long-enough"
MAIL = "canary-of-the-mail-password"
TYPED = "canary of a password typed wrong"
STORY = "canaryofthestory"
NAME = "Canary Ofaname"
PATHS = ("/", "/sign-in", "/today", "/cases", "/account", "/account/reading", "/people", "/settings/mail",
         "/trails", "/reminders", "/nothing", "/cases/FTS-9999-C", "/fault", "/policy", "/overview")  # fmt: skip


@pytest.fixture
def told(sqlite: databases.Database) -> Flask:
    """A program whose settings hold canaries, and that has a page with a fault that would tell them."""
    settings = databases.settings(sqlite.url).model_copy(
        update={"secret_key": SecretStr(KEY), "smtp_password": SecretStr(MAIL), "smtp_host": ""}
    )
    app = create_app(settings)

    def fault(slug: str) -> str:
        raise RuntimeError(f"{KEY} {MAIL} {TYPED} {STORY} in the words of a fault")

    app.view_functions["start.show"].__globals__  # the pages are there already
    app.add_url_rule("/<slug>/fault", "fault", _open(fault))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return app
