"""The address of who asks: from the connection, or from front servers of our own, counted exactly."""

from __future__ import annotations

import hashlib

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import Signer
from werkzeug.middleware.proxy_fix import ProxyFix


class SignedSessions(SecureCookieSessionInterface):
    """Flask's own sessions, signed with SHA-256 in place of SHA-1."""

    digest_method = staticmethod(hashlib.sha256)


def register(app: Flask, hops: int) -> None:
    """Believe the last `hops` addresses of X-Forwarded-For, and no other header; none when it is 0.

    Each front server adds the address it was called from at the end. Whatever a stranger wrote stands before
    those, and a request with fewer addresses than servers keeps the address of its connection.
    """
    app.session_interface = SignedSessions()
    Signer.default_digest_method = staticmethod(hashlib.sha256)  # tokens of forms are signed by it
    if hops:
        # The host's name is the front server's to hand on as it is; the scheme is never asked for.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=0, x_host=0, x_port=0, x_prefix=0)  # type: ignore[method-assign]
