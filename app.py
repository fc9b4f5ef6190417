"""The composition root: the one place that wires settings, store, web and commands together."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate

import logs
from config import Settings, from_environment
from incidents import cli, jobs, web
from incidents.services import provider
from incidents.services.signing_in import Limits
from incidents.store import db, files
from incidents.web import front_server, visit

HERE = Path(__file__).resolve().parent


def create_app(settings: Settings | None = None) -> Flask:
    """The whole program, ready to serve. Raises `config.SettingsFault` for a missing or unsafe setting."""
    if settings is None:
        settings = from_environment()
        logs.begin(machine=not settings.practice)
    key, earlier = settings.secret_key.get_secret_value(), settings.secret_key_previous.get_secret_value()
    app = Flask("candour", root_path=str(HERE), template_folder="templates", static_folder="static")
    app.config.update(
        SECRET_KEY=key,
        # What the key before this one signed is still read.
        SECRET_KEY_FALLBACKS=[earlier] if earlier else [],
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        # A fault of the database must not print what people typed.
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},
        TRUSTED_HOSTS=settings.trusted_hosts,
        MAX_CONTENT_LENGTH=1_000_000,
        MAX_FORM_MEMORY_SIZE=500_000,
        MAX_FORM_PARTS=1_000,
        SESSION_COOKIE_NAME="candour" if settings.practice else "__Host-candour",
        SESSION_COOKIE_SECURE=not settings.practice,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        CANDOUR=settings,
    )
    front_server.register(app, settings.trusted_proxies)
    db.db.init_app(app)
    with app.app_context():
        db.bind(db.db.engine)
    if master := settings.master_key.get_secret_value():
        files.bind(settings.evidence, master, settings.master_key_before.get_secret_value())
    Migrate(app, db.db, directory=str(HERE / "migrations"))
    web.register(
        app,
        practice=settings.practice,
        sessions=visit.make_sessions(
            Limits(
                idle=timedelta(minutes=settings.session_idle_minutes),
                whole=timedelta(hours=settings.session_hours),
            ),
            settings.argon2_memory_mib,
            (key, earlier, settings.public_url),
            _provider(settings),
            second_required=not settings.practice,
        ),
    )
    cli.register(app)
    jobs.register(app)
    return app


def _provider(settings: Settings) -> provider.There | None:
    """Where people may sign in elsewhere, if the settings name such a place."""
    secret = settings.oidc_client_secret.get_secret_value()
    names = (settings.oidc_issuer, settings.oidc_client_id, secret, settings.oidc_name)
    key = settings.secret_key.get_secret_value()
    return provider.there(names, settings.public_url, key, practice=settings.practice)
