"""A file to keep: never opened inside the page, whatever is in it."""

from __future__ import annotations

from flask import Response

from incidents.services.exporting import Copy


def attachment(copy: Copy) -> Response:
    """The answer that carries a copy; its name was made here, never from what was typed."""
    headers = {
        "Content-Disposition": f'attachment; filename="{copy.name}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(copy.body, content_type=copy.mimetype, headers=headers)
