"""Where a judgement's policy comes from: a file, or a charity's versions by day, or the file it came with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from incidents.domain.policy import Policy
from incidents.services import charity as charities
from incidents.store import policy_files
from incidents.store.db import read
from incidents.store.queries import people


def source(name: str, folder: Path) -> Callable[[date], Policy]:
    """The policy called `name`, as a function of the day of the act (a London date).

    A file holds on every day that it says. A charity (its id or code) is looked for among the installed ones,
    then in `folder`, so that a policy can be tried before anything is installed. Raises PolicyFault for a
    faulty file and LookupError for a name that leads to nothing.
    """
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        return _always(policy_files.load(path))
    slug = name.lower()
    if _installed(slug):
        return lambda day: _on(slug, day)
    if (file := folder / f"{slug}.yaml").is_file() and slug.replace("-", "").isalnum():
        return _always(policy_files.load(file))
    raise LookupError(f"There is no charity “{name}”, and no such file: `policy list` names the charities.")


def _always(policy: Policy) -> Callable[[date], Policy]:
    return lambda _: policy


def _installed(slug: str) -> bool:
    try:
        with read() as session:
            return people.charity(session, slug) is not None
    except DBAPIError:  # no database, or an empty one: nothing is installed
        return False


def _on(slug: str, day: date) -> Policy:
    """The version of that day: what day its paper names is settled by that."""
    with read() as session:
        policy = charities.in_force(session, slug, day)[1]
    return replace(policy, document=replace(policy.document, in_force_from=None))
